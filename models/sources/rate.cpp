#include "models/sources/rate.hpp"

#include "engine/base/hours.hpp"
#include "engine/base/text.hpp"
#include "engine/random/portable_math.hpp"
#include "models/scenario/units.hpp"
#include "models/working_time/date.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <optional>
#include <span>

namespace carepath {
namespace {

constexpr std::array<std::string_view, 12> month_names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// How a level rate is shaped within the week, the day and the year.
struct Shape {
  std::array<double, 7> weekday{1, 1, 1, 1, 1, 1, 1}; // times the average day
  std::array<double, 24> hour{};                      // times the average hour of its day
  std::array<double, 12> month{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
  double growth = 0; // a year
  const Calendar* calendar = nullptr;
  bool hourly = false;
  bool daily = false;
};

void read_shares(const Node& node, std::span<double> into, double parts, std::string_view what,
                 CompileContext& context) {
  double sum = 0;
  for (const double share : into) sum += share;
  constexpr double tolerance = 1e-3;
  if (std::abs(sum - 1) > tolerance)
    context.faults.error(node.where, fmt::format("the shares of the {} sum to {:.6g}, not 1", what, sum));
  for (double& share : into) share *= parts;
}

double known_number(const Node& node, Binder& binder, CompileContext& context) {
  const auto faults_before = context.faults.errors_met();
  const auto known = binder.constant(read_value(node, Dimension::number, context.values()));
  if (!known && context.faults.errors_met() == faults_before)
    context.faults.error(node.where, "this must be known before the run: a number or a parameter");
  return known.value_or(0);
}

/// Names that stand for the same day or month ("Jan" and "January") are told; the number is then not used.
void put_once(const Field& field, std::size_t at, double& into, bool& is_given, Binder& binder,
              CompileContext& context) {
  if (is_given)
    context.faults.error(field.value.key_where[at], fmt::format("'{}' is given twice", field.value.keys[at]));
  is_given = true;
  into = known_number(field.value.values[at], binder, context);
}

void read_weekdays(const Field& field, Shape& shape, Binder& binder, CompileContext& context) {
  std::array<bool, 7> given{};
  shape.weekday.fill(0);
  shape.daily = true;
  for (std::size_t at = 0; at < field.value.keys.size(); ++at) {
    const int day = read_weekday(field.value.keys[at]);
    if (day < 0)
      context.unknown(field.value.key_where[at], "weekday", field.value.keys[at],
                      {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"});
    else
      put_once(field, at, shape.weekday[static_cast<std::size_t>(day)], given[static_cast<std::size_t>(day)],
               binder, context);
  }
  read_shares(field.value, shape.weekday, 7, "week", context);
}

void read_hours(const Field& field, Shape& shape, Binder& binder, CompileContext& context) {
  shape.hourly = true;
  if (field.value.items.size() != 24) {
    context.faults.error(field.value.where,
                         fmt::format("'hours' has {} numbers, not 24", field.value.items.size()));
    return;
  }
  for (std::size_t hour = 0; hour < 24; ++hour)
    shape.hour[hour] = known_number(field.value.items[hour], binder, context);
  read_shares(field.value, shape.hour, 24, "day", context);
}

void read_months(const Field& field, Shape& shape, Binder& binder, CompileContext& context) {
  std::array<bool, 12> given{};
  shape.daily = true;
  for (std::size_t at = 0; at < field.value.keys.size(); ++at) {
    const int month = month_of(field.value.keys[at]);
    if (month < 0)
      context.unknown(field.value.key_where[at], "month", field.value.keys[at],
                      {month_names.begin(), month_names.end()});
    else
      put_once(field, at, shape.month[static_cast<std::size_t>(month)],
               given[static_cast<std::size_t>(month)], binder, context);
  }
}

/// Takes an ending, and blanks before it, off a text; false when it does not end so.
bool take_ending(std::string_view& text, std::string_view ending) {
  if (!text.ends_with(ending)) return false;
  text = trim(text.substr(0, text.size() - ending.size()));
  return true;
}

/// "3% per year", "3% a year" or "3%/year" as 0.03; nothing for any other text.
std::optional<double> share_per_year(std::string_view text) {
  text = trim(text);
  const bool of_years = take_ending(text, "year") &&
                        (take_ending(text, "per") || take_ending(text, " a") || take_ending(text, "/"));
  double number = 0;
  Dimension dimension = Dimension::number;
  if (!of_years || !read_quantity(text, number, dimension) || dimension != Dimension::number)
    return std::nullopt;
  return number;
}

void read_trend(const Field& field, Shape& shape, CompileContext& context) {
  shape.daily = true;
  const auto growth = share_per_year(field.value.text);
  if (growth && *growth > -1)
    shape.growth = *growth;
  else
    context.faults.error(field.value.where,
                         growth ? "a trend must leave something: more than -100% per year"
                                : fmt::format("'{}' is no trend: it must be a share per year and no more",
                                              trim(field.value.text)),
                         "such as trend = \"3% per year\" or \"-2% a year\"");
}

Shape read_shape(const Item& source, Binder& binder, CompileContext& context) {
  Shape shape;
  shape.hour.fill(1);
  if (const auto* field = source.find("pattern")) read_weekdays(*field, shape, binder, context);
  if (const auto* field = source.find("hours")) read_hours(*field, shape, binder, context);
  if (const auto* field = source.find("season")) read_months(*field, shape, binder, context);
  if (const auto* field = source.find("trend")) read_trend(*field, shape, context);
  if (const auto* field = source.find("during"))
    if (context.require(context.calendars, "calendar", field->value.text, field->value.where) !=
        NameTable::none_value)
      shape.calendar = &context.calendar_of.find(field->value.text)->second;
  return shape;
}

/// Milliseconds from one time of a day to another, each weighted as the hours share out arrivals.
double weighted(const Shape& shape, std::int64_t from, std::int64_t until) {
  double sum = 0;
  for (std::int64_t hour = 0; hour < 24; ++hour) {
    const auto begin = std::max(from, hour * milliseconds_per_hour);
    const auto end = std::min(until, (hour + 1) * milliseconds_per_hour);
    if (begin < end) sum += static_cast<double>(end - begin) * shape.hour[static_cast<std::size_t>(hour)];
  }
  return sum;
}

/// What part of a day's arrivals falls into open hours.
double open_share(const Shape& shape, std::int64_t day) {
  const auto midnight = shape.calendar->midnight(day);
  const auto changes = shape.calendar->changes(midnight, shape.calendar->midnight(day + 1));
  double open = 0;
  for (std::size_t at = 0; at < changes.size(); ++at) {
    const auto until = at + 1 < changes.size() ? (changes[at + 1].at - midnight).ms : milliseconds_per_day;
    if (changes[at].open) open += weighted(shape, (changes[at].at - midnight).ms, until);
  }
  return open / static_cast<double>(milliseconds_per_day);
}

/// The next of a weekday's days that is open at all; -1 for none. One that is open by its hours on 29
/// February alone may have to wait for 40 years.
std::int64_t open_day_of(const Calendar& calendar, std::int64_t weekday) {
  constexpr std::int64_t longest_search = 41 * 366;
  for (auto day = weekday; day < longest_search; day += 7)
    if (calendar.open_day(day) || calendar.open_at(calendar.midnight(day))) return day;
  return -1;
}

/// By weekday, in a normal week. Holidays and seasons close whole days, so a weekday's first day that is open
/// at all is a normal one. A level rate is made up within open hours; what closures take is lost.
std::array<double, 7> open_shares(const Shape& shape) {
  std::array<double, 7> shares{};
  for (std::int64_t weekday = 0; weekday < 7; ++weekday) {
    const auto day = open_day_of(*shape.calendar, weekday);
    if (day >= 0) shares[static_cast<std::size_t>(shape.calendar->weekday_of(day))] = open_share(shape, day);
  }
  return shares;
}

/// Within each day, so that the week's shares stay as given; the shares of days that are closed go to the
/// others.
std::array<double, 7> made_up_by_day(const Shape& shape, std::array<double, 7> shares) {
  double given = 0, open = 0;
  for (std::size_t day = 0; day < 7; ++day) {
    given += shape.weekday[day];
    open += shares[day] > 0 ? shape.weekday[day] : 0;
  }
  for (double& share : shares) share = share > 0 && open > 0 ? given / open / share : 0;
  return shares;
}

/// What a rate is multiplied by while open, by weekday: made up within the day when the week's shares are
/// given, otherwise within the week.
std::array<double, 7> made_up(const Shape& shape, bool weekdays_given) {
  auto shares = open_shares(shape);
  if (weekdays_given) return made_up_by_day(shape, shares);
  double sum = 0;
  for (const double share : shares) sum += share;
  shares.fill(sum > 0 ? 7 / sum : 0);
  return shares;
}

/// The hours of the day that lie in open time, all or in part, on a normal day of some weekday on which
/// people come.
std::array<bool, 24> open_hours(const Shape& shape) {
  std::array<bool, 24> open{};
  for (std::int64_t weekday = 0; weekday < 7; ++weekday) {
    const auto day = open_day_of(*shape.calendar, weekday);
    if (day < 0 || !(shape.weekday[static_cast<std::size_t>(shape.calendar->weekday_of(day))] > 0)) continue;
    for (std::int64_t hour = 0; hour < 24; ++hour) {
      const auto begin = shape.calendar->midnight(day) + SimTime{hour * milliseconds_per_hour};
      const auto changes = shape.calendar->changes(begin, begin + SimTime{milliseconds_per_hour});
      open[static_cast<std::size_t>(hour)] =
          open[static_cast<std::size_t>(hour)] ||
          std::any_of(changes.begin(), changes.end(), [](const auto& change) { return change.open; });
    }
  }
  return open;
}

/// Warns at the first of these entries that they are shares of closed time, whose people come at another.
void warn_of_closed(const Item& source, const std::string& closed, SourceRef first, std::string_view instead,
                    CompileContext& context) {
  context.faults.warning(
      first,
      fmt::format("the calendar '{}' lets nobody from source '{}' come {}: the share of that goes to {}",
                  source.find("during")->value.text, source.name, closed, instead),
      "give closed times no share, so that the others sum to one, or change 'during'");
}

void warn_of_closed_weekdays(const Item& source, const Shape& shape, const std::array<double, 7>& raised,
                             CompileContext& context) {
  const auto& entries = source.find("pattern")->value;
  std::vector<std::string> closed;
  SourceRef first;
  for (std::size_t at = 0; at < entries.keys.size(); ++at) {
    const int day = read_weekday(entries.keys[at]);
    if (day < 0) continue; // which has been told
    const auto weekday = static_cast<std::size_t>(day);
    if (!(shape.weekday[weekday] > 0) || raised[weekday] > 0) continue;
    if (closed.empty()) first = entries.key_where[at];
    closed.push_back(entries.keys[at]);
  }
  if (!closed.empty())
    warn_of_closed(source, "on " + join(closed, ", "), first, "the other weekdays, as they are to each other",
                   context);
}

void warn_of_closed_hours(const Item& source, const Shape& shape, CompileContext& context) {
  const auto& entries = source.find("hours")->value.items;
  const auto open = open_hours(shape);
  std::vector<std::string> closed;
  SourceRef first;
  for (std::size_t hour = 0; hour < entries.size() && hour < open.size(); ++hour) {
    if (!(shape.hour[hour] > 0) || open[hour]) continue;
    if (closed.empty()) first = entries[hour].where;
    closed.push_back(fmt::format("{}:00", hour));
  }
  if (!closed.empty())
    warn_of_closed(source, "in the hours from " + join(closed, ", "), first,
                   source.find("pattern") ? "the open hours of the same day, as they are to each other"
                                          : "the open hours of the week, as they are to each other",
                   context);
}

/// Shares of weekdays and hours that lie wholly in time the calendar closes.
void warn_of_closed_shares(const Item& source, const Shape& shape, const std::array<double, 7>& raised,
                           CompileContext& context) {
  if (context.faults.has_errors()) return;
  if (source.find("pattern")) warn_of_closed_weekdays(source, shape, raised, context);
  if (source.find("hours")) warn_of_closed_hours(source, shape, context);
}

/// Hours and weekdays that lie wholly in time the calendar closes leave nobody.
void check_open(const Item& source, const std::array<double, 7>& raised, CompileContext& context) {
  if (std::any_of(raised.begin(), raised.end(), [](double factor) { return factor > 0; })) return;
  const auto* shares = source.find("hours") ? source.find("hours") : source.find("pattern");
  if (!shares || context.faults.has_errors()) return;
  context.faults.error(
      shares->value.where,
      fmt::format("nobody ever comes from source '{}': the calendar '{}' is closed at all of "
                  "these times",
                  source.name, source.find("during")->value.text),
      "correct the shares, or remove 'during'");
}

/// Milliseconds from the midnight before the run to its start.
SimTime start_of_run(const CompileContext& context) {
  return SimTime::from_days(context.run.start_time_of_day);
}

double factor(const Shape& shape, SimTime moment, CompileContext& context) {
  const auto since_midnight = moment + start_of_run(context);
  const auto day = since_midnight.day();
  const auto hour = (since_midnight.ms - day * milliseconds_per_day) / milliseconds_per_hour;
  const auto date = context.run.start_day + day;
  double result = shape.weekday[static_cast<std::size_t>(weekday(date))] *
                  shape.hour[static_cast<std::size_t>(hour)] *
                  shape.month[static_cast<std::size_t>(date_of(date).month - 1)];
  if (shape.growth != 0)
    result *= portable::exp(portable::log(1 + shape.growth) * static_cast<double>(day) / days_per_year);
  return result;
}

/// The beginnings of hours or days, in whole milliseconds: an hour has no exact number of days.
void add_grid(const Shape& shape, std::vector<SimTime>& moments, CompileContext& context) {
  if (!shape.hourly && !shape.daily) return;
  const auto step = shape.hourly ? milliseconds_per_hour : milliseconds_per_day;
  const auto end = SimTime::from_days(context.run.end());
  for (auto at = step - start_of_run(context).ms % step; at <= end.ms; at += step)
    moments.push_back(SimTime{at});
}

} // namespace

int month_of(const std::string& name) {
  int month = 0;
  int day = 0;
  return read_day_of_year("1 " + name, month, day) ? month - 1 : -1;
}

Profile arrival_rate(const Item& source, Binder& binder, CompileContext& context) {
  const auto& field = *source.find("rate");
  const Profile level = binder.profile(read_value(field.value, Dimension::rate, context.values()), 0);
  const Shape shape = read_shape(source, binder, context);
  std::vector<SimTime> moments{SimTime{0}};
  moments.insert(moments.end(), level.times.begin(), level.times.end());
  add_grid(shape, moments, context);
  if (shape.calendar)
    for (const auto& change : shape.calendar->changes(SimTime{0}, SimTime::from_days(context.run.end())))
      moments.push_back(change.at);
  std::sort(moments.begin(), moments.end());
  moments.erase(std::unique(moments.begin(), moments.end()), moments.end());
  const auto raised =
      shape.calendar ? made_up(shape, source.find("pattern") != nullptr) : std::array<double, 7>{};
  if (shape.calendar) {
    check_open(source, raised, context);
    warn_of_closed_shares(source, shape, raised, context);
  }
  Profile rate;
  std::size_t piece = 0;
  for (const auto time : moments) {
    while (piece + 1 < level.times.size() && level.times[piece + 1] <= time) ++piece;
    double value = level.values[piece] * factor(shape, time, context);
    if (shape.calendar)
      value *=
          shape.calendar->open_at(time)
              ? raised[static_cast<std::size_t>(shape.calendar->weekday_of(shape.calendar->day_of(time)))]
              : 0;
    if (!rate.values.empty() && rate.values.back() == value) continue;
    rate.times.push_back(time);
    rate.values.push_back(value);
  }
  return rate;
}

} // namespace carepath
