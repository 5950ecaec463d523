// The search: plans are run on the same people, a few replications first and more while the verdict is
// unclear.
#include "models/study/solve.hpp"

#include "engine/base/undefined.hpp"
#include "engine/experiment/experiment.hpp"
#include "engine/experiment/monotone_search.hpp"
#include "engine/experiment/variance_components.hpp"
#include "engine/observe/estimate.hpp"
#include "engine/random/stream.hpp"
#include "models/study/choice.hpp"
#include "models/study/precise_runs.hpp"
#include "models/study/solve_parts.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath {

PlanRuns::PlanRuns(const SolveProblem& problem, const std::vector<std::size_t>& levels, std::uint64_t seed)
    : seed_(seed) {
  auto scenario = compiled_plan(problem, levels);
  for (const auto& target : problem.targets) event_sizes_.push_back(scenario.event_sizes[target.row]);
  program_ = std::move(scenario.program);
}

void PlanRuns::extend(std::uint32_t total, const SolveProblem& problem, const RunHooks& hooks) {
  if (total <= count()) return;
  Experiment experiment;
  experiment.variants = {program_};
  experiment.seed = seed_;
  experiment.first_replication = count();
  experiment.replications = total - count();
  experiment.threads = problem.threads;
  experiment.pair_entities = false;
  auto more = run_experiment(experiment, hooks);
  if (more.cancelled) return;
  for (auto& replication : more.replications.front()) {
    outputs_.push_back(replication.completed ? std::move(replication.outputs) : std::vector<double>{});
    if (outputs_.back().empty()) ++failed_;
  }
}

std::vector<double> PlanRuns::values(std::size_t row) const {
  std::vector<double> out;
  for (const auto& outputs : outputs_) out.push_back(outputs.empty() ? std::nan("") : outputs[row]);
  return observations(out, per_observation());
}

double PlanRuns::event_size(std::size_t target) const {
  if (!event_sizes_[target]) return undefined;
  return estimate_mean(values(*event_sizes_[target])).mean / per_observation();
}

namespace {

/// Met when every target is; missed when one is.
MeanVerdict together(const std::vector<MeanVerdict>& verdicts) {
  if (std::count(verdicts.begin(), verdicts.end(), MeanVerdict::missed) > 0) return MeanVerdict::missed;
  const auto met = static_cast<std::size_t>(std::count(verdicts.begin(), verdicts.end(), MeanVerdict::met));
  return met == verdicts.size() ? MeanVerdict::met : MeanVerdict::unclear;
}

} // namespace

TriedPlan judge_plan(const PlanRuns& runs, std::size_t plan, const MonotoneSearch& search,
                     const SolveProblem& problem, double confidence) {
  TriedPlan tried;
  tried.plan = plan;
  tried.cost = search.cost(plan);
  tried.levels = search.levels(plan);
  for (std::size_t at = 0; at < tried.levels.size(); ++at)
    tried.values.push_back(problem.unknowns[at].texts[tried.levels[at]]);
  tried.replications = runs.count();
  for (std::size_t at = 0; at < problem.targets.size(); ++at) {
    const auto& target = problem.targets[at];
    const auto values = runs.values(target.row);
    const auto judged =
        judge_mean(values, target.bound, confidence, {runs.event_size(at), runs.count() >= problem.most});
    tried.targets.push_back(estimate_mean(values));
    tried.verdicts.push_back(judged.verdict);
    tried.on_equal_values.push_back(judged.on_equal_values);
  }
  if (problem.front) tried.front = estimate_mean(runs.values(*problem.front));
  tried.verdict = together(tried.verdicts);
  return tried;
}

namespace {

class Solver {
public:
  Solver(const SolveProblem& problem, const RunHooks& hooks)
      : problem_(problem), hooks_(hooks), search_(level_costs(problem)),
        confidence_(confidence_of_each(problem.confidence, looks(problem.first, problem.most))) {
    answer_.plans = search_.points();
    answer_.fresh_seed = (mix64(problem.seed, purpose_of("fresh seed")) >> 33);
    search_.limit_cost(problem.budget);
  }

  SolveAnswer run() {
    try_first();
    while (!stopped()) {
      search();
      if (stopped() || !search_.cheapest()) break;
      const auto found = *search_.cheapest();
      if (confirm(found)) {
        answer_.found = place_[found];
        break;
      }
      search_.fail(found);
    }
    answer_.cancelled = stopped();
    finish();
    return std::move(answer_);
  }

private:
  static std::vector<std::vector<double>> level_costs(const SolveProblem& problem) {
    std::vector<std::vector<double>> costs;
    for (const auto& unknown : problem.unknowns) costs.push_back(unknown.costs);
    return costs;
  }

  [[nodiscard]] bool stopped() const { return hooks_.cancelled && hooks_.cancelled->load(); }

