// What `check` says of a sound scenario: offered load by resource, before any simulation.
#pragma once

#include "cli/output/text_grid.hpp"
#include "models/study/traffic.hpp"

#include <string>
#include <vector>

namespace carepath {

/// Load from which a queue takes years to settle, and from which it never does.
inline constexpr double close_to_limit = 0.95;
inline constexpr double cannot_keep_up = 1.0;

/// A row for each resource: wanted, offered, load, starting list and weeks to clear it.
[[nodiscard]] std::string load_table(const TrafficReport& traffic, const TableOptions& options);

/// A sentence for every resource close to its limit or beyond it, and for every starting list that never
/// clears.
[[nodiscard]] std::vector<std::string> load_warnings(const TrafficReport& traffic);

/// A sentence for everyone who goes without: how many a week, why, and where they go.
[[nodiscard]] std::vector<std::string> load_notes(const TrafficReport& traffic);

/// "ok", "close to its limit", "cannot keep up", or "over its limit" where people leave.
[[nodiscard]] const char* load_verdict(const ResourceLoad& row);

} // namespace carepath
