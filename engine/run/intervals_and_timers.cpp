// The intervals of entities, and the timers of what may happen to them.
#include "engine/run/simulation.hpp"

#include "engine/base/ensure.hpp"

#include <fmt/format.h>
#include <utility>

namespace carepath {

double Simulation::interval_age(std::uint32_t entity, std::uint32_t interval) {
  const SimTime opened{entities_.intervals(entity)[interval].opened};
  const SimTime midnight = program_.time_of_day;
  if (program_.intervals[interval].whole_days)
    return static_cast<double>((now_ + midnight).day() - (opened + midnight).day());
  return (now_ - opened).days();
}

void Simulation::change_interval(std::uint32_t entity, const Instruction& at) {
  entity = entities_.root(entity); // a branch speaks for the one it belongs to
  auto& state = entities_.intervals(entity)[at.a];
  const bool open = state.opened != IntervalState::closed;
  switch (at.op) {
  case Opcode::open_interval:
    if (open) return;
    state.opened = at.b != 0 ? entities_.head(entity).entered.ms : now_.ms;
    state.marked = state.restart = false;
    return;
  case Opcode::close_interval:
    if (open) close_interval(entity, at.a, at.b);
    return;
  case Opcode::nullify_interval:
    if (!open) return;
    state.opened = IntervalState::closed;
    state.restart = at.b != 0;
    return;
  case Opcode::reopen_interval:
    if (!state.restart) return;
    state.opened = now_.ms;
    state.marked = state.restart = false;
    return;
  default:
    if (open) state.marked = true;
    return;
  }
}

void Simulation::close_interval(std::uint32_t entity, std::uint32_t interval, std::uint32_t reason) {
  recorder_.close_interval(IntervalId(interval), reason, interval_age(entity, interval),
                           entities_.attributes(entity), now_);
  keep_outcome(entity, interval, true);
  entities_.intervals(entity)[interval].opened = IntervalState::closed;
}

void Simulation::keep_outcome(std::uint32_t entity, std::uint32_t interval, bool closed) {
  auto& state = entities_.intervals(entity)[interval];
  if (!options_.keep_entities || std::exchange(state.reported, true)) return;
  EntityOutcome outcome{entities_.head(entity).key,
                        static_cast<float>(interval_age(entity, interval)),
                        static_cast<std::uint16_t>(interval),
                        closed,
                        {}};
  const auto& splits = program_.plan.outcome_splits;
  for (std::size_t at = 0; at < splits.size() && at < 4; ++at)
    outcome.split_values[at] = static_cast<std::uint16_t>(entities_.attributes(entity)[splits[at].value]);
  recorder_.keep(outcome);
}

void Simulation::start_timer(std::uint32_t entity, std::uint32_t timer) {
  auto& running = entities_.timers(entity)[timer];
  if (running != no_event) return;
  const auto& row = program_.timers[timer];
  if (row.visit != ValueNode::none) ++entities_.visits(entity)[row.visit];
  const SimTime after = SimTime::from_days(evaluate(row.after, subject(entity)));
  if (after.ms < 0)
    ensure(false, fmt::format("the time of {} days until '{}' is negative", after.days(), row.name));
  const SimTime at = now_ + after;
  if (at <= program_.plan.end) running = calendar_.push(at, Rank::timer, EventKind::timer, entity);
}

void Simulation::stop_timer(std::uint32_t entity, std::uint32_t timer) {
  cancel(entities_.timers(entity)[timer]);
}

/// A hazard or the end of patience: the entity drops what it was waiting for and goes elsewhere.
void Simulation::fire(std::uint32_t entity, EventPlace place) {
  auto& head = entities_.head(entity);
  if (head.limit == place) {
    head.limit = no_event;
    const auto refused = program_.code[head.pc - 1].b;
    drop_tickets(entity);
    head.pc = refused;
    return execute(entity);
  }
  for (std::uint32_t timer = 0; timer < program_.timers.size(); ++timer) {
    auto& running = entities_.timers(entity)[timer];
    if (running != place) continue;
    running = no_event;
    interrupt(entity);
    head.pc = program_.timers[timer].target;
    return execute(entity);
  }
}

} // namespace carepath
