// Calendars as written: opening hours, closed days and seasons.
#include "engine/base/text.hpp"
#include "models/scenario/written.hpp"
#include "models/working_time/calendar.hpp"
#include "models/working_time/date.hpp"

#include <fmt/format.h>

namespace carepath {
namespace {

/// The texts of a field that is one text or a list of them; dates count as texts.
std::vector<const Node*> text_items(const Node& node) {
  if (!node.is_array()) return {&node};
  std::vector<const Node*> items;
  for (const auto& item : node.items) items.push_back(&item);
  return items;
}

/// "Mon", "Mon-Fri", "Sat-Mon", "Mon,Wed": days of the week, in order.
bool read_weekdays(std::string_view text, std::vector<int>& days) {
  for (const auto& part : split(text, ',')) {
    const auto ends = split(part, '-');
    const int first = read_weekday(ends.front());
    const int last = read_weekday(ends.back());
    if (ends.size() > 2 || first < 0 || last < 0) return false;
    for (int day = first;; day = (day + 1) % 7) {
      days.push_back(day);
      if (day == last) break;
    }
  }
  return true;
}

/// "08:00-18:00".
bool read_hours(std::string_view text, OpenHours& hours) {
  const auto ends = split(text, '-');
  return ends.size() == 2 && read_time_of_day(trim(ends[0]), hours.from) &&
         read_time_of_day(trim(ends[1]), hours.until) && hours.from != hours.until &&
         hours.from < milliseconds_per_day;
}

/// "Mon-Fri 08:00-18:00": everything before the first digit names days.
bool add_open(std::string_view text, Calendar& calendar) {
  const auto digit = text.find_first_of("0123456789");
  OpenHours hours;
  std::vector<int> days;
  if (digit != std::string_view::npos && !read_hours(trim(text.substr(digit)), hours)) return false;
  if (!read_weekdays(trim(text.substr(0, digit)), days)) return false;
  for (const int day : days) calendar.open_on(day, hours);
  return true;
}

/// The two sides of "A to B"; both the same when there is no "to".
std::pair<std::string_view, std::string_view> range_ends(std::string_view text) {
  constexpr std::string_view joint = " to ";
  const auto at = text.find(joint);
  if (at == std::string_view::npos) return {text, text};
  return {trim(text.substr(0, at)), trim(text.substr(at + joint.size()))};
}

bool add_closed(std::string_view text, Calendar& calendar) {
  if (text == "bank_holidays") {
    calendar.close_on_bank_holidays();
    return true;
  }
  const auto [first, last] = range_ends(text);
  ClosedDays days;
  double first_time = 0;
  double last_time = 0;
  if (!read_date(first, days.first, first_time) || !read_date(last, days.last, last_time)) return false;
  if (first_time != 0 || last_time != 0 || days.first > days.last) return false;
  calendar.close(days);
  return true;
}

bool add_yearly(std::string_view text, Calendar& calendar) {
  const auto [first, last] = range_ends(text);
  Season season;
  if (!read_day_of_year(first, season.first.first, season.first.second)) return false;
  if (!read_day_of_year(last, season.last.first, season.last.second)) return false;
  calendar.limit_to(season);
  return true;
}

void read_all(const Node* field, bool (*add)(std::string_view, Calendar&), std::string_view what,
              std::string_view example, Calendar& calendar, const ValueContext& context) {
  if (!field) return;
  for (const auto* item : text_items(*field)) {
    const bool written = item->is_text() || item->kind == NodeKind::date_time;
    if (!written || !add(trim(item->text), calendar))
      context.faults.error(item->where, fmt::format("{} {}", written_form(*item), what),
                           fmt::format("such as {}", example));
  }
}

/// A list with nothing in it may be meant as never or as always.
void refuse_empty(const Node* field, std::string_view key, std::string_view hint,
                  const ValueContext& context) {
  if (field && field->is_array() && field->items.empty())
    context.faults.error(field->where, fmt::format("'{}' lists nothing", key), std::string(hint));
}

} // namespace

Calendar read_calendar(const Node* open, const Node* closed, const Node* yearly,
                       const ValueContext& context) {
  Calendar calendar(context.start_day, context.start_time_of_day);
  refuse_empty(open, "open", "always open is \"Mon-Sun\"", context);
  refuse_empty(yearly, "yearly", "leave it out where every part of the year is open", context);
  read_all(open, add_open, "does not say when it is open", "\"Mon-Fri 08:00-18:00\"", calendar, context);
  read_all(closed, add_closed, "is not a day or days to be closed",
           "\"bank_holidays\", \"2026-12-24\" or \"2026-12-24 to 2027-01-02\"", calendar, context);
  read_all(yearly, add_yearly, "is not a part of the year", "\"14 Dec to 7 Mar\"", calendar, context);
  return calendar;
}

} // namespace carepath
