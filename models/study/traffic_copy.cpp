// Copying a program apart from its code, and running the copy.
#include "models/study/traffic_copy.hpp"

#include "engine/base/diagnostic.hpp"
#include "engine/program/value_walk.hpp"
#include "engine/run/replication.hpp"

#include <fmt/format.h>
#include <utility>

namespace carepath {
namespace {

constexpr std::uint64_t pilot_seed = 0x7472'6166'6669'63; // "traffic"

} // namespace

ProgramCopy::ProgramCopy(const Program& original, CopyOf what) : original_(original) {
  auto& copy = program();
  copy = original;
  copy.code.clear();
  copy.code_where.clear();
  copy.code_step.clear();
  copy.targets.clear();
  copy.plan = {};
  copy.plan.end = original.plan.end;
  if (what != CopyOf::system) grant_at_once();
  for (auto& step : copy.steps) step.ejected = no_target;
  copy.outcomes.emplace_back("not followed");
  for (std::size_t at = 0; at <= original.code.size(); ++at) places_.push_back(builder.label());
  for (const auto& timer : original.timers) timer_targets_.push_back(places_[timer.target]);
}

/// No sessions, no escalation, and a date for everybody now.
void ProgramCopy::grant_at_once() {
  for (auto& resource : program().resources) {
    resource.sessions.clear();
    resource.escalation = {};
  }
  for (auto& node : program().values)
    if (node.op == ValueOp::next_slot) node = ValueNode{};
}

void ProgramCopy::begin(std::uint32_t old_instruction) {
  builder.place(places_[old_instruction]);
  builder.in(original_.code_step[old_instruction]);
}

void ProgramCopy::emit_same(const Instruction& instruction) {
  switch (instruction.op) {
  case Opcode::jump: return builder.emit_jump(places_[instruction.a]);
  case Opcode::branch_if: return builder.emit_branch_if(ValueId(instruction.a), places_[instruction.b]);
  case Opcode::route: {
    std::vector<LabelId> targets;
    for (std::uint32_t to = 0; to < instruction.c; ++to)
      targets.push_back(places_[original_.targets[instruction.b + to]]);
    return builder.emit_route(ValueId(instruction.a), targets);
  }
  case Opcode::fork: {
    std::vector<LabelId> targets;
    for (std::uint32_t to = 0; to < instruction.b; ++to)
      targets.push_back(places_[original_.targets[instruction.a + to]]);
    return builder.emit_fork(targets);
  }
  case Opcode::await_booking:
    if (instruction.c == no_target) break;
    return builder.emit_await_booking(HoldId(instruction.a), ValueId(instruction.b), places_[instruction.c]);
  default: break;
  }
  builder.emit(instruction.op, instruction.a, instruction.b, instruction.c);
}

ValueId ProgramCopy::on_day_of_stay(ValueId value, int day) {
  auto node = program().values[value.value]; // a copy: adding values moves them
  if (node.op == ValueOp::day_of_stay) return builder.constant(day);
  const auto parts = value_parts(program(), node);
  std::vector<ValueId> put_in;
  for (const auto part : parts) put_in.push_back(on_day_of_stay(part, day));
  if (put_in == parts) return value;
  std::size_t next = 0;
  if (has_value_operands(node.op))
    for (auto* operand : {&node.a, &node.b})
      if (*operand != ValueNode::none) *operand = put_in[next++].value;
  auto& children = program().value_children;
  if (alternatives(node) > 0) node.first = static_cast<std::uint32_t>(children.size());
  for (; next < put_in.size(); ++next) children.push_back(put_in[next]);
  return builder.add(node);
}

void ProgramCopy::emit_leave() {
  builder.emit(Opcode::leave, static_cast<std::uint32_t>(original_.outcomes.size()));
}

MeasureId ProgramCopy::tally(AttributeId by) {
  TallyRow row;
  if (by.exists()) row.splits.push_back(by);
  program().plan.tallies.push_back(std::move(row));
  return MeasureId(program().plan.tallies.size() - 1);
}

MeasureId ProgramCopy::tally_work(StepId step) {
  const auto days = tally();
  program().plan.phase_tallies.push_back({step, Phase::work, days});
  return days;
}

void ProgramCopy::output(FigureOp op, MeasureId of, std::uint32_t category) {
  FigureRow row;
  row.op = op;
  row.id = of.value;
  row.category = category;
  auto& plan = program().plan;
  plan.figures.push_back(row);
  plan.outputs.emplace_back(plan.figures.size() - 1);
}

AttributeId ProgramCopy::attribute(std::size_t categories) {
  AttributeRow row;
  row.categories.resize(categories);
  program().attributes.push_back(std::move(row));
  return AttributeId(program().attributes.size() - 1);
}

void ProgramCopy::silence(std::uint32_t source) {
  auto& row = program().sources[source];
  row.until = SimTime{-1};
  row.count = builder.constant(0);
  row.rows.clear();
}

Program ProgramCopy::finish() {
  builder.place(places_.back());
  for (std::uint32_t at = 0; at < original_.timers.size(); ++at) builder.timer_target(at, timer_targets_[at]);
  return builder.finish();
}

ReplicationResult run_copy(const Program& program, std::uint32_t replication) {
  ReplicationOptions options;
  options.seed = pilot_seed;
  options.replication = replication;
  auto result = run_replication(program, options);
  if (!result.completed)
    throw InputError(
        fmt::format("the loads cannot be worked out, for a trial of the scenario fails: {}", result.failure));
  return result;
}

} // namespace carepath
