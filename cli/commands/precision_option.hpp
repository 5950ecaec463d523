// The options that ask for replications until figures are precise.
#pragma once

#include "cli/commands/command.hpp"
#include "models/study/precision.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace carepath {

/// What a command takes at most.
inline constexpr std::uint64_t most_replications = 1'000'000;

/// "2%" as a share; throws CLI::ValidationError for anything else.
[[nodiscard]] double read_precision(const std::string& option, const std::string& text);

/// --precision, --difference-precision and --most-replications, which exclude --replication.
void add_precision(CLI::App& app, std::optional<PrecisionGoal>& goal);

/// --precision and --most-replications of each point of a sweep.
void add_precision_of_points(CLI::App& app, std::optional<PrecisionGoal>& goal);

} // namespace carepath
