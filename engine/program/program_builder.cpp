#include "engine/program/program_builder.hpp"

#include "engine/base/ensure.hpp"

#include <cmath>

namespace carepath {

void ProgramBuilder::emit(Opcode op, std::uint32_t a, std::uint32_t b, std::uint32_t c) {
  program_.code.push_back({op, a, b, c});
  program_.code_where.push_back(where_);
  program_.code_step.push_back(step_);
}

LabelId ProgramBuilder::label() {
  labels_.push_back(no_target);
  return LabelId(labels_.size() - 1);
}

void ProgramBuilder::place(LabelId label) {
  labels_[label.value] = here();
}

void ProgramBuilder::emit_jump(LabelId target) {
  patches_.push_back({here(), Operand::a, target});
  emit(Opcode::jump);
}

void ProgramBuilder::emit_branch_if(ValueId condition, LabelId target) {
  patches_.push_back({here(), Operand::b, target});
  emit(Opcode::branch_if, condition.value);
}

void ProgramBuilder::emit_seize(std::uint32_t need, LabelId refused) {
  if (refused.exists()) patches_.push_back({here(), Operand::b, refused});
  emit(Opcode::seize, need, no_target);
}

void ProgramBuilder::emit_await_booking(HoldId hold, ValueId lead_days, LabelId not_held) {
  patches_.push_back({here(), Operand::c, not_held});
  emit(Opcode::await_booking, hold.value, lead_days.value, no_target);
}

std::uint32_t ProgramBuilder::add_targets(const std::vector<LabelId>& targets) {
  const auto first = static_cast<std::uint32_t>(program_.targets.size());
  for (const auto target : targets) {
    patches_.push_back({static_cast<std::uint32_t>(program_.targets.size()), Operand::target, target});
    program_.targets.push_back(no_target);
  }
  return first;
}

void ProgramBuilder::emit_route(ValueId value, const std::vector<LabelId>& targets) {
  emit(Opcode::route, value.value, add_targets(targets), static_cast<std::uint32_t>(targets.size()));
}

void ProgramBuilder::emit_fork(const std::vector<LabelId>& targets) {
  emit(Opcode::fork, add_targets(targets), static_cast<std::uint32_t>(targets.size()));
}

void ProgramBuilder::timer_target(std::uint32_t timer, LabelId target) {
  patches_.push_back({timer, Operand::timer, target});
}

void ProgramBuilder::source_entry(std::uint32_t source, LabelId target) {
  patches_.push_back({source, Operand::source, target});
}

void ProgramBuilder::step_ejected(std::uint32_t step, LabelId target) {
  patches_.push_back({step, Operand::ejected, target});
}

ValueId ProgramBuilder::add(const ValueNode& node) {
  program_.values.push_back(node);
  return ValueId(program_.values.size() - 1);
}

ValueId ProgramBuilder::constant(double number) {
  if (const auto found = constants_.find(number); found != constants_.end()) return found->second;
  ValueNode node;
  node.number = number;
  const auto id = add(node);
  if (!std::isnan(number)) constants_.emplace(number, id);
  return id;
}

ValueId ProgramBuilder::unary(ValueOp op, ValueId a) {
  return of(op, a.value);
}

ValueId ProgramBuilder::binary(ValueOp op, ValueId a, ValueId b) {
  ValueNode node;
  node.op = op;
  node.a = a.value;
  node.b = b.value;
  return add(node);
}

ValueId ProgramBuilder::of(ValueOp op, std::uint32_t index) {
  ValueNode node;
  node.op = op;
  node.a = index;
  return add(node);
}

ValueId ProgramBuilder::group(ValueOp op, ValueId index, const std::vector<ValueId>& children,
                              std::uint32_t count, double number) {
  ValueNode node;
  node.op = op;
  node.a = index.value;
  node.first = static_cast<std::uint32_t>(program_.value_children.size());
  node.count = count;
  node.number = number;
  program_.value_children.insert(program_.value_children.end(), children.begin(), children.end());
  return add(node);
}

ValueId ProgramBuilder::draw(DistributionPtr distribution, std::string_view signature,
                             std::string_view purpose_path, std::uint32_t visit) {
  auto found = distributions_.find(signature);
  if (found == distributions_.end()) {
    auto sampler = make_sampler(distribution);
    program_.draws.push_back(prepare(sampler));
    program_.samplers.push_back(std::move(sampler));
    program_.distributions.push_back(std::move(distribution));
    found = distributions_.emplace(signature, static_cast<std::uint32_t>(program_.draws.size() - 1)).first;
  }
  ValueNode node;
  node.op = ValueOp::draw;
  node.a = found->second;
  node.purpose = purpose(purpose_path);
  node.visit = visit;
  return add(node);
}

ValueId ProgramBuilder::chance(ValueId probability, std::string_view purpose_path, std::uint32_t visit) {
  ValueNode node;
  node.op = ValueOp::chance;
  node.a = probability.value;
  node.purpose = purpose(purpose_path);
  node.visit = visit;
  program_.chance_places.emplace(node.purpose, purpose_path);
  return add(node);
}

std::uint64_t ProgramBuilder::purpose(std::string_view path) {
  const auto hash = purpose_of(path);
  const auto [found, added] = purposes_.emplace(hash, path);
  if (!added && found->second != path) collisions_.push_back(found->second + " and " + std::string(path));
  return hash;
}

ProfileId ProgramBuilder::profile(Profile profile) {
  program_.profiles.push_back(std::move(profile));
  return ProfileId(program_.profiles.size() - 1);
}

HoldId ProgramBuilder::hold(const std::vector<ResourceId>& resources) {
  if (const auto found = holds_.find(resources); found != holds_.end()) return found->second;
  std::string name;
  for (const auto resource : resources)
    name += (name.empty() ? "" : "|") + program_.resources[resource.value].name;
  program_.holds.push_back({name, resources});
  const HoldId id(program_.holds.size() - 1);
  holds_.emplace(resources, id);
  return id;
}

Program ProgramBuilder::finish() {
  for (const auto& patch : patches_) {
    const auto target = labels_[patch.label.value];
    ensure(target != no_target, "a label was used but never placed");
    switch (patch.operand) {
    case Operand::a: program_.code[patch.index].a = target; break;
    case Operand::b: program_.code[patch.index].b = target; break;
    case Operand::c: program_.code[patch.index].c = target; break;
    case Operand::target: program_.targets[patch.index] = target; break;
    case Operand::timer: program_.timers[patch.index].target = target; break;
    case Operand::source: program_.sources[patch.index].entry = target; break;
    case Operand::ejected: program_.steps[patch.index].ejected = target; break;
    }
  }
  return std::move(program_);
}

} // namespace carepath
