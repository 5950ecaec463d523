// The event log of one replication, as CSV: what `--trace` writes.
#pragma once

#include "models/study/study.hpp"

#include <filesystem>

namespace carepath {

/// Runs `replication` (from 0) of every variant once more with its log on, and writes all logs to `path`: one
/// row for each event, with the variant, the time in days since the start, and the person by source and
/// number. Throws std::runtime_error with a sentence for people when it cannot be written.
void write_trace_csv(const Study& study, std::uint32_t replication, const std::filesystem::path& path);

} // namespace carepath
