// Which needs are simple, and which depend on who goes first.
#include "engine/run/need_rules.hpp"

#include "engine/base/add_once.hpp"
#include "engine/run/resource_state.hpp"

namespace carepath {

NeedRules::NeedRules(const Program& program, const EntityStore& entities) {
  find_simple(program, entities);
  add_order(program);
}

/// Which needs ask for one unit of a resource that knows no rules beyond its order, and which holds keep one.
void NeedRules::find_simple(const Program& program, const EntityStore& entities) {
  for (std::uint32_t hold = 0; hold < program.holds.size(); ++hold) {
    const auto& resources = program.holds[hold].resources;
    const bool is_simple = resources.size() == 1 && has_no_rules(program.resources[resources[0].value]);
    simple_holds.push_back({is_simple, resources[0].value, entities.first_cell(hold)});
  }
  for (const auto& need : program.needs) {
    const auto& amount = program.values[need.parts[0].amount.value];
    const bool has_rules = need.wait_limit.exists() || need.queue_limit.exists() ||
                           need.leave_free.exists() || need.ejection.then != Interruption::none;
    const bool one_unit = amount.op == ValueOp::constant && amount.number == 1;
    simple.push_back(simple_holds[need.hold.value]);
    simple.back().holds &= need.parts.size() == 1 && one_unit && !has_rules;
  }
}

/// Whose units may be taken by those who wait, which need is the first of its step, and which are met after
/// another of the same step.
void NeedRules::add_order(const Program& program) {
  std::uint32_t of_diaries = none_index; // the step of the last need of one
  for (std::uint32_t at = 0; at < program.needs.size(); ++at) {
    const auto& need = program.needs[at];
    const bool follows = at > 0 && program.needs[at - 1].step == need.step;
    first_of_step.push_back(follows ? first_of_step.back() : at);
    order_matters |= (follows && need.step.exists()) || need.ejection.then != Interruption::none;
    follows_diary.push_back(need.step.value == of_diaries);
    const auto first = need.parts[0].resource.value;
    if (program.resources[first].kind == ResourceKind::diary) of_diaries = need.step.value;
    if (need.ejection.then != Interruption::none) add_once(ejectable, first);
  }
}

} // namespace carepath
