#include "report/worth_words.hpp"

#include "engine/base/add_once.hpp"
#include "report/format.hpp"
#include "report/kpi_row.hpp"

#include <cmath>
#include <fmt/format.h>

namespace carepath {
namespace {

/// -1 or 1 where the limits exclude nothing, else 0.
int sure_sign(double low, double high) {
  if (low > 0) return 1;
  return high < 0 ? -1 : 0;
}

bool has_no_limits(const WorthRow& row) {
  return std::isnan(row.spent_low) || std::isnan(row.gained_low);
}

} // namespace

std::string worth_verdict(const WorthRow& row) {
  if (row.against.empty()) return {};
  if (std::isnan(row.spent) || std::isnan(row.gained)) return "not known";
  if (row.spent == 0 && row.gained == 0) return "no difference";
  if (has_no_limits(row)) return "too few to say";
  const int spent = sure_sign(row.spent_low, row.spent_high);
  const int gained = sure_sign(row.gained_low, row.gained_high);
  if (gained == 0)
    return spent == 0  ? "no clear difference"
           : spent > 0 ? "dearer, no clear gain"
                       : "cheaper, no clear loss";
  if (spent == 0) return gained > 0 ? "better, at no clear extra cost" : "worse, and not clearly cheaper";
  if (gained > 0) return spent < 0 ? "better and cheaper" : "better, at a price";
  return spent > 0 ? "worse and dearer" : "worse and cheaper";
}

std::string front_words(const WorthRow& row, const VariantName& named) {
  if (!row.together_with.empty())
    return fmt::format("no: a mixture of {} and {} is better value", named(row.ruled_out_by),
                       named(row.together_with));
  if (row.ruled_out_by == row.against && row.spent == 0 && row.gained == 0 && !row.against.empty())
    return fmt::format("the same as {}", named(row.against));
  if (!row.ruled_out_by.empty()) return fmt::format("no: {} is better value", named(row.ruled_out_by));
  if (!row.is_on_front) return "not known";
  if (row.before.empty()) return "the cheapest";
  return fmt::format("{} for each more than {}", report::figure(row.per_one_more, "£"), named(row.before));
}

std::string gained_unit(const WorthRow& row) {
  return is_duration(row.unit) ? "number" : row.unit;
}

std::string worth_heading(const Results& results, const WorthRow& row) {
  return fmt::format("{}: {} of “{}”{} against “{}”", row.title, row.more_is_better ? "more" : "fewer",
                     kpi_title(results, row.outcome),
                     is_duration(row.unit) ? ", counted in " + row.unit + "," : std::string(),
                     kpi_title(results, row.cost));
}

std::vector<WorthRows> worths_by_name(const Results& results) {
  std::vector<WorthRows> groups;
  std::vector<std::string> names;
  for (const auto& row : results.worths) add_once(names, row.name);
  for (const auto& name : names) {
    auto& rows = groups.emplace_back();
    for (const auto& row : results.worths)
      if (row.name == name) rows.push_back(&row);
  }
  return groups;
}

} // namespace carepath
