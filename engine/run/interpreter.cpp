// Running one entity: instructions until it must wait or leaves.
#include "engine/run/simulation.hpp"

#include "engine/base/ensure.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace carepath {
namespace {

constexpr std::uint32_t most_turns_at_once = 100'000; // steps of one entity at one instant

constexpr bool is_of_interval(Opcode op) {
  return op >= Opcode::open_interval && op <= Opcode::mark_interval;
}

/// Past its work: only then is leaving a step the end of the phase it is in.
bool has_worked(const EntityHead& head) {
  return head.phase == Phase::exit || head.phase == Phase::blocked;
}

/// What a change of phase is called in a trace.
const char* phase_event(Phase before, Phase next, bool completed) {
  if (next == Phase::interrupted) return "interrupted";
  if (before == Phase::interrupted && next == Phase::work) return "resume";
  if (next == Phase::blocked) return "blocked";
  return next == Phase::work ? "start" : next == Phase::exit ? "finish" : completed ? "depart" : "gave up";
}

} // namespace

CAREPATH_HOT void Simulation::execute(std::uint32_t entity) {
  if (endless_turns_.turn()) [[unlikely]]
    if (endless_turns_.turn_of(entity, entities_.head(entity).step, entities_.alive())) fail_endless();
  if (obey(entity)) [[likely]]
    return;
  endless_turns_.follow(entity);
  if (!obey(entity)) fail_endless();
}

/// Until the entity waits or leaves; false when there is no end to it. The frequent instructions are obeyed
/// here, the others in the groups below. Whoever makes the entity wait finds where it will go on in its head.
bool Simulation::obey(std::uint32_t entity) {
  EntityHead& head = entities_.head(entity);
  std::uint32_t turns = most_turns_at_once;
  const Instruction* next = code_ + head.pc;
  const auto stop_at = [&] { head.pc = static_cast<std::uint32_t>(next - code_); };
  while (true) {
    const Instruction& at = *next++;
    switch (at.op) {
    case Opcode::enter_service_anew:
      head.queue_date = now_;
      ++next;
      [[fallthrough]];
    case Opcode::enter_service:
      next += enter_service_length - 1;
      if (--turns == 0) return head.pc = static_cast<std::uint32_t>(&at - code_), false;
      if (!enter_service(entity, head, services_[at.b])) {
        head.pc = static_cast<std::uint32_t>(next - code_) - 1; // its start, when it is served
        return true;
      }
      break;
    case Opcode::end_service:
      next += end_service_length - 1;
      if (!end_service(entity, head, services_[at.b])) {
        head.pc = static_cast<std::uint32_t>(next - code_) - 1; // to depart, when all have given back
        return true;
      }
      break;
    case Opcode::delay:
      stop_at();
      if (!wait_for(entity, head, duration_of(head, at))) return true;
      break;
    case Opcode::seize:
      stop_at();
      if (simple_needs_[at.a].holds ? !seize_simply(entity, head, at.a) : !seize(entity, at.a, at.b))
        return true;
      next = code_ + head.pc;
      break;
    case Opcode::settle:
      stop_at();
      if (!may_settle(entity, head, at)) return true;
      break;
    case Opcode::await_open:
    case Opcode::await_booking:
      stop_at();
      if (!may_go_on(entity, at)) return true;
      next = code_ + head.pc;
      break;
    case Opcode::release:
      simple_holds_[at.a].holds ? release_simply(head, simple_holds_[at.a]) : release(entity, at.a);
      break;
    case Opcode::set: set_attribute(entity, at.a, evaluate_for(ValueId(at.b), head)); break;
    case Opcode::jump:
      next = code_ + at.a;
      if (--turns == 0) return stop_at(), false;
      break;
    case Opcode::branch_if:
      if (evaluate_for(ValueId(at.a), head) != 0) next = code_ + at.b;
      break;
    case Opcode::route: next = code_ + route_target(head, at); break;
    case Opcode::arrive:
      arrive(entity, head, at.a);
      if (--turns == 0) return stop_at(), false;
      break;
    case Opcode::join_queue_now: head.queue_date = now_; break;
    case Opcode::tally: tally(head, at); break;
    case Opcode::start:
      head.phase == Phase::wait && !options_.trace ? pass_phase(head, Phase::wait, Phase::work)
                                                   : end_phase(head, Phase::work, true);
      break;
    case Opcode::finish: end_phase(head, Phase::exit, true); break;
    case Opcode::block: end_phase(head, Phase::blocked, true); break;
    case Opcode::depart: end_phase(head, Phase::none, at.b != 0 || has_worked(head)); break;
    case Opcode::leave: leave(entity, at.a); return true;
    case Opcode::join: join(entity); return true;
    case Opcode::fork:
      stop_at();
      fork(entity, at);
      return true;
    default: is_of_interval(at.op) ? change_interval(entity, at) : change_entity(entity, at);
    }
  }
}