  /// The plan at the edge of what keeps up first: by the traffic equations nothing below it can be enough,
  /// and when it misses that is known of all below, whatever the equations leave out.
  void try_first() {
    edge_ = levels_that_keep_up(problem_);
    std::vector<std::size_t> top;
    for (std::size_t at = 0; at < edge_.size(); ++at) {
      answer_.keeps_up_from.push_back(edge_[at] ? problem_.unknowns[at].texts[*edge_[at]] : "");
      top.push_back(problem_.unknowns[at].levels.size() - 1);
    }
    if (edge_.size() == 1) return try_edge();
    try_plan(search_.point(top));
    for (std::size_t at = 0; at < edge_.size(); ++at) {
      if (!edge_[at]) continue;
      auto levels = top;
      levels[at] = *edge_[at] - 1; // an edge is never the least level
      try_plan(search_.point(levels));
    }
  }

  void try_edge() {
    if (!edge_[0]) return;
    try_plan(*edge_[0]);
    try_plan(*edge_[0] - 1); // known to miss by now, unless the edge was enough
  }

  void search() {
    while (!stopped()) {
      const auto next = search_.next();
      if (!next) return;
      try_plan(*next);
    }
  }

  /// Runs a plan until its verdict is clear, if nothing is known of it yet.
  void try_plan(std::size_t plan) {
    if (stopped() || !search_.is_open(plan)) return;
    auto tried = run_until_clear(plan, problem_.seed, problem_.first);
    if (stopped()) return;
    note(plan, tried.verdict);
    if (place_.contains(plan)) return;
    place_[plan] = answer_.tried.size();
    answer_.tried.push_back(std::move(tried));
  }

  void note(std::size_t plan, MeanVerdict verdict) {
    if (verdict == MeanVerdict::met)
      search_.pass(plan);
    else
      search_.fail(plan); // unclear at the most replications: not shown to be enough
  }

  PlanRuns& runs_of(std::size_t plan, std::uint64_t seed) {
    const auto key = std::pair{plan, seed};
    const auto found = runs_.find(key);
    if (found != runs_.end()) return found->second;
    return runs_.emplace(key, PlanRuns(problem_, search_.levels(plan), seed)).first->second;
  }

  TriedPlan run_until_clear(std::size_t plan, std::uint64_t seed, std::uint32_t first) {
    auto& runs = runs_of(plan, seed);
    for (std::uint32_t total = std::max(first, runs.count());;) {
      extend(runs, total);
      auto tried = judge_plan(runs, plan, search_, problem_, confidence_);
      const bool clear = tried.verdict != MeanVerdict::unclear;
      if (clear || total >= problem_.most || stopped()) return tried;
      total = next_look(total, problem_.first, problem_.most);
    }
  }

  void extend(PlanRuns& runs, std::uint32_t total) {
    const auto before = runs.count();
    RunHooks hooks;
    hooks.cancelled = hooks_.cancelled;
    hooks.progress = [&](double done, std::size_t all) {
      if (hooks_.progress)
        hooks_.progress(static_cast<double>(answer_.runs) + done, answer_.runs + all + expected_after());
    };
    runs.extend(total, problem_, hooks);
    answer_.runs += runs.count() - before;
  }

  /// Replications still to come if every open plan left halves the rest: a guess, for the progress bar.
  [[nodiscard]] std::size_t expected_after() const {
    std::size_t open = 0;
    for (std::size_t at = 0; at < search_.points(); ++at) open += search_.is_open(at) ? 1 : 0;
    const auto halvings = static_cast<std::size_t>(std::ceil(std::log2(static_cast<double>(open) + 1)));
    return (halvings + 2) * problem_.first;
  }

  /// The same plan with other luck: as many replications as it took, and more while that is unclear.
  bool confirm(std::size_t plan) {
    const auto& own = answer_.tried[place_[plan]];
    auto fresh = run_until_clear(plan, answer_.fresh_seed, own.replications);
    if (stopped()) return false;
    const bool met = fresh.verdict == MeanVerdict::met;
    if (met && problem_.precision) make_precise(fresh);
    if (stopped()) return false;
    answer_.confirmed.push_back(std::move(fresh));
    return met;
  }

  /// More replications of a confirmed plan tell its figures better. They do not judge it again: the verdict
  /// is that of the looks it was promised.
  void make_precise(TriedPlan& fresh) {
    auto& runs = runs_of(fresh.plan, answer_.fresh_seed);
    const auto most = problem_.most_for_precision - problem_.most_for_precision % runs.per_observation();
    auto total = std::max(runs.count(), std::min(fewest_judged * runs.per_observation(), most));
    while (!stopped()) {
      extend(runs, total);
      double widest = 0;
      for (std::size_t at = 0; at < problem_.targets.size(); ++at) {
        fresh.targets[at] = estimate_mean(runs.values(problem_.targets[at].row));
        widest = std::max(widest, relative_half_width(fresh.targets[at], fresh.targets[at].mean));
      }
      fresh.replications = runs.count();
      answer_.imprecise = widest > *problem_.precision;
      if (!answer_.imprecise || total >= most) return;
      total = next_replications(total, widest / *problem_.precision, most);
    }
  }

