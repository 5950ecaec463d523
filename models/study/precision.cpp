#include "models/study/precision.hpp"

#include "engine/experiment/shared_progress.hpp"
#include "engine/experiment/variance_components.hpp"
#include "engine/observe/estimate.hpp"
#include "models/study/kpi_rows.hpp"
#include "models/study/main_figures.hpp"
#include "models/study/precise_runs.hpp"
#include "models/study/reduce.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace carepath {
namespace {

constexpr double unbounded = std::numeric_limits<double>::infinity();

/// The limits of a figure, or of a difference.
struct Width {
  double share = unbounded; // half of it, of a mean
  std::size_t defined = 0;  // observations
  bool is_nothing = false;  // 0 in each of them: no share of it can be told
};

/// Of the values of all replications; the mean is their own where none is given.
Width width_of(const std::vector<double>& values, std::size_t per_observation,
               std::optional<double> mean = std::nullopt) {
  const auto observed = observations(values, per_observation);
  const auto estimate = estimate_mean(observed);
  const auto missing =
      std::count_if(observed.begin(), observed.end(), [](double value) { return std::isnan(value); });
  const double whole = mean.value_or(estimate.mean);
  return {relative_half_width(estimate, whole), observed.size() - static_cast<std::size_t>(missing),
          whole == 0 && estimate.low == 0 && estimate.high == 0};
}

void note_nothing(const FigureOfVariant& figure, PrecisionReached& reached) {
  const auto& there = reached.nothing;
  if (std::find(there.begin(), there.end(), figure) == there.end()) reached.nothing.push_back(figure);
}

void note(const Width& width, double wanted, const KpiRow& row, const std::string& variant,
          bool of_difference, PrecisionReached& reached) {
  if (width.is_nothing) return note_nothing({row.name, variant}, reached);
  const double times = width.share / wanted;
  if (!reached.kpi.empty() && times <= reached.times) return;
  reached.share = width.share;
  reached.times = times;
  reached.defined = width.defined;
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
    const double present = estimate_over_draws(before, study.per_observation).mean;
    note(width_of(change, study.per_observation, present), wanted, rows[row], study.variants[variant].name,
         true, reached);
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
      const auto values = kpi_column(outcome.replications[variant], row);
      note(width_of(values, study.per_observation), *goal.share, rows[row], study.variants[variant].name,
           false, reached);
    }
    if (goal.difference && variant > 0)
      judge_differences(study, outcome, variant, *goal.difference, judged, reached);
  }
  const bool has_none = reached.kpi.empty() && !reached.nothing.empty();
  if (has_none) reached.times = unbounded;
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

double relative_half_width(const Estimate& estimate, double mean) {
  const double half = (estimate.high - estimate.low) / 2;
  if (std::isnan(mean) || std::isnan(half)) return unbounded;
  return mean == 0 ? unbounded : std::max(half, 0.0) / std::abs(mean);
}

std::uint32_t next_replications(std::uint32_t now, double times, std::uint32_t most) {
  const double wanted = std::min(now * times * times, now * 2.0);
  const auto tens = static_cast<std::uint32_t>(std::ceil(std::max(wanted, now + 1.0) / 10)) * 10;
  return std::min(tens, most);
}

ExperimentResult replicate_to_precision(Study& study, const PrecisionGoal& goal, const RunHooks& hooks,
                                        PrecisionReached& reached) {
  const auto pair = replications_of_a_pair(study.variants.front().run);
  const auto most = goal.most - goal.most % pair;
  const auto fewest = std::uint64_t{fewest_judged} * study.per_observation;
  auto total = static_cast<std::uint32_t>(
      std::min<std::uint64_t>(std::max<std::uint64_t>(study.replications, fewest), most));
  ExperimentResult outcome;
  while (true) {
    extend(study, total, hooks, outcome);
    study.replications = total;
    if (outcome.cancelled) break;
    judge(study, outcome, goal, reached);
    if (reached.reached || total >= most) break;
    total = next_replications(total, reached.times, most);
  }
  return outcome;
}

Results run_to_precision(Study& study, const PrecisionGoal& goal, const RunHooks& hooks,
                         PrecisionReached& reached) {
  return reduce_and_follow(study, replicate_to_precision(study, goal, hooks, reached));
}

} // namespace carepath