void Simulation::fail_endless() const {
  ensure(false, endless_turns_.describe(program_, now_));
}

/// An instruction that may make the entity wait; false when it waits and will be resumed.
bool Simulation::may_go_on(std::uint32_t entity, const Instruction& at) {
  switch (at.op) {
  case Opcode::await_open:
    if (profile_value(ProfileId(at.a)) > 0) return true;
    wait_until_open(entity, at.a);
    return false;
  default: return await_booking(entity, at);
  }
}

/// Whether what ends at this instant has given back; otherwise the entity goes on when it has.
bool Simulation::may_settle(std::uint32_t entity, EntityHead& head, const Instruction& at) {
  if (at.a != 0) {
    ready_.push_back(entity);
    return false;
  }
  if (!calendar_.next_is(now_, Rank::activity)) return true;
  head.pending = calendar_.push(now_, Rank::settled, EventKind::resume, entity);
  return false;
}

/// An instruction that changes the entity or is measured, and always lets it go on.
void Simulation::change_entity(std::uint32_t entity, const Instruction& at) {
  EntityHead& head = entities_.head(entity);
  switch (at.op) {
  case Opcode::take: take(entity, at.a); break;
  case Opcode::backdate:
    head.entered = now_ - SimTime::from_days(evaluate(ValueId(at.a), subject(entity)));
    head.queue_date = now_ - SimTime::from_days(evaluate(ValueId(at.b), subject(entity)));
    break;
  case Opcode::start_timer: start_timer(entity, at.a); break;
  case Opcode::stop_timer: stop_timer(entity, at.a); break;
  case Opcode::count: recorder_.count(MeasureId(at.a), entities_.attributes(entity), now_); break;
  case Opcode::resume_work:
    arrive(entity, head, at.a);
    end_phase(head, Phase::work, false);
    break;
  default: ensure(false, "an instruction that nobody obeys");
  }
}

CAREPATH_HOT void Simulation::tally(EntityHead& head, const Instruction& at) {
  recorder_.tally_value(MeasureId(at.a), evaluate_for(ValueId(at.b), head), EntityStore::attributes(head),
                        now_);
}

CAREPATH_HOT std::uint32_t Simulation::route_target(EntityHead& head, const Instruction& at) {
  const auto index = static_cast<std::uint32_t>(static_cast<std::int64_t>(evaluate_for(ValueId(at.a), head)));
  ensure(index < at.c, "a route leads nowhere");
  return program_.targets[at.b + index];
}

void Simulation::set_attribute(std::uint32_t entity, std::uint32_t attribute, double value) {
  double& place = entities_.attributes(entity)[attribute];
  const auto& head = entities_.head(entity);
  if (head.phase != Phase::none && recorder_.splits_levels(AttributeId(attribute)))
    recorder_.attribute_changed(StepId(head.step), head.phase, AttributeId(attribute), place, value, now_);
  place = value;
  if (head.parent != none_index) set_attribute(head.parent, attribute, value);
}

/// How long a delay lasts; the work of a group is as long for all whose attributes are alike.
CAREPATH_HOT SimTime Simulation::duration_of(EntityHead& head, const Instruction& at) {
  if (at.b == 0 || head.group_key == 0) return SimTime::from_days(evaluate_for(ValueId(at.a), head));
  return SimTime::from_days(evaluate(ValueId(at.a), {head.group_key, &head, nullptr, 0, true}));
}

