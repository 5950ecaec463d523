#include "models/compile/impossible_needs.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

/// The most there ever is at once: units with their escalation, or slots of one session with its overrun.
double most_of(const Program& program, const ProgramResource& resource) {
  double most = 0;
  if (resource.kind == ResourceKind::diary) {
    for (const auto& session : resource.sessions) most = std::max(most, static_cast<double>(session.slots));
    return most + resource.overrun;
  }
  for (const double value : program.profiles[resource.capacity.value].values) most = std::max(most, value);
  return most + resource.escalation.units;
}

} // namespace

void warn_of_impossible_needs(const Program& program, Diagnostics& faults) {
  for (const auto& need : program.needs)
    for (const auto& part : need.parts) {
      const auto& amount = program.values[part.amount.value];
      const auto& resource = program.resources[part.resource.value];
      if (amount.op != ValueOp::constant || !need.step.exists()) continue;
      const double most = most_of(program, resource);
      if (amount.number > most && most > 0)
        faults.warning(need.where,
                       fmt::format("step '{}' asks for {} of '{}', of which there are never more than {}",
                                   program.steps[need.step.value].name, amount.number, resource.name, most),
                       "nobody can ever be granted this");
    }
}

} // namespace carepath
