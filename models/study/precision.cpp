#include "models/study/precision.hpp"

#include "engine/experiment/shared_progress.hpp"
#include "engine/experiment/variance_components.hpp"
#include "models/study/kpi_rows.hpp"
#include "models/study/main_figures.hpp"
#include "models/study/reduce.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace carepath {
namespace {

/// Half the width of limits, of a mean; 0 where nothing varies or nothing is defined.
double half_width(const Estimate& estimate, double mean) {
  const double half = (estimate.high - estimate.low) / 2;
  if (!(half > 0)) return 0;
  return mean == 0 ? std::numeric_limits<double>::infinity() : half / std::abs(mean);
}

void note(double share, double wanted, const KpiRow& row, const std::string& variant, bool of_difference,
          PrecisionReached& reached) {
  const double times = share / wanted;
  if (!reached.kpi.empty() && times <= reached.times) return;
  reached.share = share;
  reached.times = times;
  reached.kpi = row.name;
  reached.variant = variant;
  reached.of_difference = of_difference;
}

/// The differences from the first variant, in the KPIs that both have.
void judge_differences(const Study& study, const ExperimentResult& outcome, std::size_t variant,
                       double wanted, const MainFigures& judged, PrecisionReached& reached) {
  const auto& first = study.variants.front().kpis;
  const auto& rows = study.variants[variant].kpis;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (!judged.has(rows[row])) continue;
    const auto own = kpi_place(first, rows[row].name);
    if (!own) continue;
    const auto before = kpi_column(outcome.replications.front(), *own);
    auto change = kpi_column(outcome.replications[variant], row);
    for (std::size_t at = 0; at < change.size(); ++at) change[at] -= before[at];
    const auto difference = estimate_over_draws(change, study.per_observation);
    note(half_width(difference, estimate_over_draws(before, study.per_observation).mean), wanted, rows[row],
         study.variants[variant].name, true, reached);
  }
}

void judge(const Study& study, const ExperimentResult& outcome, const PrecisionGoal& goal,
           PrecisionReached& reached) {
  const MainFigures judged(study);
  reached = {};
  reached.basis = judged.words();
  for (std::size_t variant = 0; variant < study.variants.size(); ++variant) {
    const auto& rows = study.variants[variant].kpis;
    for (std::size_t row = 0; goal.share && row < rows.size(); ++row) {
      if (!judged.has(rows[row])) continue;
      const auto estimate =
          estimate_over_draws(kpi_column(outcome.replications[variant], row), study.per_observation);
      note(half_width(estimate, estimate.mean), *goal.share, rows[row], study.variants[variant].name, false,
           reached);
    }
    if (goal.difference && variant > 0)
      judge_differences(study, outcome, variant, *goal.difference, judged, reached);
  }
  reached.reached = reached.times <= 1;
}

template <class Cell> void append(std::vector<std::vector<Cell>>& to, std::vector<std::vector<Cell>>& from) {
  for (std::size_t at = 0; at < from.size(); ++at)
    to[at].insert(to[at].end(), std::make_move_iterator(from[at].begin()),
                  std::make_move_iterator(from[at].end()));
}

/// Replications from those there are to `total`, behind them.
void extend(const Study& study, std::uint32_t total, const RunHooks& hooks, ExperimentResult& outcome) {
  const auto there = outcome.replications.empty() ? std::size_t{0} : outcome.replications.front().size();
  Study batch = study;
  batch.first_replication = study.first_replication + static_cast<std::uint32_t>(there);
  batch.replications = total - static_cast<std::uint32_t>(there);
  auto more = run_variants(batch, hooks_after(hooks, there * study.variants.size()));
  if (there == 0) {
    outcome = std::move(more);
    return;
  }
  outcome.cancelled = more.cancelled;
  append(outcome.replications, more.replications);
  append(outcome.paired, more.paired);
}

} // namespace

std::uint32_t next_replications(std::uint32_t now, double times, std::uint32_t most) {
  const double wanted = std::min(now * times * times, now * 2.0);
  const auto tens = static_cast<std::uint32_t>(std::ceil(std::max(wanted, now + 1.0) / 10)) * 10;
  return std::min(tens, most);
}

Results run_to_precision(Study& study, const PrecisionGoal& goal, const RunHooks& hooks,
                         PrecisionReached& reached) {
  const auto pair = replications_of_a_pair(study.variants.front().run);
  const auto most = goal.most - goal.most % pair;
  auto total = std::min(std::max(study.replications, fewest_judged * pair), most);
  ExperimentResult outcome;
  while (true) {
    extend(study, total, hooks, outcome);
    study.replications = total;
    if (outcome.cancelled) break;
    judge(study, outcome, goal, reached);
    if (reached.reached || total >= most) break;
    total = next_replications(total, reached.times, most);
  }
  return reduce_and_follow(study, outcome);
}

} // namespace carepath
