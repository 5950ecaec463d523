// People at each step through the run, time at each number of busy units, and use by hour of the week.
#include "engine/base/undefined.hpp"
#include "models/study/reduce.hpp"

#include "engine/base/hours.hpp"
#include "engine/observe/levels.hpp"
#include "engine/results/observation_size.hpp"
#include "models/study/replication_means.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace carepath {
namespace {

using Replications = std::vector<ReplicationResult>;

void reduce_steps(const CompiledScenario& scenario, const Replications& replications, const Results& results,
                  VariantResult& out) {
  if (scenario.step_samples.empty()) return;
  const auto samples = scenario.program->plan.samples.size();
  const auto sources = scenario.program->sources.size();
  const auto times = results.times.size();
  out.waiting.assign(scenario.nodes.size() * times, undefined);
  out.present = out.waiting;
  for (std::size_t step = 0; step < scenario.step_samples.size(); ++step)
    for (std::size_t at = 0; at < std::min(times, scenario.series_times.size()); ++at) {
      const auto mean = [&](std::uint32_t sample) {
        const auto place = scenario.series_times[at] * samples + sample;
        return mean_over_draws(collect(replications, [&](const auto& r) { return r.samples[place]; }),
                               replications_that_share_a_draw(results));
      };
      const auto cell = (sources + step) * times + at;
      out.waiting[cell] = mean(scenario.step_samples[step].waiting);
      out.present[cell] = mean(scenario.step_samples[step].present);
    }
}

/// All time kept of a resource, in milliseconds; undefined when there is none.
double time_kept(const ReplicationResult& replication, std::size_t resource) {
  const auto& times = replication.busy_times[resource];
  const double total = std::accumulate(times.begin(), times.end(), 0.0);
  return total > 0 ? total : undefined;
}

/// Shares of time with 0, 1, 2, ... busy, the mean over draws; empty when they are not kept.
std::vector<double> occupancy_of(const Replications& replications, std::size_t resource,
                                 std::size_t per_draw) {
  const auto totals = collect(replications, [&](const auto& r) { return time_kept(r, resource); });
  std::size_t numbers = 0;
  for (std::size_t at = 0; at < replications.size(); ++at)
    if (!std::isnan(totals[at])) numbers = std::max(numbers, replications[at].busy_times[resource].size());
  std::vector<double> shares;
  for (std::size_t busy = 0; busy < numbers; ++busy) {
    auto own = totals;
    for (std::size_t at = 0; at < own.size(); ++at)
      if (const auto& times = replications[at].busy_times; !std::isnan(own[at]))
        own[at] = busy < times[resource].size() ? times[resource][busy] / own[at] : 0;
    shares.push_back(mean_over_draws(own, per_draw));
  }
  while (!shares.empty() && shares.back() == 0) shares.pop_back();
  return shares;
}

void add_quantiles(const std::vector<double>& shares, ResourceRow& row) {
  if (shares.empty()) return;
  row.busy_p50 = time_quantile<double>(shares, 0.50);
  row.busy_p95 = time_quantile<double>(shares, 0.95);
  row.busy_p99 = time_quantile<double>(shares, 0.99);
}

/// How long each hour of the week lay in the measured period, ms. A run of other than whole weeks has some
/// hours once more than others.
std::vector<double> hours_measured(const ObservationPlan& plan, std::int64_t into_week) {
  std::vector<double> lengths(hours_per_week, 0.0);
  for_each_hour(plan.warm_up.ms + into_week, plan.end.ms + into_week,
                [&](std::size_t hour, std::int64_t length) {
                  lengths[hour % hours_per_week] += static_cast<double>(length);
                });
  return lengths;
}

/// Units busy in each hour of the week, the mean over draws; NaN for hours that were not measured.
std::vector<double> by_hour_of(const ObservationPlan& plan, const Replications& replications,
                               std::size_t resource, std::size_t per_draw) {
  const auto lengths = hours_measured(plan, plan.resources[resource].into_week);
  std::vector<double> hours;
  for (std::size_t hour = 0; hour < hours_per_week; ++hour) {
    const auto busy = collect(replications, [&](const auto& r) {
      const auto& kept = r.busy_by_hour[resource];
      return kept.empty() || !(lengths[hour] > 0) ? undefined : kept[hour] / lengths[hour];
    });
    hours.push_back(mean_over_draws(busy, per_draw));
  }
  return hours;
}

bool keeps_times(const Replications& replications, std::size_t resource) {
  return std::any_of(replications.begin(), replications.end(),
                     [&](const auto& r) { return r.completed && !r.busy_times[resource].empty(); });
}

} // namespace

void add_watched_resources(const std::vector<std::vector<ReplicationResult>>& replications,
                           const Study& study, Results& results) {
  for (std::size_t variant = 0; variant < study.variants.size(); ++variant) {
    const auto& program = *study.variants[variant].program;
    for (std::size_t at = 0; at < program.resources.size(); ++at) {
      const auto& name = program.resources[at].name;
      const bool known = std::any_of(results.occupancies.begin(), results.occupancies.end(),
                                     [&](const auto& row) { return row.resource == name; });
      if (!known && keeps_times(replications[variant], at)) results.occupancies.push_back({name, 0});
      const bool hourly = at < program.plan.resources.size() && program.plan.resources[at].by_hour;
      if (hourly && std::find(results.hourly.begin(), results.hourly.end(), name) == results.hourly.end())
        results.hourly.push_back(name);
    }
  }
}

void reduce_through_time(const CompiledScenario& scenario, const std::vector<ReplicationResult>& replications,
                         Results& results, VariantResult& out) {
  reduce_steps(scenario, replications, results, out);
  const auto per_draw = replications_that_share_a_draw(results);
  for (auto& row : results.occupancies) {
    const auto place = resource_place(*scenario.program, row.resource);
    auto shares = place ? occupancy_of(replications, *place, per_draw) : std::vector<double>{};
    if (place) add_quantiles(shares, out.resources[*place]);
    row.numbers = std::max(row.numbers, static_cast<std::uint32_t>(shares.size()));
    out.occupancy.push_back(std::move(shares));
  }
  for (const auto& name : results.hourly) {
    const auto place = resource_place(*scenario.program, name);
    out.by_hour.push_back(place ? by_hour_of(scenario.program->plan, replications, *place, per_draw)
                                : std::vector<double>{});
  }
}

/// A variant may have fewer numbers busy than another: all have as many shares, those never seen 0.
void even_occupancies(Results& results) {
  for (std::size_t row = 0; row < results.occupancies.size(); ++row)
    for (auto& variant : results.variants)
      if (!variant.occupancy[row].empty())
        variant.occupancy[row].resize(results.occupancies[row].numbers, 0.0);
}

} // namespace carepath
