#include "models/study/reduce.hpp"

#include "engine/experiment/variance_components.hpp"
#include "engine/observe/estimate.hpp"
#include "engine/results/kpi_groups.hpp"
#include "engine/results/observation_size.hpp"
#include "models/study/absent_parts.hpp"
#include "models/study/change_spread.hpp"
#include "models/study/compared_worths.hpp"
#include "models/study/event_size.hpp"
#include "models/study/replication_means.hpp"
#include "models/study/run_warnings.hpp"
#include "models/study/same_figures.hpp"
#include "models/words/change_words.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <functional>

namespace carepath {
namespace {

/// The place of each of the results' KPI rows in a variant, or -1.
std::vector<std::ptrdiff_t> places(const std::vector<KpiRow>& wanted, const std::vector<KpiRow>& own) {
  std::vector<std::ptrdiff_t> out;
  for (const auto& row : wanted) {
    const auto found =
        std::find_if(own.begin(), own.end(), [&](const auto& other) { return is_same_row(row, other); });
    out.push_back(found == own.end() ? -1 : found - own.begin());
  }
  return out;
}

/// The standard library's word for it helps nobody.
std::string spoken_failure(const std::string& failure) {
  return failure == "std::bad_alloc" ? "not enough memory; fewer threads (--threads) need less" : failure;
}

/// The first and the last of the groups whose gap is in a row: all that stand before it.
std::pair<std::size_t, std::size_t> ends_of_gap(const std::vector<KpiRow>& rows, std::size_t gap) {
  const auto is_of_it = [&](std::size_t at) {
    return rows[at].name == rows[gap].name && rows[at].group == rows[gap].group;
  };
  std::size_t first = 0;
  while (!is_of_it(first)) ++first;
  auto last = gap;
  while (last > first && (last == gap || !is_of_it(last))) --last;
  return {first, last};
}

/// The values of a row that the variant does not have: 0 in each replication of a part with nothing in it
/// that has a value of the whole, otherwise undefined.
std::vector<double> absent_values(const KpiRow& row, const CompiledScenario& scenario,
                                  const Document& document,
                                  const std::vector<ReplicationResult>& replications) {
  const auto whole = whole_without_part(row, scenario, document);
  if (!whole) return std::vector<double>(replications.size(), undefined);
  auto values = kpi_column(replications, *whole);
  for (auto& value : values)
    if (!std::isnan(value)) value = 0;
  return values;
}

/// Allows for events that have not been seen, where a figure is 0, or 1, in all observations.
void allow_for_unseen(const CompiledScenario& scenario, std::size_t row,
                      const std::vector<ReplicationResult>& replications, const Results& results,
                      Estimate& estimate) {
  const auto size = scenario.event_sizes[row];
  const bool is_at_end = estimate.mean == 0 || estimate.mean == 1;
  if (!size || !is_at_end || !(estimate.low == estimate.high)) return;
  const auto each = replications_of_an_observation(results);
  const auto sizes = observations(kpi_column(replications, *size), each);
  const auto number =
      std::count_if(sizes.begin(), sizes.end(), [](double one) { return std::isfinite(one); });
  const double mean = estimate_mean(sizes).mean / static_cast<double>(each);
  estimate.unseen = std::isfinite(mean) ? most_unseen_events * mean / static_cast<double>(number) : 0;
}

void reduce_values(const CompiledScenario& scenario, const Document& document,
                   const std::vector<ReplicationResult>& replications, const Results& results,
                   VariantResult& out) {
  const auto own = places(results.kpis, scenario.kpis);
  const auto column = [&](std::size_t row) {
    return own[row] < 0 ? absent_values(results.kpis[row], scenario, document, replications)
                        : kpi_column(replications, static_cast<std::size_t>(own[row]));
  };
  for (std::size_t row = 0; row < own.size(); ++row) {
    auto values = column(row);
    if (is_gap(results.kpis[row])) { // a variant with the groups in another order has another gap of its own
      const auto [first, last] = ends_of_gap(results.kpis, row);
      const auto low = column(first), high = column(last);
      std::transform(low.begin(), low.end(), high.begin(), values.begin(), std::minus<>());
    }
    out.values.insert(out.values.end(), values.begin(), values.end());
    out.estimates.push_back(estimate_over_draws(values, replications_of_an_observation(results)));
    if (own[row] >= 0)
      allow_for_unseen(scenario, static_cast<std::size_t>(own[row]), replications, results,
                       out.estimates.back());
  }
}

/// The values of a series at one of its times, one per replication. A share is of what was recorded since
/// the time before; the first in the measured period has its first instant too.
std::vector<double> series_values(const CompiledScenario& scenario, const SeriesSource& source,
                                  std::size_t at, const std::vector<ReplicationResult>& replications) {
  const auto& plan = scenario.program->plan;
  const auto samples = plan.samples.size();
  const auto read = [&](const ReplicationResult& r, std::uint32_t sample, std::size_t time) {
    return r.samples[scenario.series_times[time] * samples + sample];
  };
  if (!source.of) return collect(replications, [&](const auto& r) { return read(r, source.sample, at); });
  const auto is_before = [&](std::size_t time) { // the measured period, or its first instant
    return plan.sample_times[scenario.series_times[time]] <= plan.warm_up;
  };
  if (is_before(at)) return std::vector<double>(replications.size(), undefined);
  const bool is_first = at == 0 || is_before(at - 1);
  const auto since = [&](const ReplicationResult& r, std::uint32_t sample) {
    return read(r, sample, at) - (is_first ? 0 : read(r, sample, at - 1));
  };
  return collect(replications, [&](const auto& r) {
    const double all = since(r, *source.of);
    const double part = since(r, source.sample);
    if (!(all > 0)) return undefined;
    return source.rest ? 1 - part / all : part / all;
  });
}

void reduce_series(const CompiledScenario& scenario, const std::vector<ReplicationResult>& replications,
                   const Results& results, VariantResult& out) {
  for (const auto& row : results.series) {
    const auto found = std::find_if(scenario.series.begin(), scenario.series.end(),
                                    [&](const auto& own) { return own.name == row.name; });
    const bool known = found != scenario.series.end();
    const auto place = static_cast<std::size_t>(found - scenario.series.begin());
    for (std::size_t at = 0; at < results.times.size(); ++at) {
      const auto values = known ? series_values(scenario, scenario.series_sources[place], at, replications)
                                : std::vector<double>{};
      const auto estimate = estimate_over_draws(values, replications_of_an_observation(results));
      out.series_mean.push_back(estimate.mean);
      out.series_low.push_back(estimate.low);
      out.series_high.push_back(estimate.high);
      out.series_p05.push_back(percentile(values, 0.05));
      out.series_p95.push_back(percentile(values, 0.95));
    }
  }
}

void reduce_census(const CompiledScenario& scenario, const std::vector<ReplicationResult>& replications,
                   const Results& results, VariantResult& out) {
  const auto& plan = scenario.program->plan;
  const auto mean = [&](const auto& take) {
    return mean_over_draws(collect(replications, take), replications_that_share_a_draw(results));
  };
  for (const auto& row : results.censuses) {
    const auto& intervals = scenario.program->intervals;
    const auto found = std::find_if(intervals.begin(), intervals.end(),
                                    [&](const auto& own) { return own.name == row.clock; });
    std::vector<double> all, marked;
    for (std::size_t date = 0; date < row.dates.size(); ++date)
      for (std::size_t band = 0; band < census_bands; ++band) {
        const bool known = found != intervals.end() && date < plan.census_times.size();
        const auto at =
            known ? (static_cast<std::size_t>(found - intervals.begin()) * plan.census_times.size() + date) *
                            census_bands +
                        band
                  : 0;
        all.push_back(known ? mean([&](const auto& r) { return r.census[at]; }) : undefined);
        marked.push_back(known ? mean([&](const auto& r) { return r.census_marked[at]; }) : undefined);
      }
    out.census.push_back(std::move(all));
    out.census_with_decision.push_back(std::move(marked));
  }
}

/// The row of a tally among those with a histogram.
std::size_t histogram_row(const ObservationPlan& plan, std::uint32_t tally) {
  return static_cast<std::size_t>(std::count_if(plan.tallies.begin(), plan.tallies.begin() + tally,
                                                [](const auto& row) { return row.histogram; }));
}

void reduce_histograms(const CompiledScenario& scenario, const std::vector<ReplicationResult>& replications,
                       const Results& results, VariantResult& out) {
  for (const auto& row : results.histograms) {
    std::vector<double> counts;
    for (std::size_t at = 0; at < scenario.histograms.size(); ++at) {
      if (scenario.histograms[at].name != row.name) continue;
      const auto place = histogram_row(scenario.program->plan, scenario.histogram_tallies[at]);
      for (std::size_t bin = 0; bin + 1 < row.edges.size(); ++bin)
        counts.push_back(
            mean_over_draws(collect(replications, [&](const auto& r) { return r.histograms[place][bin]; }),
                            replications_that_share_a_draw(results)));
    }
    out.histograms.push_back(std::move(counts));
  }
}

/// What the variant changes, and which figures that leaves with no counterpart.
void compare_with_first(const Study& study, std::size_t variant, VariantResult& out) {
  const auto& first = study.documents.front();
  const auto& own = study.documents[variant];
  out.what_changes = change_sentences(first, own);
  for (auto& note : redefined_kpis(first, own)) out.warnings.push_back(std::move(note.text));
  for (auto& note : unused_worths(study, variant)) out.warnings.push_back(std::move(note.text));
  const auto& others = study.variants[variant].other_units;
  out.warnings.insert(out.warnings.end(), others.begin(), others.end());
}

void count_replications(const Study& study, const std::vector<ReplicationResult>& replications,
                        bool cancelled, VariantResult& out) {
  constexpr std::size_t most_listed = 5;
  for (std::size_t at = 0; at < replications.size(); ++at) {
    const auto& replication = replications[at];
    if (replication.completed) {
      ++out.replications;
      continue;
    }
    if (cancelled && (replication.failure.empty() || replication.failure == "cancelled")) continue;
    ++out.failed;
    if (out.failures.size() < most_listed)
      out.failures.push_back(fmt::format("replication {}: {}", study.first_replication + at + 1,
                                         spoken_failure(replication.failure)));
  }
}

} // namespace

std::vector<double> kpi_column(const std::vector<ReplicationResult>& replications, std::size_t row) {
  return collect(replications, [&](const auto& one) { return one.outputs[row]; });
}

/// Sums of the same amounts in another order differ by less, of their size.
constexpr double rounding = 1e-13;

double change_of(double own, double first) {
  return std::abs(own - first) <= rounding * std::max(std::abs(own), std::abs(first)) ? 0 : own - first;
}

std::vector<double> changes_of(const VariantResult& variant, const VariantResult& first, std::size_t row,
                               std::size_t replications) {
  std::vector<double> out;
  for (std::size_t at = row * replications; at < (row + 1) * replications; ++at)
    out.push_back(change_of(variant.values[at], first.values[at]));
  return out;
}

VariantResult reduce_variant(const Study& study, std::size_t variant,
                             const std::vector<ReplicationResult>& replications, const Results& results) {
  const auto& scenario = study.variants[variant];
  VariantResult out;
  out.name = scenario.name;
  out.title = scenario.title;
  out.question = scenario.question;
  out.file = scenario.file;
  count_replications(study, replications, results.cancelled, out);
  add_run_warnings(*scenario.program, replications, out);
  if (variant > 0) compare_with_first(study, variant, out);
  reduce_values(scenario, study.documents[variant], replications, results, out);
  reduce_series(scenario, replications, results, out);
  reduce_census(scenario, replications, results, out);
  reduce_histograms(scenario, replications, results, out);
  reduce_flows(scenario, replications, replications_that_share_a_draw(results), out);
  reduce_resources(scenario, replications, replications_that_share_a_draw(results), out);
  const auto events = collect(replications, [](const auto& r) { return static_cast<double>(r.events); });
  out.events = mean_over_draws(events, 1); // work done, whatever the inputs
  return out;
}

void add_differences(Results& results) {
  const auto size = static_cast<std::size_t>(results.replications);
  const auto& first = results.variants.front();
  for (std::size_t at = 1; at < results.variants.size(); ++at) {
    const auto& variant = results.variants[at];
    Difference difference{variant.name, first.name, {}};
    for (std::size_t row = 0; row < results.kpis.size(); ++row) {
      const auto changes =
          observations(changes_of(variant, first, row, size), replications_of_an_observation(results));
      difference.estimates.push_back(estimate_mean(changes));
      difference.spread.push_back(spread_of_changes(changes));
    }
    results.differences.push_back(std::move(difference));
  }
}

} // namespace carepath
