#include "models/study/precision.hpp"

#include "engine/experiment/variance_components.hpp"
#include "models/study/journeys.hpp"
#include "models/study/reduce.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace carepath {
namespace {

std::vector<std::string> headline_names(const Study& study) {
  for (const auto& variant : study.variants)
    if (!variant.headline.empty()) return variant.headline;
  return {};
}

/// Which rows of a variant are judged.
class Judged {
public:
  explicit Judged(const Study& study) : headline_(headline_names(study)) {
    for (const auto& variant : study.variants)
      targets_ = targets_ || std::any_of(variant.kpis.begin(), variant.kpis.end(),
                                         [](const auto& row) { return row.has_target && row.group.empty(); });
  }

  [[nodiscard]] bool has(const KpiRow& row) const {
    if (!row.group.empty()) return false;
    if (!headline_.empty()) return std::find(headline_.begin(), headline_.end(), row.name) != headline_.end();
    return !targets_ || row.has_target;
  }
  [[nodiscard]] const char* words() const {
    return !headline_.empty() ? "headline KPIs" : targets_ ? "KPIs with a target" : "all KPIs";
  }

private:
  std::vector<std::string> headline_;
  bool targets_ = false;
};

/// Half the width of the limits, of the mean; 0 where nothing varies or nothing is defined.
double half_width(const std::vector<ReplicationResult>& replications, std::size_t row, std::size_t per_draw) {
  std::vector<double> values;
  for (const auto& replication : replications)
    values.push_back(replication.completed ? replication.outputs[row]
                                           : std::numeric_limits<double>::quiet_NaN());
  const auto estimate = estimate_over_draws(values, per_draw);
  const double half = (estimate.high - estimate.low) / 2;
  if (!(half > 0)) return 0;
  return estimate.mean == 0 ? std::numeric_limits<double>::infinity() : half / std::abs(estimate.mean);
}

void judge(const Study& study, const ExperimentResult& outcome, const PrecisionGoal& goal,
           PrecisionReached& reached) {
  const Judged judged(study);
  reached = {false, judged.words(), "", "", 0};
  for (std::size_t variant = 0; variant < study.variants.size(); ++variant) {
    const auto& rows = study.variants[variant].kpis;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (!judged.has(rows[row])) continue;
      const double share = half_width(outcome.replications[variant], row, study.per_draw);
      if (!reached.kpi.empty() && share <= reached.share) continue;
      reached.share = share;
      reached.kpi = rows[row].name;
      reached.variant = study.variants[variant].name;
    }
  }
  reached.reached = reached.share <= goal.share;
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
    total = next_replications(total, reached.share / goal.share, goal.most);
  }
  auto results = reduce_study(study, outcome);
  if (study.follow > 0 && !results.cancelled) add_journeys(study, study.follow, results);
  return results;
}

} // namespace carepath
