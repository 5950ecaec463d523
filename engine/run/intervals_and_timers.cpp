// The intervals of entities, and the timers of what may happen to them.
#include "engine/run/simulation.hpp"

#include "engine/run/evaluate.hpp"
#include "engine/run/lengths.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {

void Simulation::open_interval(EntityHead& branch, const Instruction& at) {
  EntityHead& head = run_.speaks_for(branch);
  IntervalState& state = run_.entities.intervals(head)[at.a];
  if (state.is_open()) return;
  // Those found at their step at the start came to it when they began to wait there.
  state.open(at.b == opens_from_entry     ? head.entered
             : at.b == opens_from_arrival ? branch.arrived
                                          : run_.now);
}

void Simulation::close_interval(EntityHead& branch, const Instruction& at) {
  EntityHead& head = run_.speaks_for(branch);
  IntervalState& state = run_.entities.intervals(head)[at.a];
  if (!state.is_open()) return;
  const SimTime age = run_.interval_age(state.opened(), at.a);
  recorder_.close_interval(IntervalId(at.a), at.b, state.opened(), age.days(), EntityStore::attributes(head),
                           run_.now);
  if (options_.keep_entities) keep_outcome(head, at.a, age, true);
  state.close();
}

void Simulation::change_interval(EntityHead& head, const Instruction& at) {
  IntervalState& state = run_.entities.intervals(run_.speaks_for(head))[at.a];
  const bool open = state.is_open();
  switch (at.op) {
  case Opcode::nullify_interval:
    if (open) state.nullify(at.b != 0);
    return;
  case Opcode::reopen_interval:
    if (state.restarts()) state.open(run_.now);
    return;
  default:
    if (open) state.mark();
    return;
  }
}

/// Of one period; the recorder adds up those of one interval.
void Simulation::keep_outcome(EntityHead& head, std::uint32_t interval, SimTime age, bool closed) {
  EntityOutcome outcome{head.key, age, static_cast<std::uint16_t>(interval), closed};
  outcome.measured = run_.now >= program_.plan.warm_up;
  const auto& splits = program_.plan.outcome_splits;
  for (std::size_t at = 0; at < splits.size() && at < most_splits_followed; ++at)
    outcome.split_values[at] = static_cast<std::uint16_t>(EntityStore::attributes(head)[splits[at].value]);
  recorder_.keep(outcome);
}

void Simulation::start_timer(std::uint32_t entity, std::uint32_t timer) {
  auto& running = run_.entities.timers(entity)[timer];
  if (running != no_event) return;
  const auto& row = program_.timers[timer];
  if (row.visit != ValueNode::none) ++run_.entities.visits(entity)[row.visit];
  const double days = evaluate(run_, row.after, run_.subject(entity));
  const SimTime after = SimTime::from_days(days);
  if (after.ms < 0) fail_length("the time", days, fmt::format("until '{}'", row.name));
  const SimTime at = run_.now + after;
  running = at <= program_.plan.end ? run_.calendar.push(at, Rank::timer, EventKind::timer, entity)
                                    : event_after_end;
}

void Simulation::stop_timer(std::uint32_t entity, std::uint32_t timer) {
  cancel(run_.entities.timers(entity)[timer]);
}

/// A hazard or the end of patience: the entity drops what it was waiting for and goes elsewhere.
void Simulation::fire(std::uint32_t entity, EventPlace place) {
  auto& head = run_.entities.head(entity);
  if (run_.entities.seen_extras(head).limit == place) {
    run_.entities.extras(head).limit = no_event;
    const auto refused = program_.code[head.pc - 1].b;
    drop_tickets(entity);
    head.pc = refused;
    return execute(entity);
  }
  for (std::uint32_t timer = 0; timer < program_.timers.size(); ++timer) {
    auto& running = run_.entities.timers(entity)[timer];
    if (running != place) continue;
    running = no_event;
    interrupt(entity);
    head.pc = program_.timers[timer].target;
    return execute(entity);
  }
}

} // namespace carepath
