// Where a step starts and stops the hazards that act in its phases.
#include "models/steps/phase_timers.hpp"

#include <algorithm>
#include <iterator>

namespace carepath {
namespace {

bool covers(const RiskSpec& risk, std::uint32_t step, Phase phase) {
  return std::find(risk.during.begin(), risk.during.end(), std::pair{step, phase}) != risk.during.end();
}
bool covers_other_step(const RiskSpec& risk, std::uint32_t step) {
  return std::any_of(risk.during.begin(), risk.during.end(),
                     [&](const auto& phase) { return phase.first != step; });
}
bool covers_blocked(const RiskSpec& risk) {
  return std::any_of(risk.during.begin(), risk.during.end(),
                     [](const auto& phase) { return phase.second == Phase::blocked; });
}

} // namespace

std::vector<std::uint32_t> risks_at(const StepSpec& step) {
  std::vector<std::uint32_t> all;
  std::set_union(step.risks.begin(), step.risks.end(), step.followed.begin(), step.followed.end(),
                 std::back_inserter(all));
  return all;
}

void PhaseTimers::enter() {
  const Phase phase = phases_.front();
  for (const auto risk : risks_at(spec_)) {
    if (covers(risks_[risk], step_, phase))
      builder_.emit(Opcode::start_timer, risk);
    else if (covers_other_step(risks_[risk], step_))
      builder_.emit(Opcode::stop_timer, risk);
  }
}

void PhaseTimers::end(Phase phase) {
  const auto at = std::find(phases_.begin(), phases_.end(), phase);
  if (at == phases_.end()) return;
  if (at + 1 == phases_.end())
    leave(phase);
  else
    change(phase, *(at + 1));
}

void PhaseTimers::change(Phase from, Phase to) {
  for (const auto risk : spec_.risks) {
    const bool before = covers(risks_[risk], step_, from);
    const bool after = covers(risks_[risk], step_, to);
    if (before && !after) builder_.emit(Opcode::stop_timer, risk);
    if (!before && after) builder_.emit(Opcode::start_timer, risk);
  }
}

void PhaseTimers::leave(Phase from) {
  for (const auto risk : spec_.risks)
    if (covers(risks_[risk], step_, from) && !covers_other_step(risks_[risk], step_))
      builder_.emit(Opcode::stop_timer, risk);
}

void PhaseTimers::leave_blocked() {
  for (const auto risk : spec_.followed)
    if (covers_blocked(risks_[risk]) && !covers_other_step(risks_[risk], risks_[risk].during[0].first))
      builder_.emit(Opcode::stop_timer, risk);
}

} // namespace carepath
