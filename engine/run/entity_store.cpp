// Which programs need more of an entity than its head.
#include "engine/run/entity_store.hpp"

#include <algorithm>

namespace carepath {

bool needs_extras(const Program& program) {
  const auto forks = [](const Instruction& at) { return at.op == Opcode::fork; };
  const auto has_limit = [](const NeedRow& need) { return need.wait_limit.exists(); };
  const auto interrupts_or_groups = [](const ProgramResource& row) {
    return row.interruptible || row.group > 1;
  };
  return std::any_of(program.code.begin(), program.code.end(), forks) ||
         std::any_of(program.needs.begin(), program.needs.end(), has_limit) ||
         std::any_of(program.resources.begin(), program.resources.end(), interrupts_or_groups);
}

} // namespace carepath
