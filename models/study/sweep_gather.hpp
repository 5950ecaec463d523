// Joining the shards of a sweep to results, one variant for each point.
#pragma once

#include "engine/results/results.hpp"

#include <filesystem>
#include <vector>

namespace carepath {

/// Reads the shards in the folders, which may each hold some of one sweep. Throws InputError that names what
/// is missing, damaged, or of another scenario, seed or version.
[[nodiscard]] Results gather_sweep(const std::vector<std::filesystem::path>& folders);

} // namespace carepath
