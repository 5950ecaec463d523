// Looking for sequences that can be fused.
#include "engine/run/fused_code.hpp"

#include <utility>

namespace carepath {
namespace {

bool has(const std::vector<Instruction>& code, std::size_t at, Opcode op) {
  return at < code.size() && code[at].op == op;
}

/// A choice between 0, 1, 2, ... by an index is that index.
ValueId without_identity(const Program& program, ValueId value) {
  const ValueNode& node = program.values[value.value];
  if (node.op != ValueOp::select) return value;
  for (std::uint32_t at = 0; at < node.count; ++at) {
    const ValueNode& child = program.values[program.value_children[node.first + at].value];
    if (child.op != ValueOp::constant || child.number != at) return value;
  }
  return ValueId(node.a);
}

class Fusing {
public:
  Fusing(const Program& program, const std::vector<bool>& simple_need)
      : program_(program), code_(program.code), simple_need_(simple_need), fused_(program.code),
        targets_(program.targets) {
    needs_of_step_.resize(program.steps.size());
    for (std::uint32_t need = 0; need < program.needs.size(); ++need)
      if (simple_need[need] && program.needs[need].step.value < program.steps.size())
        needs_of_step_[program.needs[need].step.value].push_back(need);
  }

  FusedCode fuse() {
    for (std::size_t at = 0; at < code_.size(); ++at) {
      if (has(code_, at, Opcode::arrive)) enter_service(at);
      if (has(code_, at, Opcode::release)) end_service(at);
      if (has(code_, at, Opcode::route)) route(at);
      if (has(code_, at, Opcode::set)) fused_[at].b = without_identity(program_, ValueId(code_[at].b)).value;
      if (has(code_, at, Opcode::jump)) fused_[at].a = past_jumps(code_[at].a);
    }
    return {std::move(fused_), std::move(targets_)};
  }

private:
  void enter_service(std::size_t at) {
    if (!has(code_, at + 1, Opcode::seize) || !has(code_, at + 2, Opcode::start)) return;
    const auto need = code_[at + 1].a;
    if (!simple_need_[need] || program_.needs[need].step != StepId(code_[at].a)) return;
    fused_[at] = {Opcode::enter_service, code_[at].a, need, 0};
    if (at > 0 && has(code_, at - 1, Opcode::join_queue_now))
      fused_[at - 1] = {Opcode::enter_service_anew, code_[at].a, need, 0};
  }

  void route(std::size_t at) {
    const Instruction& choice = code_[at];
    fused_[at].a = without_identity(program_, ValueId(choice.a)).value;
    for (std::uint32_t way = 0; way < choice.c; ++way)
      targets_[choice.b + way] = past_jumps(program_.targets[choice.b + way]);
  }

  /// Where one gets to who goes to `target`. Jumps that lead to each other for ever are left as they are.
  [[nodiscard]] std::uint32_t past_jumps(std::uint32_t target) const {
    for (std::size_t jumps = 0; jumps < code_.size() && has(code_, target, Opcode::jump); ++jumps)
      target = code_[target].a;
    return target;
  }

  void end_service(std::size_t at) {
    if (!has(code_, at + 1, Opcode::settle) || !has(code_, at + 2, Opcode::depart)) return;
    const auto& depart = code_[at + 2];
    if (code_[at + 1].a != 0 || depart.b != departs_with_work) return;
    for (const auto need : needs_of_step_[depart.a])
      if (program_.needs[need].hold == HoldId(code_[at].a))
        fused_[at] = {Opcode::end_service, code_[at].a, need,
                      past_jumps(static_cast<std::uint32_t>(at) + end_service_length)};
  }

  const Program& program_;
  const std::vector<Instruction>& code_;
  const std::vector<bool>& simple_need_;
  std::vector<std::vector<std::uint32_t>> needs_of_step_; // the simple ones
  std::vector<Instruction> fused_;
  std::vector<std::uint32_t> targets_;
};

} // namespace

FusedCode fused_code(const Program& program, const std::vector<bool>& simple_need) {
  return Fusing(program, simple_need).fuse();
}

} // namespace carepath
