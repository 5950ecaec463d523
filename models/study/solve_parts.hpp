// What the parts of the solver share: the runs of one plan, where plans begin to keep up, and words.
#pragma once

#include "engine/experiment/experiment.hpp"
#include "engine/experiment/monotone_search.hpp"
#include "models/study/solve.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace carepath {

/// The scenario of one plan. Throws InputError with its values when it has a fault: what cannot run misses no
/// target, and says nothing of the plans around it.
[[nodiscard]] CompiledScenario compiled_plan(const SolveProblem& problem,
                                             const std::vector<std::size_t>& levels);

/// "resource.bed.capacity = 12, resource.doctor.capacity = 3".
[[nodiscard]] std::string plan_words(const SolveProblem& problem, const std::vector<std::string>& values);

/// The replications of one plan so far, with one seed.
class PlanRuns {
public:
  PlanRuns(const SolveProblem& problem, const std::vector<std::size_t>& levels, std::uint64_t seed);

  /// Runs more replications until there are `total`; none when cancelled.
  void extend(std::uint32_t total, const SolveProblem& problem, const RunHooks& hooks);

  [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(outputs_.size()); }
  /// Replications whose mean is one observation: 2 when they are antithetic pairs.
  [[nodiscard]] std::uint32_t per_observation() const { return program_->antithetic ? 2 : 1; }
  [[nodiscard]] std::size_t failed() const { return failed_; }
  /// A KPI in every replication, or the mean of every antithetic pair; NaN where it failed.
  [[nodiscard]] std::vector<double> values(std::size_t row) const;
  /// By how much one event more moves an observation of a target's KPI; NaN where that is not known.
  [[nodiscard]] double event_size(std::size_t target) const;

private:
  std::shared_ptr<const Program> program_;
  std::vector<std::optional<std::size_t>> event_sizes_; // of each target: the output
  std::uint64_t seed_;
  std::vector<std::vector<double>> outputs_; // of each replication; empty when it failed
  std::size_t failed_ = 0;
};

/// What the runs of a plan say of the targets, each judged with so much confidence.
[[nodiscard]] TriedPlan judge_plan(const PlanRuns& runs, std::size_t plan, const MonotoneSearch& search,
                                   const SolveProblem& problem, double confidence);

/// Of each unknown the least level at which, all others at their highest, no resource is overloaded that the
/// highest levels keep up with; nothing where the level makes no difference to that.
[[nodiscard]] std::vector<std::optional<std::size_t>> levels_that_keep_up(const SolveProblem& problem);

/// Which plan came nearest to the targets, in words.
[[nodiscard]] std::string nearest_miss_words(const SolveProblem& problem, const SolveAnswer& answer);

/// Of the plans tried those for which no other costs less and is better in the KPI of the front.
[[nodiscard]] std::vector<FrontPoint> cost_front(const std::vector<TriedPlan>& tried, bool lower_is_better);

} // namespace carepath
