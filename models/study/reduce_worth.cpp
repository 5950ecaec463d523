// Value for money: what each variant spends more than the first, what it achieves more, and which are worth
// considering.
#include "engine/base/undefined.hpp"
#include "engine/experiment/variance_components.hpp"
#include "engine/observe/estimate.hpp"
#include "engine/observe/ratio_limits.hpp"
#include "engine/results/observation_size.hpp"
#include "models/scenario/units.hpp"
#include "models/study/change_spread.hpp"
#include "models/study/compared_worths.hpp"
#include "models/study/incremental_analysis.hpp"
#include "models/study/kpi_rows.hpp"
#include "models/study/reduce.hpp"

#include <cmath>

namespace carepath {
namespace {

using Column = std::vector<double>;

/// What a variant spends and gains more than the first, observation by observation, of the replications in
/// which both options have both figures: only so do a price and a net benefit belong together.
struct Changes {
  Column spent;
  Column gained;
};

Changes changes_of_both(const Results& results, std::size_t variant, std::size_t cost, std::size_t outcome,
                        double scale) {
  const auto size = static_cast<std::size_t>(results.replications);
  const auto& own = results.variants[variant];
  const auto& first = results.variants.front();
  auto spent = changes_of(own, first, cost, size);
  auto gained = changes_of(own, first, outcome, size);
  for (std::size_t at = 0; at < size; ++at) {
    gained[at] *= scale;
    if (std::isnan(spent[at]) || std::isnan(gained[at])) spent[at] = gained[at] = undefined;
  }
  const auto each = replications_of_an_observation(results);
  return {observations(spent, each), observations(gained, each)};
}

void put(const Estimate& from, double& mean, double& low, double& high) {
  mean = from.mean;
  low = from.low;
  high = from.high;
}

/// What is gained, at its worth, less what is spent.
void add_net_benefit(const Column& spent, const Column& gained, WorthRow& row) {
  Column net;
  for (std::size_t at = 0; at < spent.size(); ++at) net.push_back(row.pounds * gained[at] - spent[at]);
  put(estimate_mean(net), row.net_benefit, row.net_low, row.net_high);
  const auto spread = spread_of_changes(net);
  row.observations = spread.number;
  row.worse = spread.lower;
  row.worst_fifth = spread.lowest_fifth;
}

/// Pounds for one mean something where an option spends to gain, or loses to save.
bool is_a_price(const WorthRow& row) {
  return row.spent * row.gained > 0;
}

void compare(const Column& spent, const Column& gained, WorthRow& row) {
  put(estimate_mean(spent), row.spent, row.spent_low, row.spent_high);
  put(estimate_mean(gained), row.gained, row.gained_low, row.gained_high);
  const Estimate none{undefined, undefined, undefined};
  put(is_a_price(row) ? ratio_of_means(spent, gained) : none, row.pounds_per_one, row.per_one_low,
      row.per_one_high);
  add_net_benefit(spent, gained, row);
}

WorthRow named_row(const OutcomeWorth& worth, const KpiRow& outcome, const Results& results,
                   std::size_t variant) {
  WorthRow row;
  row.name = worth.name;
  row.title = worth.title;
  row.variant = results.variants[variant].name;
  row.against = variant == 0 ? "" : results.variants.front().name;
  row.outcome = worth.outcome;
  row.cost = worth.cost;
  row.unit = outcome.shown_in.empty() ? outcome.unit : outcome.shown_in;
  row.more_is_better = worth.more_is_better;
  row.pounds = worth.pounds;
  row.source = worth.source;
  return row;
}

/// Where each variant stands among all, by its means.
void place_on_front(std::span<WorthRow> rows, std::span<const CostOption> options, const Results& results) {
  const auto places = places_by_cost(options);
  for (std::size_t at = 0; at < rows.size(); ++at) {
    const auto& place = places[at];
    rows[at].is_on_front = place.is_on_front;
    rows[at].per_one_more = place.per_effect;
    if (place.before) rows[at].before = results.variants[*place.before].name;
    const auto& by = place.ruled_out_by;
    if (!by.empty()) rows[at].ruled_out_by = results.variants[by.front()].name;
    if (by.size() > 1) rows[at].together_with = results.variants[by.back()].name;
  }
}

void add_worth(const OutcomeWorth& worth, Results& results) {
  const auto outcome = kpi_place(results.kpis, worth.outcome);
  const auto cost = kpi_place(results.kpis, worth.cost);
  if (!outcome || !cost) return;
  const auto& kpi = results.kpis[*outcome];
  const double scale = (kpi.shown_in.empty() ? 1 : unit_days(kpi.unit) / unit_days(kpi.shown_in)) *
                       (worth.more_is_better ? 1 : -1);
  const auto begin = results.worths.size();
  std::vector<CostOption> options; // against the first, so that its prices and those of one more agree
  for (std::size_t at = 0; at < results.variants.size(); ++at) {
    const auto changes = changes_of_both(results, at, *cost, *outcome, scale);
    auto& row = results.worths.emplace_back(named_row(worth, kpi, results, at));
    compare(changes.spent, changes.gained, row);
    options.push_back({row.spent, row.gained});
  }
  place_on_front(std::span(results.worths).subspan(begin), options, results);
}

} // namespace

void add_worths(const Study& study, Results& results) {
  if (results.variants.size() < 2) return;
  for (const auto& worth : compared_worths(study)) add_worth(worth, results);
}

} // namespace carepath
