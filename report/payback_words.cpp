#include "report/payback_words.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <iterator>

namespace carepath {
namespace {

/// The number of a month by its end, or by that of the measured period within it.
int month_number(double end) {
  return static_cast<int>(std::ceil(end - 1e-9));
}

std::string never_text(const PaybackRow& row) {
  return fmt::format("not in {} months", month_number(row.months_followed));
}

} // namespace

std::vector<PaybackRow> paybacks_to_tell(const Results& results) {
  std::vector<PaybackRow> rows;
  std::copy_if(results.paybacks.begin(), results.paybacks.end(), std::back_inserter(rows),
               [](const auto& row) { return row.was_dearer; });
  return rows;
}

std::string payback_text(const PaybackRow& row) {
  return std::isnan(row.paid_back) ? never_text(row)
                                   : fmt::format("from month {} on", month_number(row.paid_back));
}

std::string payback_limits_text(const PaybackRow& row) {
  if (row.observations < 2) return "";
  if (std::isnan(row.earliest)) return never_text(row);
  if (std::isnan(row.latest)) return fmt::format("month {} or later", month_number(row.earliest));
  const int first = month_number(row.earliest), last = month_number(row.latest);
  return first == last ? fmt::format("month {}", first) : fmt::format("months {} to {}", first, last);
}

} // namespace carepath
