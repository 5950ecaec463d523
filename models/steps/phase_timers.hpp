// The hazards of one step: where its instructions start and stop them.
#pragma once

#include "models/steps/pathway.hpp"

#include <utility>
#include <vector>

namespace carepath {

/// The risks that may run while someone is in a step or comes to it, in order.
[[nodiscard]] std::vector<std::uint32_t> risks_at(const StepSpec& step);

class PhaseTimers {
public:
  /// `phases`: those the step has, in order. A hazard goes on over one that it has not.
  PhaseTimers(std::uint32_t step, std::vector<Phase> phases, const Pathway& pathway, ProgramBuilder& builder)
      : step_(step), phases_(std::move(phases)), spec_(pathway.steps[step]), risks_(pathway.risks),
        builder_(builder) {}

  /// On arriving: hazards that act in the first phase begin (or go on); others that may have come along stop.
  void enter();
  /// At the end of a phase the next one begins, or the step is left. Nothing for a phase that the step has
  /// not.
  void end(Phase phase);
  /// On leaving from the first phase: hazards of this step alone stop; those that span steps are settled by
  /// the next arrival.
  void leave_early() { leave(phases_.front()); }
  /// On leaving the step before without having come to this one: hazards of that step alone stop.
  void leave_blocked();

private:
  void change(Phase from, Phase to);
  void leave(Phase from);

  std::uint32_t step_;
  std::vector<Phase> phases_;
  const StepSpec& spec_;
  const std::vector<RiskSpec>& risks_;
  ProgramBuilder& builder_;
};

} // namespace carepath
