// Arrivals: how many a week, on which weekdays and at what hours, and whether they vary as chance alone
// would.
#include "models/fit/mining_parts.hpp"

#include "models/working_time/date.hpp"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <fmt/format.h>

namespace carepath {
namespace {

/// The chance of counts so far from what is expected, by Pearson's chi-squared.
double chance_of(const std::vector<double>& counts, const std::vector<double>& expected) {
  double sum = 0, degrees = -1;
  for (std::size_t at = 0; at < counts.size(); ++at) {
    if (expected[at] <= 0) continue;
    sum += std::pow(counts[at] - expected[at], 2) / expected[at];
    degrees += 1;
  }
  return degrees < 1 ? 1 : cdf(complement(boost::math::chi_squared(degrees), sum));
}

std::size_t weekday_of(const EventLog& log, std::size_t day) {
  return static_cast<std::size_t>(weekday(log.start_day + static_cast<std::int64_t>(day)));
}

/// When arrivals were looked at, days since midnight of the log's first day.
struct Watch {
  double from = 0;
  double until = 1;

  /// How much of an hour of a day lies in it, 0 to 1.
  [[nodiscard]] double share_of(std::size_t day, std::size_t hour) const {
    const double begin = static_cast<double>(day) + static_cast<double>(hour) / 24;
    return std::max(0.0, std::min(begin + 1.0 / 24, until) - std::max(begin, from)) * 24;
  }
};

/// From the first arrival to one mean gap after the last. What came before is not logged, and of those who
/// came after, activities had perhaps not ended.
Watch watch_of(const EventLog& log) {
  const double first = log.patients.front().path.front().came;
  const double last = log.patients.back().path.front().came;
  if (!(last > first)) return {std::floor(first), std::floor(first) + 1};
  return {first, last + (last - first) / static_cast<double>(log.patients.size() - 1)};
}

/// The hour of the day of a moment, which may lie a rounding error before the hour it means.
std::size_t hour_of(double time) {
  const double moment = time + 0.5 / 86400;
  return std::min<std::size_t>(static_cast<std::size_t>((moment - std::floor(moment)) * 24), 23);
}

/// How people came, and how long was looked at: by day of the log, by weekday and by hour.
struct Counted {
  std::vector<double> daily;
  std::vector<double> weekdays = std::vector<double>(7, 0);
  std::vector<double> hours = std::vector<double>(24, 0);
  std::vector<double> watched; // of each day, by the hours people come at
  std::vector<double> watched_weekdays = std::vector<double>(7, 0); // days
  std::vector<double> watched_hours = std::vector<double>(24, 0);   // hours
  std::vector<double> hour_shares = std::vector<double>(24, 0);     // of a whole day's arrivals
};

Counted counted(const EventLog& log, std::size_t days) {
  Counted out;
  out.daily.resize(days, 0);
  for (const auto& patient : log.patients) {
    const double came = patient.path.front().came;
    const auto day = std::min(static_cast<std::size_t>(came), days - 1);
    out.daily[day] += 1;
    out.weekdays[weekday_of(log, day)] += 1;
    out.hours[hour_of(came)] += 1;
  }
  return out;
}

/// What a whole day would have at each hour, so that a part of a day counts by what comes in that part: a day
/// that opens at nine is whole when looked at from nine.
void find_hour_shares(const Watch& watch, Counted& found) {
  double whole_day = 0;
  for (std::size_t hour = 0; hour < 24; ++hour) {
    for (std::size_t day = 0; day < found.daily.size(); ++day)
      found.watched_hours[hour] += watch.share_of(day, hour);
    found.hour_shares[hour] = found.hours[hour] / std::max(1.0, found.watched_hours[hour]);
    whole_day += found.hour_shares[hour];
  }
  for (auto& share : found.hour_shares) share /= whole_day;
}

void find_watched_days(const EventLog& log, const Watch& watch, Counted& found) {
  for (std::size_t day = 0; day < found.daily.size(); ++day) {
    double watched = 0;
    for (std::size_t hour = 0; hour < 24; ++hour)
      watched += found.hour_shares[hour] * watch.share_of(day, hour);
    found.watched.push_back(watched);
    found.watched_weekdays[weekday_of(log, day)] += watched;
  }
}

Counted counted_and_watched(const EventLog& log) {
  const auto watch = watch_of(log);
  auto found = counted(log, static_cast<std::size_t>(std::ceil(watch.until)));
  find_hour_shares(watch, found);
  find_watched_days(log, watch, found);
  return found;
}

std::vector<double> times(std::vector<double> values, double factor) {
  for (auto& value : values) value *= factor;
  return values;
}

double sum_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum;
}

constexpr double enough_of_a_day = 0.5; // to say how many come on such a day

/// Variance over mean of the daily numbers, each held against what its weekday leads to expect of as much of
/// a day as was looked at.
double dispersion_of(const Counted& found, const EventLog& log, const std::vector<double>& expected) {
  double squares = 0, days = 0;
  for (std::size_t day = 0; day < found.daily.size(); ++day) {
    if (found.watched[day] < enough_of_a_day) continue;
    const double mean = expected[weekday_of(log, day)] * found.watched[day];
    if (mean > 0) squares += std::pow(found.daily[day] - mean, 2) / mean;
    days += 1;
  }
  return days > 8 ? squares / (days - 7) : 1;
}

/// Whether those who come at some hours are others than those who come at other hours.
void tell_mix(const EventLog& log, const MinedAttribute& attribute, const std::vector<double>& hours,
              MinedModel& model) {
  const auto place = attribute_place(log, attribute.name);
  for (const auto& [category, share] : attribute.shares) {
    std::vector<double> found(24, 0);
    for (const auto& patient : log.patients) {
      const double came = patient.path.front().came;
      if (category_of(patient, place) == category) found[hour_of(came)] += 1;
    }
    if (chance_of(found, times(hours, share)) >= surely) continue;
    model.unknown.push_back(
        fmt::format("Why '{}' differs by the hour of coming: the scenario draws it alike at all "
                    "hours; a source for each of its values would not.",
                    attribute.name));
    return;
  }
}

} // namespace

void mine_arrivals(const EventLog& log, MinedModel& model) {
  auto& out = model.arrivals;
  const auto found = counted_and_watched(log);
  const auto number = static_cast<double>(log.patients.size());
  const double per_day = number / sum_of(found.watched);
  std::vector<double> own;
  for (std::size_t at = 0; at < 7; ++at) {
    const double days = found.watched_weekdays[at];
    own.push_back(days >= enough_of_a_day ? found.weekdays[at] / days : per_day);
    out.per_week += own.back();
  }
  for (std::size_t at = 0; at < 7; ++at) out.weekdays[at] = own[at] / out.per_week;
  for (std::size_t at = 0; at < 24; ++at) out.hours[at] = found.hour_shares[at];
  out.uneven_weekdays = chance_of(found.weekdays, times(found.watched_weekdays, per_day)) < surely;
  out.uneven_hours =
      chance_of(found.hours, times(found.watched_hours, number / sum_of(found.watched_hours))) < surely;
  out.dispersion = dispersion_of(found, log, out.uneven_weekdays ? own : std::vector<double>(7, per_day));
  for (const auto& attribute : model.attributes) tell_mix(log, attribute, found.hours, model);
  constexpr double more_than_chance = 1.3;
  if (out.dispersion > more_than_chance)
    model.unknown.push_back(
        fmt::format("Why days differ more than chance (variance over mean {:.2g}): season, trend or "
                    "batches; the scenario has a steady rate.",
                    out.dispersion));
}

} // namespace carepath
