// Where a step starts and stops the hazards that act in its phases.
#include "models/steps/phase_timers.hpp"

#include <algorithm>

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

void PhaseTimers::enter(Phase phase) {
  for (std::uint32_t risk = 0; risk < risks_.size(); ++risk) {
    if (covers(risks_[risk], step_, phase))
      builder_.emit(Opcode::start_timer, risk);
    else if (covers_other_step(risks_[risk], step_))
      builder_.emit(Opcode::stop_timer, risk);
  }
}

void PhaseTimers::change(Phase from, Phase to) {
  for (std::uint32_t risk = 0; risk < risks_.size(); ++risk) {
    const bool before = covers(risks_[risk], step_, from);
    const bool after = covers(risks_[risk], step_, to);
    if (before && !after) builder_.emit(Opcode::stop_timer, risk);
    if (!before && after) builder_.emit(Opcode::start_timer, risk);
  }
}

void PhaseTimers::leave(Phase from) {
  for (std::uint32_t risk = 0; risk < risks_.size(); ++risk)
    if (covers(risks_[risk], step_, from) && !covers_other_step(risks_[risk], step_))
      builder_.emit(Opcode::stop_timer, risk);
}

void PhaseTimers::leave_blocked() {
  for (std::uint32_t risk = 0; risk < risks_.size(); ++risk)
    if (covers_blocked(risks_[risk]) && !covers_other_step(risks_[risk], risks_[risk].during[0].first))
      builder_.emit(Opcode::stop_timer, risk);
}

} // namespace carepath
