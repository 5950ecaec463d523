#include "models/study/precision.hpp"

#include "engine/experiment/variance_components.hpp"
#include "models/study/main_figures.hpp"
#include "models/study/reduce.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace carepath {
namespace {

std::vector<double> column(const std::vector<ReplicationResult>& replications, std::size_t row) {
  std::vector<double> values;
  for (const auto& replication : replications)
    values.push_back(replication.completed ? replication.outputs[row]
                                           : std::numeric_limits<double>::quiet_NaN());
  return values;
}

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
    const auto own = std::find_if(first.begin(), first.end(), [&](const auto& other) {
      return other.group.empty() && other.name == rows[row].name;
    });
    if (own == first.end()) continue;
    const auto before = column(outcome.replications.front(), static_cast<std::size_t>(own - first.begin()));
    auto change = column(outcome.replications[variant], row);
    for (std::size_t at = 0; at < change.size(); ++at) change[at] -= before[at];
    const auto difference = estimate_over_draws(change, study.per_draw);
    note(half_width(difference, estimate_over_draws(before, study.per_draw).mean), wanted, rows[row],
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
      const auto estimate = estimate_over_draws(column(outcome.replications[variant], row), study.per_draw);
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
  const auto before = there * study.variants.size();
  RunHooks counted = hooks;
  if (hooks.progress)
    counted.progress = [&](double done, std::size_t all) {
      hooks.progress(static_cast<double>(before) + done, before + all);
    };
  auto more = run_variants(batch, counted);
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
  auto total = std::min(std::max(study.replications, fewest_judged), goal.most);
  ExperimentResult outcome;
  while (true) {
    extend(study, total, hooks, outcome);
    study.replications = total;
    if (outcome.cancelled) break;
    judge(study, outcome, goal, reached);
    if (reached.reached || total >= goal.most) break;
    total = next_replications(total, reached.times, goal.most);
  }
  return reduce_and_follow(study, outcome);
}

} // namespace carepath