  void finish() {
    std::uint32_t most = 0;
    for (const auto& tried : answer_.tried) most = std::max(most, tried.replications);
    answer_.exhaustive = search_.points() * most;
    for (const auto& [key, runs] : runs_) answer_.failed_replications += runs.failed();
    if (!answer_.found && !answer_.cancelled) answer_.nearest_miss = nearest_miss_words(problem_, answer_);
    if (problem_.front && !answer_.cancelled) find_front();
  }

  /// Plans along the front: the cheapest for each of some levels of the KPI between the plan that just keeps
  /// up and the dearest. Means decide here, over the first replications: a front is a picture, not a promise.
  void find_front() {
    std::vector<std::size_t> bottom, top;
    for (std::size_t at = 0; at < problem_.unknowns.size(); ++at) {
      bottom.push_back(edge_[at].value_or(0));
      top.push_back(problem_.unknowns[at].levels.size() - 1);
    }
    double worst = front_kpi(search_.point(bottom));
    double best = front_kpi(search_.point(top));
    const bool lower_is_better = front_falls(worst, best);
    if (!std::isfinite(worst)) worst = extreme_on_front(!lower_is_better);
    if (!std::isfinite(best)) best = extreme_on_front(lower_is_better);
    for (int at = 1; at <= front_levels && std::isfinite(best - worst) && !stopped(); ++at) {
      const double share = static_cast<double>(at) / (front_levels + 1);
      const bool same_sign = worst > 0 && best > 0;
      const double level = same_sign ? worst * std::pow(best / worst, share) : worst + (best - worst) * share;
      find_front_plan(level, lower_is_better);
    }
    answer_.front = cost_front(run_within_budget(), lower_is_better);
  }

  /// Which way its KPI gets better: as a limit or a target says, or from the plan that just keeps up to the
  /// dearest one where both have the figure.
  [[nodiscard]] bool front_falls(double worst, double best) const {
    for (const auto& target : problem_.targets)
      if (target.row == *problem_.front) return target.bound.at_most;
    const auto& kpi = problem_.kpis[*problem_.front];
    const bool tells = !kpi.has_target && std::isfinite(worst) && std::isfinite(best);
    return tells ? best <= worst : !is_more_better(kpi);
  }

  /// The least or the largest that its KPI was in any plan run; NaN where none has it.
  [[nodiscard]] double extreme_on_front(bool least) const {
    double extreme = undefined;
    for (const auto& plan : run_within_budget())
      if (const double kpi = plan.front.mean;
          std::isfinite(kpi) && (std::isnan(extreme) || (least ? kpi < extreme : kpi > extreme)))
        extreme = kpi;
    return extreme;
  }

  /// Every plan that was run on the first seed and is within the budget, whatever it was run for.
  [[nodiscard]] std::vector<TriedPlan> run_within_budget() const {
    std::vector<TriedPlan> plans;
    for (const auto& [key, runs] : runs_) {
      const auto& [plan, seed] = key;
      if (seed == problem_.seed && search_.cost(plan) <= problem_.budget)
        plans.push_back(judge_plan(runs, plan, search_, problem_, confidence_));
    }
    return plans;
  }

  void find_front_plan(double level, bool lower_is_better) {
    MonotoneSearch search(level_costs(problem_));
    search.limit_cost(problem_.budget);
    for (auto next = search.next(); next && !stopped(); next = search.next()) {
      const double kpi = front_kpi(*next);
      if (lower_is_better ? kpi <= level : kpi >= level)
        search.pass(*next);
      else
        search.fail(*next);
    }
  }

  /// The KPI of a plan. The ends that the levels lie between are run whatever they cost.
  double front_kpi(std::size_t plan) {
    auto& runs = runs_of(plan, problem_.seed);
    extend(runs, problem_.first);
    return judge_plan(runs, plan, search_, problem_, confidence_).front.mean;
  }

  static constexpr int front_levels = 5;

  const SolveProblem& problem_;
  const RunHooks& hooks_;
  MonotoneSearch search_;
  double confidence_;
  std::map<std::pair<std::size_t, std::uint64_t>, PlanRuns> runs_;
  std::vector<std::optional<std::size_t>> edge_; // of each unknown: where plans begin to keep up
  std::map<std::size_t, std::size_t> place_;     // of a plan in `tried`
  SolveAnswer answer_;
};

} // namespace

SolveAnswer solve(const SolveProblem& problem, const RunHooks& hooks) {
  return Solver(problem, hooks).run();
}

} // namespace carepath
