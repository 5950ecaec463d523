// How long activities take, for everybody or by the attribute that tells most, and times between them that
// are no waits for a resource.
#include "models/fit/mining_parts.hpp"

#include <algorithm>
#include <boost/math/distributions/fisher_f.hpp>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

namespace carepath {
namespace {

constexpr double tells_enough = 0.03; // of the variance of the logarithms
constexpr std::size_t fewest_in_category = 30;
constexpr std::size_t most_values = 100;
constexpr double a_minute = 1.0 / 1440;

using ByCategory = std::map<std::string, std::vector<double>>;

/// The share of the variance of the logarithms that the categories explain; 0 unless it surely is more than
/// chance (one-way analysis of variance).
double told_by(const ByCategory& values) {
  double number = 0, sum = 0, squares = 0, between = 0;
  for (const auto& [category, of_category] : values) {
    if (of_category.size() < fewest_in_category) return 0;
    double own = 0;
    for (const double value : of_category) {
      const double log = std::log(std::max(value, 1e-6));
      own += log;
      squares += log * log;
    }
    number += static_cast<double>(of_category.size());
    sum += own;
    between += own * own / static_cast<double>(of_category.size());
  }
  const auto groups = static_cast<double>(values.size());
  const double total = squares - sum * sum / number;
  between -= sum * sum / number;
  if (groups < 2 || number <= groups || total <= 0 || total <= between) return 0;
  const double ratio = (between / (groups - 1)) / ((total - between) / (number - groups));
  const double chance = cdf(complement(boost::math::fisher_f(groups - 1, number - groups), ratio));
  return chance < surely ? between / total : 0;
}

ByCategory lasting(const EventLog& log, std::size_t activity, std::size_t attribute) {
  ByCategory out;
  for (const auto& patient : log.patients)
    for (const auto& each : patient.path) {
      if (each.activity == activity) out[category_of(patient, attribute)].push_back(each.end - each.start);
    }
  return out;
}

/// Times before an activity that are no waits for a resource.
struct TimesBefore {
  std::vector<double> first; // of those who come to it first
  std::vector<double> later; // since the end of all that went before
  double until_ready = 0;    // of `later`, the sum of what passed before they were ready
};

TimesBefore times_before(const EventLog& log, std::size_t activity, bool has_resource) {
  TimesBefore out;
  for (const auto& patient : log.patients) {
    double done = patient.path.front().came;
    for (std::size_t at = 0; at < patient.path.size(); ++at) {
      const auto& each = patient.path[at];
      const double until = has_resource ? each.came : each.start;
      if (each.activity == activity) {
        (at == 0 ? out.first : out.later).push_back(std::max(0.0, until - done));
        if (at > 0) out.until_ready += std::max(0.0, each.came - done);
      }
      done = std::max(done, each.end);
    }
  }
  return out;
}

/// Middles of equal parts of the sorted values.
std::vector<double> quantiles(const std::vector<double>& sorted) {
  if (sorted.size() <= most_values) return sorted;
  std::vector<double> out;
  for (std::size_t at = 0; at < most_values; ++at)
    out.push_back(sorted[static_cast<std::size_t>((static_cast<double>(at) + 0.5) / most_values *
                                                  static_cast<double>(sorted.size()))]);
  return out;
}

/// None where they take no time to speak of.
std::optional<MinedDuration> time_of_its_own(std::vector<double> values) {
  const double sum = std::accumulate(values.begin(), values.end(), 0.0);
  if (sum <= a_minute * static_cast<double>(values.size())) return std::nullopt;
  return mined_duration(std::move(values));
}

void mine_times_before(const EventLog& log, std::size_t activity, MinedModel& model) {
  auto& step = model.steps[activity];
  auto times = times_before(log, activity, !step.resource.empty());
  const double until_ready =
      times.until_ready / static_cast<double>(std::max<std::size_t>(times.later.size(), 1));
  step.before = time_of_its_own(std::move(times.later));
  step.before_first = time_of_its_own(std::move(times.first));
  if (step.resource.empty() && step.mean_wait > a_minute)
    model.unknown.push_back(
        fmt::format("Why people wait before '{}': no resource is logged, so the wait is a time of "
                    "its own that does not change with demand.",
                    step.activity));
  if (until_ready > a_minute)
    model.unknown.push_back(
        fmt::format("What decides how long after the activity before people come to '{}': the "
                    "scenario has a time of its own for it that does not change with demand.",
                    step.activity));
}

/// How long it takes, by the attribute that tells most where one tells enough.
void mine_length(const EventLog& log, std::size_t activity, MinedModel& model) {
  auto& step = model.steps[activity];
  auto best = lasting(log, activity, log.attributes.size());
  double most = tells_enough;
  for (const auto& attribute : model.attributes) {
    auto by = lasting(log, activity, attribute_place(log, attribute.name));
    const double told = by.size() == attribute.shares.size() ? told_by(by) : 0;
    if (told <= most) continue;
    most = told;
    step.takes.by = attribute.name;
    best = std::move(by);
  }
  for (auto& [category, values] : best) step.takes.of[category] = mined_duration(std::move(values));
}

} // namespace

MinedDuration mined_duration(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  MinedDuration out;
  out.observed = values.size();
  for (const double value : values) out.mean += value / static_cast<double>(values.size());
  if (!values.empty() && values.back() - values.front() < 1e-9) {
    out.values = {values.front()};
    return out;
  }
  out.rivals = fit_families(values);
  if (!out.rivals.empty()) {
    out.family = out.rivals.front();
    out.rivals.erase(out.rivals.begin());
    out.is_good = is_good_fit(*out.family, values.size());
  }
  if (!out.is_good) out.values = quantiles(values);
  return out;
}

void mine_durations(const EventLog& log, MinedModel& model) {
  for (std::size_t at = 0; at < model.steps.size(); ++at) {
    mine_length(log, at, model);
    mine_times_before(log, at, model);
  }
}

} // namespace carepath
