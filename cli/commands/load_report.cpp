#include "cli/commands/load_report.hpp"

#include "cli/output/unit.hpp"

#include <cmath>
#include <fmt/format.h>

namespace carepath {
namespace {

constexpr const char* dash = "–";

std::string amount(double value) {
  if (std::isnan(value)) return dash;
  if (std::isinf(value)) return "unlimited";
  return grouped_number(value, value < 100 ? 1 : 0);
}

std::string load_text(const ResourceLoad& row) {
  if (std::isinf(row.capacity)) return dash;
  return std::isfinite(row.load) ? fmt::format("{:.1f}%", row.load * 100) : std::string("nothing offered");
}

std::string clear_text(const ResourceLoad& row) {
  if (row.starting_list <= 0) return dash;
  if (!std::isfinite(row.weeks_to_clear)) return "never";
  return grouped_number(row.weeks_to_clear, row.weeks_to_clear < 10 ? 1 : 0);
}

const char* unit_words(ResourceKind kind) {
  return kind == ResourceKind::diary ? "slots a week" : "units";
}

} // namespace

const char* load_verdict(double load) {
  if (load > cannot_keep_up) return "cannot keep up";
  return load > close_to_limit ? "close to its limit" : "ok";
}

std::string load_table(const TrafficReport& traffic, const TableOptions& options) {
  TextGrid grid({"Resource", "counted in", "wanted", "offered", "load", "starting list", "weeks to clear"},
                1);
  for (const auto& row : traffic.resources) {
    const bool over = row.load > cannot_keep_up && !std::isinf(row.capacity);
    grid.row({{row.name},
              {unit_words(row.kind)},
              {amount(row.demand)},
              {amount(row.capacity)},
              {load_text(row), over ? Tone::bad : Tone::plain},
              {row.starting_list > 0 ? grouped_number(row.starting_list, 0) : std::string(dash)},
              {clear_text(row)}});
  }
  return grid.empty() ? std::string() : grid.str(options);
}

std::vector<std::string> load_warnings(const TrafficReport& traffic) {
  std::vector<std::string> warnings;
  for (const auto& row : traffic.resources) {
    if (std::isinf(row.capacity)) continue;
    const auto load = load_text(row);
    if (row.load > cannot_keep_up)
      warnings.push_back(
          fmt::format("'{}' cannot keep up: its load is {}, so its queue grows for as long as this lasts",
                      row.name, load));
    else if (row.load > close_to_limit)
      warnings.push_back(fmt::format(
          "'{}' is close to its limit: its load is {}, and its queue takes years to settle", row.name, load));
    if (row.starting_list > 0 && !std::isfinite(row.weeks_to_clear))
      warnings.push_back(
          fmt::format("the starting list of '{}' never clears: no capacity is left over for it", row.name));
  }
  return warnings;
}

} // namespace carepath
