#include "models/steps/exits.hpp"

#include "models/compile/negative_lengths.hpp"
#include "models/compile/shared_points.hpp"
#include "models/steps/lowering.hpp"

#include <set>

namespace carepath {
namespace {

std::set<HoldId> held_during(const RiskSpec& risk, const Pathway& pathway, CompileContext& context) {
  std::vector<std::uint32_t> steps;
  std::vector<std::uint32_t> held_back_in;
  for (const auto& [step, phase] : risk.during)
    (phase == Phase::blocked ? held_back_in : steps).push_back(step);
  return held_in(steps, held_back_in, pathway, context);
}

/// The other risks that may run when this one strikes: those that act in a step of it.
std::set<std::uint32_t> risks_beside(std::uint32_t index, const Pathway& pathway) {
  std::set<std::uint32_t> beside;
  for (const auto& [step, phase] : pathway.risks[index].during)
    beside.insert(pathway.steps[step].risks.begin(), pathway.steps[step].risks.end());
  beside.erase(index);
  return beside;
}

void emit_risk(std::uint32_t index, Pathway& pathway, CompileContext& context) {
  const auto& risk = pathway.risks[index];
  auto& builder = context.builder;
  builder.at(risk.where);
  const auto label = builder.label();
  builder.place(label);
  builder.timer_target(index, label);
  builder.emit(Opcode::depart, risk.during.empty() ? 0 : risk.during[0].first, departs_cut_short);
  const auto visit = context.program().timers[index].visit;
  if (risk.set) emit_settings(risk.set->value, "risk." + risk.name + ".set", visit, context);
  if (!is_also_outcome(risk.name, context)) context.emit_point(risk.name);
  for (const auto hold : held_during(risk, pathway, context)) builder.emit(Opcode::release, hold.value);
  for (const auto other : risks_beside(index, pathway)) builder.emit(Opcode::stop_timer, other);
  emit_route(risk.to, {"risk." + risk.name + ".to", visit, {}, {}},
             risk.keeps_place ? Entry::kept : Entry::fresh, pathway, context);
}

/// Of one who was held back: what was held until now is given back, and the way goes on at `then`.
void emit_end_of_moving(const MovedOn& moved, LabelId from, LabelId then, CompileContext& context) {
  auto& builder = context.builder;
  builder.place(from);
  builder.emit(Opcode::depart);
  for (const auto hold : moved.holds) builder.emit(Opcode::release, hold.value);
  builder.emit_jump(then);
}

/// Where branches end.
void emit_join(Pathway& pathway, CompileContext& context) {
  for (const auto& moved : pathway.moved_on) emit_end_of_moving(moved, moved.join, pathway.join, context);
  context.builder.place(pathway.join);
  context.builder.emit(Opcode::join);
}

void emit_outcome(std::uint32_t index, Pathway& pathway, CompileContext& context) {
  auto& builder = context.builder;
  builder.at(context.items("outcome")[index].where);
  for (const auto& moved : pathway.moved_on)
    emit_end_of_moving(moved, moved.outcomes[index], pathway.outcome_entries[index], context);
  builder.place(pathway.outcome_entries[index]);
  context.emit_point(context.outcomes.names()[index]);
  builder.emit(Opcode::leave, index);
}

} // namespace

std::set<HoldId> held_in(const std::vector<std::uint32_t>& steps,
                         const std::vector<std::uint32_t>& held_back_in, const Pathway& pathway,
                         CompileContext& context) {
  std::set<HoldId> held = pathway.kept;
  held.insert(pathway.moved.begin(), pathway.moved.end());
  const auto add_needs = [&](std::uint32_t step) {
    for (const auto& need : pathway.steps[step].needs) held.insert(context.builder.hold(need.resources()));
  };
  for (const auto step : steps) add_needs(step);
  for (const auto step : held_back_in) {
    add_needs(step);
    if (!pathway.steps[step].next) continue;
    std::vector<std::string> names;
    route_names(*pathway.steps[step].next, names);
    for (const auto& name : names)
      if (const auto next = context.steps.find(name); next != NameTable::none_value) add_needs(next);
  }
  return held;
}

void bind_timers(const Pathway& pathway, CompileContext& context) {
  auto& timers = context.program().timers;
  for (std::size_t at = 0; at < pathway.risks.size(); ++at) {
    const auto& risk = pathway.risks[at];
    timers[at].after =
        Binder(context).bind(risk.after, {"risk." + risk.name + ".after", timers[at].visit, {}, {}});
    tell_negative_length(risk.after, context);
  }
}

void emit_exits(Pathway& pathway, CompileContext& context) {
  for (std::uint32_t risk = 0; risk < pathway.risks.size(); ++risk) emit_risk(risk, pathway, context);
  emit_join(pathway, context);
  for (std::uint32_t outcome = 0; outcome < context.outcomes.size(); ++outcome)
    emit_outcome(outcome, pathway, context);
}

} // namespace carepath