/// True when no time passes; otherwise the entity will be resumed after `delay`.
CAREPATH_HOT bool Simulation::wait_for(std::uint32_t entity, EntityHead& head, SimTime delay) {
  head.due = now_ + delay;
  if (delay.ms <= 0) [[unlikely]] {
    if (delay.ms < 0)
      ensure(false, fmt::format("a duration of {} days at step '{}' is negative", delay.days(),
                                head.step == none_index ? "none" : program_.steps[head.step].name));
    return true;
  }
  if (head.due <= program_.plan.end)
    head.pending = calendar_.push(head.due, Rank::activity, EventKind::resume, entity);
  return false;
}

void Simulation::wait_until_open(std::uint32_t entity, std::uint32_t profile) {
  const auto& row = program_.profiles[profile];
  auto& head = entities_.head(entity);
  for (std::size_t at = 0; at < row.times.size(); ++at) {
    if (row.times[at] <= now_ || row.values[at] <= 0) continue;
    if (row.times[at] <= program_.plan.end)
      head.pending = calendar_.push(row.times[at], Rank::resource, EventKind::resume, entity);
    return;
  }
}

/// The visit to a step begins: nothing of the last one is left.
CAREPATH_HOT void Simulation::come_to(std::uint32_t entity, EntityHead& head, std::uint32_t step,
                                      std::uint32_t visit_counter) {
  endless_turns_.arrive(entity, step);
  if (visit_counter != ValueNode::none) ++entities_.visits(head)[visit_counter];
  head.step = step;
  head.doomed = head.again = false;
  head.redraws = head.interruptions = 0;
  head.group_key = 0;
}

void Simulation::arrive(std::uint32_t entity, EntityHead& head, std::uint32_t step) {
  // Entities present at the start have already waited at the step they are found in.
  head.arrived = head.phase_since = head.step == none_index ? std::min(now_, head.queue_date) : now_;
  come_to(entity, head, step, visit_counters_[step]);
  recorder_.arrive(StepId(step), std::exchange(head.node, node_of(step)), EntityStore::attributes(head),
                   now_);
  head.phase = Phase::wait;
  if (options_.trace) trace(head, "arrive");
}

/// The usual change, not traced: from one known phase to another, completed.
CAREPATH_HOT void Simulation::pass_phase(EntityHead& head, Phase from, Phase next) {
  recorder_.end_phase(recorder_.row_of(StepId(head.step)), from, next, head.phase_since, head.arrived,
                      EntityStore::attributes(head), now_);
  head.phase = next;
  head.phase_since = now_;
}

void Simulation::end_phase(EntityHead& head, Phase next, bool completed) {
  if (head.phase == Phase::none) return;
  recorder_.end_phase(StepId(head.step), head.phase, next, head.phase_since, head.arrived, completed,
                      EntityStore::attributes(head), now_);
  const Phase before = std::exchange(head.phase, next);
  head.phase_since = now_;
  if (!options_.trace) return;
  if (completed && before == Phase::work && next == Phase::none) trace(head, "finish");
  trace(head, phase_event(before, next, completed));
}

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

void Simulation::leave(std::uint32_t entity, std::uint32_t outcome) {
  auto& head = entities_.head(entity);
  ensure(head.ticket == none_index, "an entity left while it stood in a queue");
  recorder_.leave(head.node, outcome, now_);
  if (options_.trace) trace(head, program_.outcomes[outcome].c_str());
  for (std::uint32_t timer = 0; timer < timer_count_; ++timer) stop_timer(entity, timer);
  entities_.free(entity);
  ++left_;
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

void Simulation::interrupt(std::uint32_t entity) {
  auto& head = entities_.head(entity);
  drop_tickets(entity);
  cancel(head.pending);
  if (head.children > 0) abandon_branches(entity);
}

void Simulation::trace(const EntityHead& head, const char* event) {
  options_.trace->push_back({now_, head.key, head.source, head.ordinal,
                             head.step == none_index ? StepId() : StepId(head.step), event});
}

} // namespace carepath
