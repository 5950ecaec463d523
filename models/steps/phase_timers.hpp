// The hazards of one step: where its instructions start and stop them.
#pragma once

#include "models/steps/pathway.hpp"

namespace carepath {

/// The risks that may run while someone is in a step or comes to it, in order.
[[nodiscard]] std::vector<std::uint32_t> risks_at(const StepSpec& step);

class PhaseTimers {
public:
  PhaseTimers(std::uint32_t step, const Pathway& pathway, ProgramBuilder& builder)
      : step_(step), spec_(pathway.steps[step]), risks_(pathway.risks), builder_(builder) {}

  /// On arriving: hazards that act here begin (or go on); others that may have come along stop.
  void enter(Phase phase);
  void change(Phase from, Phase to);
  /// On leaving: hazards of this step alone stop; those that span steps are settled by the next arrival.
  void leave(Phase from);
  /// On leaving the step before without having come to this one: hazards of that step alone stop.
  void leave_blocked();

private:
  std::uint32_t step_;
  const StepSpec& spec_;
  const std::vector<RiskSpec>& risks_;
  ProgramBuilder& builder_;
};

} // namespace carepath
