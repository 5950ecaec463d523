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

constexpr double surely_uneven = 0.001; // chance of such a table if all cells were alike

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

/// Days of each weekday in the log.
std::array<double, 7> days_of_each(std::int64_t start_day, std::size_t days) {
  std::array<double, 7> out{};
  for (std::size_t day = 0; day < days; ++day)
    out[static_cast<std::size_t>(weekday(start_day + static_cast<std::int64_t>(day)))] += 1;
  return out;
}

/// The hour of the day of a moment, which may lie a rounding error before the hour it means.
std::size_t hour_of(double time) {
  const double moment = time + 0.5 / 86400;
  return std::min<std::size_t>(static_cast<std::size_t>((moment - std::floor(moment)) * 24), 23);
}

/// How people came: by day of the log, by weekday and by hour.
struct Counted {
  std::vector<double> daily;
  std::vector<double> weekdays = std::vector<double>(7, 0);
  std::vector<double> hours = std::vector<double>(24, 0);
};

/// Days after the last arrival are left out: people may have come whose activities had not ended.
Counted counted(const EventLog& log) {
  Counted out;
  const auto days = static_cast<std::size_t>(std::ceil(std::max(log.length, 1.0)));
  for (const auto& patient : log.patients) {
    const double came = patient.path.front().came;
    const auto day = std::min(static_cast<std::size_t>(came), days - 1);
    if (day >= out.daily.size()) out.daily.resize(day + 1, 0);
    out.daily[day] += 1;
    out.weekdays[static_cast<std::size_t>(weekday(log.start_day + static_cast<std::int64_t>(day)))] += 1;
    out.hours[hour_of(came)] += 1;
  }
  return out;
}

/// Variance over mean of the daily numbers, each held against what its weekday leads to expect.
double dispersion_of(const std::vector<double>& daily, std::int64_t start_day,
                     const std::vector<double>& expected) {
  double squares = 0;
  for (std::size_t day = 0; day < daily.size(); ++day) {
    const double mean =
        expected[static_cast<std::size_t>(weekday(start_day + static_cast<std::int64_t>(day)))];
    if (mean > 0) squares += std::pow(daily[day] - mean, 2) / mean;
  }
  return daily.size() > 8 ? squares / (static_cast<double>(daily.size()) - 7) : 1;
}

/// Whether those who come at some hours are others than those who come at other hours.
void tell_mix(const EventLog& log, const MinedAttribute& attribute, MinedModel& model) {
  const auto place = attribute_place(log, attribute.name);
  for (const auto& [category, share] : attribute.shares) {
    std::vector<double> found(24, 0), expected;
    for (const auto& patient : log.patients) {
      const double came = patient.path.front().came;
      if (category_of(patient, place) == category) found[hour_of(came)] += 1;
    }
    for (const double hour : model.arrivals.hours)
      expected.push_back(hour * share * static_cast<double>(log.patients.size()));
    if (chance_of(found, expected) >= surely_uneven) continue;
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
  const auto found = counted(log);
  const auto number = static_cast<double>(log.patients.size());
  const double per_day = number / static_cast<double>(found.daily.size());
  const auto of_each = days_of_each(log.start_day, found.daily.size());
  std::vector<double> even, own;
  for (std::size_t at = 0; at < 7; ++at) {
    even.push_back(per_day * of_each[at]);
    own.push_back(of_each[at] > 0 ? found.weekdays[at] / of_each[at] : per_day);
    out.per_week += own.back();
  }
  for (std::size_t at = 0; at < 7; ++at) out.weekdays[at] = own[at] / out.per_week;
  for (std::size_t at = 0; at < 24; ++at) out.hours[at] = found.hours[at] / number;
  out.uneven_weekdays = chance_of(found.weekdays, even) < surely_uneven;
  out.uneven_hours = chance_of(found.hours, std::vector<double>(24, number / 24)) < surely_uneven;
  out.dispersion =
      dispersion_of(found.daily, log.start_day, out.uneven_weekdays ? own : std::vector<double>(7, per_day));
  for (const auto& attribute : model.attributes) tell_mix(log, attribute, model);
  constexpr double more_than_chance = 1.3;
  if (out.dispersion > more_than_chance)
    model.unknown.push_back(
        fmt::format("Why days differ more than chance (variance over mean {:.2g}): season, trend or "
                    "batches; the scenario has a steady rate.",
                    out.dispersion));
}

} // namespace carepath
