// What a solve says when nothing was found, and the front of cost against a KPI.
#include "models/study/solve_parts.hpp"

#include "engine/base/text.hpp"
#include "models/study/setting_words.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace carepath {
namespace {

/// By how much a plan misses its targets: the worst of them, as a share of the bound.
double shortfall(const SolveProblem& problem, const TriedPlan& tried) {
  double worst = 0;
  for (std::size_t at = 0; at < problem.targets.size(); ++at) {
    const auto bound = problem.targets[at].bound;
    const double over =
        bound.at_most ? tried.targets[at].mean - bound.value : bound.value - tried.targets[at].mean;
    const double scale = std::max(std::abs(bound.value), 1e-9);
    worst = std::max(worst, std::isnan(over) ? std::numeric_limits<double>::infinity() : over / scale);
  }
  return worst;
}

} // namespace

std::string plan_words(const SolveProblem& problem, const std::vector<std::string>& values) {
  SettingTexts by_path;
  for (std::size_t at = 0; at < values.size(); ++at)
    by_path.emplace_back(problem.unknowns[at].path, values[at]);
  return setting_words(by_path);
}

std::string nearest_miss_words(const SolveProblem& problem, const SolveAnswer& answer) {
  const TriedPlan* nearest = nullptr;
  for (const auto& tried : answer.tried)
    if (!nearest || shortfall(problem, tried) < shortfall(problem, *nearest)) nearest = &tried;
  if (!nearest) return "no plan is within the budget";
  std::vector<std::string> missed;
  for (std::size_t at = 0; at < problem.targets.size(); ++at) {
    if (nearest->verdicts[at] == MeanVerdict::met) continue;
    missed.push_back(
        fmt::format("{} {}", problem.targets[at].text,
                    nearest->verdicts[at] == MeanVerdict::missed ? "is missed" : "is not sure enough"));
  }
  return plan_words(problem, nearest->values) +
         (missed.empty() ? " met the targets, but not with fresh luck" : ": " + join(missed, ", "));
}

std::vector<FrontPoint> cost_front(const std::vector<TriedPlan>& tried, bool lower_is_better) {
  std::vector<const TriedPlan*> sorted;
  for (const auto& plan : tried)
    if (!std::isnan(plan.front.mean)) sorted.push_back(&plan);
  const double sign = lower_is_better ? 1 : -1;
  std::stable_sort(sorted.begin(), sorted.end(), [&](const auto* a, const auto* b) {
    return a->cost != b->cost ? a->cost < b->cost : sign * a->front.mean < sign * b->front.mean;
  });
  std::vector<FrontPoint> front;
  for (const auto* plan : sorted)
    if (front.empty() || sign * plan->front.mean < sign * front.back().kpi.mean)
      front.push_back({plan->values, plan->cost, plan->front, plan->replications});
  return front;
}

} // namespace carepath
