// Points of the run: dates, weeks and days since the start, and its end.
#include "engine/base/sim_time.hpp"
#include "engine/base/text.hpp"
#include "models/scenario/units.hpp"
#include "models/scenario/value.hpp"
#include "models/scenario/written.hpp"
#include "models/working_time/date.hpp"

#include <fmt/format.h>

namespace carepath {
namespace {

/// "week 26", "day 14": a unit before a count.
bool read_numbered(std::string_view text, double& days) {
  const auto blank = text.find(' ');
  if (blank == std::string_view::npos) return false;
  const auto unit = text.substr(0, blank);
  auto rest = trim(text.substr(blank));
  double count = 0;
  if (!take_number(rest, count) || !trim(rest).empty()) return false;
  days = length_in_days(count, unit_days(unit));
  return unit_days(unit) > 0;
}

} // namespace

double read_moment(const Node& node, double end, const ValueContext& context) {
  const auto text = trim(node.text);
  std::int64_t day = 0;
  double time_of_day = 0;
  double days = 0;
  auto dimension = Dimension::number;
  if (node.kind == NodeKind::text || node.kind == NodeKind::date_time) {
    if (read_date(text, day, time_of_day))
      return SimTime::from_days(static_cast<double>(day - context.start_day) + time_of_day -
                                context.start_time_of_day)
          .days();
    if (text == "start") return 0;
    if (text == "end") return end;
    if (read_numbered(text, days) && days >= 0) return days;
    if (read_quantity(text, days, dimension) && dimension == Dimension::duration && days >= 0) return days;
  }
  context.faults.error(node.where, fmt::format("{} is not a point of the run", written_form(node)),
                       "expected a date such as 2026-10-01, \"week 26\", \"day 14\", \"start\" or \"end\"");
  return 0;
}

} // namespace carepath
