// Running one entity: instructions until it must wait or leaves.
#include "engine/run/simulation.hpp"

#include "engine/base/ensure.hpp"
#include "engine/run/evaluate.hpp"
#include "engine/run/lengths.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace carepath {
namespace {

constexpr std::uint32_t most_turns_at_once = 100'000; // steps of one entity at one instant

constexpr bool is_of_interval(Opcode op) {
  return op >= Opcode::open_interval && op <= Opcode::mark_interval;
}

constexpr bool gives_back(Opcode op) {
  return op == Opcode::release || op == Opcode::end_service;
}

/// Whether leaving a step is the end of the phase it is in: past its work, unless that is cut short or one
/// who is held back in it fails to come to the next.
bool completes_phase(const EntityHead& head, std::uint32_t way) {
  return way == departs_with_work ||
         (way == departs_after_work && (head.phase == Phase::exit || head.phase == Phase::blocked));
}

/// What leaving a step is called in a trace, where the phase does not say.
const char* departure_event(std::uint32_t way) {
  return way == departs_failed ? "failed" : way == departs_refused ? "gave up" : nullptr;
}

/// What a change of phase is called in a trace.
const char* phase_event(Phase before, Phase next, bool completed) {
  if (next == Phase::interrupted) return "interrupted";
  if (before == Phase::interrupted && next == Phase::work) return "resume";
  if (next == Phase::blocked) return "blocked";
  if (next == Phase::work) return "start";
  if (next == Phase::exit) return "finish";
  return completed ? "depart" : before == Phase::wait ? "gave up" : "cut short";
}

} // namespace

void Simulation::execute(std::uint32_t entity) {
  take_turn(entity, run_.entities.head(entity));
}

CAREPATH_HOT void Simulation::take_turn(std::uint32_t entity, EntityHead& head) {
  if (endless_turns_.turn()) [[unlikely]]
    if (endless_turns_.turn_of(entity, head.step, run_.entities.alive())) fail_endless();
  if (obey(entity, head)) [[likely]]
    return;
  endless_turns_.follow(entity);
  if (!obey(entity, head)) fail_endless();
}

/// Until the entity waits or leaves; false when there is no end to it.
CAREPATH_HOT bool Simulation::obey(std::uint32_t entity, EntityHead& head) {
  const Instruction* next = code_ + head.pc;
  for (std::uint32_t turns = most_turns_at_once; turns > 0; --turns)
    if (!obey_one_turn(entity, head, next)) return true;
  head.pc = place_of(next);
  return false;
}

/// Up to its next step or jump; false when the entity waits or is gone. What a service consists of is looked
/// for first. Whoever makes the entity wait finds where it will go on in its head.
CAREPATH_HOT bool Simulation::obey_one_turn(std::uint32_t entity, EntityHead& head,
                                            const Instruction*& next) {
  while (true) {
    const Instruction& at = *next++;
    if (at.op == Opcode::delay) {
      head.pc = place_of(next);
      if (!wait_for(entity, head, duration_of(head, at))) return false;
    } else if (at.op == Opcode::end_service) {
      if (!obey_end_service(entity, head, at, next)) return false;
    } else if (at.op == Opcode::route) {
      next = code_ + route_target(head, at);
    } else if (at.op >= Opcode::enter_service) {
      return obey_enter_service(entity, head, at, next);
    } else if (at.op == Opcode::tally) {
      tally(head, at);
    } else if (at.op == Opcode::count) {
      recorder_.count(MeasureId(at.a), EntityStore::attributes(head), run_.now);
    } else if (at.op == Opcode::start) {
      obey_start(head);
    } else if (at.op == Opcode::jump) {
      next = code_ + at.a;
      return true;
    } else {
      head.pc = place_of(next);
      if (!obey_seldom(entity, head, at)) return false;
      next = code_ + head.pc;
      if (at.op == Opcode::arrive) return true;
    }
  }
}

/// What is not part of every service. Where the entity goes on stands in its head.
bool Simulation::obey_seldom(std::uint32_t entity, EntityHead& head, const Instruction& at) {
  if (at.op == Opcode::close_interval) return close_interval(head, at), true;
  if (at.op == Opcode::leave) return leave(entity, head, at.a), false;
  if (at.op == Opcode::open_interval) return open_interval(head, at), true;
  switch (at.op) {
  case Opcode::arrive: return arrive(entity, head, at.a), true;
  case Opcode::seize: return obey_seize(entity, head, at);
  case Opcode::release:
    release(entity, at.a);
    if (!gives_back((&at)[1].op)) serve_when_all_is_there();
    return true;
  case Opcode::set: return set_attribute(head, at.a, evaluate_for(run_, ValueId(at.b), head)), true;
  case Opcode::branch_if:
    if (evaluate_for(run_, ValueId(at.a), head) != 0) head.pc = at.b;
    return true;
  case Opcode::join_queue_now: head.queue_date = run_.now; return true;
  case Opcode::finish: return end_phase(head, Phase::exit, true), true;
  case Opcode::depart: return depart(entity, head, at.b), true;
  default: return obey_others(entity, head, at);
  }
}

bool Simulation::obey_seize(std::uint32_t entity, EntityHead& head, const Instruction& at) {
  const bool goes_on =
      needs_.simple[at.a].holds ? seize_simply(entity, head, at.a) : seize(entity, at.a, at.b);
  if (!goes_on) look_at_those_who_eject();
  return goes_on;
}

/// A visit cut short may have branches, which end with it.
void Simulation::depart(std::uint32_t entity, EntityHead& head, std::uint32_t way) {
  if (way == departs_cut_short && run_.entities.seen_extras(head).children > 0) abandon_branches(entity);
  end_phase(head, Phase::none, completes_phase(head, way), departure_event(way));
}

void Simulation::fail_endless() const {
  ensure(false, endless_turns_.describe(program_, run_.now));
}

/// The instructions that are not frequent; false when the entity waits and will be resumed, or is gone. Where
/// it goes on otherwise stands in its head.
bool Simulation::obey_others(std::uint32_t entity, EntityHead& head, const Instruction& at) {
  if (is_of_interval(at.op)) return change_interval(head, at), true;
  switch (at.op) {
  case Opcode::settle: return may_settle(entity, head, at);
  case Opcode::await_booking: return await_booking(entity, at);
  case Opcode::block: return end_phase(head, Phase::blocked, true), true;
  case Opcode::join: return join(entity), false;
  case Opcode::fork: return fork(entity, at), false;
  default: return change_entity(entity, at), true;
  }
}

CAREPATH_HOT bool Simulation::obey_enter_service(std::uint32_t entity, EntityHead& head,
                                                 const Instruction& at, const Instruction*& next) {
  if (at.op == Opcode::enter_service_anew) {
    head.queue_date = run_.now;
    ++next;
  }
  next += enter_service_length - 1;
  if (enter_service(entity, head, services_[at.b])) return true;
  head.pc = place_of(next) - 1; // its start, when it is served
  if (!needs_.ejectable.empty()) [[unlikely]]
    look_at_those_who_eject();
  return false;
}

CAREPATH_HOT bool Simulation::obey_end_service(std::uint32_t entity, EntityHead& head, const Instruction& at,
                                               const Instruction*& next) {
  if (end_service(entity, head, services_[at.b])) [[likely]] {
    next = code_ + at.c;
    return true;
  }
  head.pc = place_of(&at) + end_service_length - 1; // to depart, when all have given back
  return false;
}

CAREPATH_HOT void Simulation::obey_start(EntityHead& head) {
  if (head.phase == Phase::wait && !options_.trace)
    pass_phase(head, recorder_.row_of(StepId(head.step)), Phase::wait, Phase::work);
  else
    end_phase(head, Phase::work, true);
  if (!needs_.ejectable.empty()) [[unlikely]]
    look_at_those_who_eject();
}

/// Somebody begins work, or goes on waiting, whose units may be taken away: others may have asked for them
/// before. They are looked at when all have gone on who were granted something at this instant.
void Simulation::look_at_those_who_eject() {
  if (needs_.ejectable.empty()) return;
  instant_.may_eject = instant_.is_unfinished = true;
}

/// Whether what ends at this instant has given back; otherwise the entity goes on when it has.
bool Simulation::may_settle(std::uint32_t entity, EntityHead& head, const Instruction& at) {
  if (at.a != 0) {
    instant_.ready.push_back(entity);
    return false;
  }
  if (!others_end_now()) return !goes_behind_those_granted(entity);
  settle(entity, head);
  return false;
}

/// An instruction that changes the entity or is measured, and always lets it go on.
void Simulation::change_entity(std::uint32_t entity, const Instruction& at) {
  EntityHead& head = run_.entities.head(entity);
  switch (at.op) {
  case Opcode::take: take(entity, at.a); break;
  case Opcode::backdate:
    head.entered = run_.now - time_before(at.a, head);
    head.queue_date = run_.now - time_before(at.b, head);
    break;
  case Opcode::start_timer: start_timer(entity, at.a); break;
  case Opcode::stop_timer: stop_timer(entity, at.a); break;
  case Opcode::resume_work: be_at_work(entity, head, at.a); break;
  default: ensure(false, "an instruction that nobody obeys");
  }
}

/// How long somebody has waited who is there at the start.
SimTime Simulation::time_before(std::uint32_t value, EntityHead& head) {
  const double days = evaluate_for(run_, ValueId(value), head);
  const SimTime length = SimTime::from_days(days);
  if (length.ms < 0 || length >= SimTime::never())
    fail_length("a wait", days, "of somebody there at the start");
  return length;
}

CAREPATH_HOT void Simulation::tally(EntityHead& head, const Instruction& at) {
  recorder_.tally_value(MeasureId(at.a), of_work(head, ValueId(at.b), at.c != 0),
                        EntityStore::attributes(head), run_.now);
}

CAREPATH_HOT std::uint32_t Simulation::route_target(EntityHead& head, const Instruction& at) {
  const auto index =
      static_cast<std::uint32_t>(static_cast<std::int64_t>(evaluate_for(run_, ValueId(at.a), head)));
  ensure(index < at.c, "a route leads nowhere");
  return targets_[at.b + index];
}

void Simulation::set_attribute(EntityHead& head, std::uint32_t attribute, double value) {
  double& place = EntityStore::attributes(head)[attribute];
  if (head.phase != Phase::none && recorder_.splits_levels(AttributeId(attribute)))
    recorder_.attribute_changed(StepId(head.step), head.phase, AttributeId(attribute), place, value,
                                run_.now);
  place = value;
  const std::uint32_t parent = run_.entities.seen_extras(head).parent;
  if (parent != none_index) [[unlikely]]
    set_attribute(run_.entities.head(parent), attribute, value);
}

CAREPATH_HOT double Simulation::duration_of(EntityHead& head, const Instruction& at) {
  return of_work(head, ValueId(at.a), at.b != 0);
}

/// How long a delay lasts; the work of a group is as long for all whose attributes are alike.
CAREPATH_HOT double Simulation::of_work(EntityHead& head, ValueId value, bool in_group) {
  if (!in_group || run_.entities.seen_extras(head).group_key == 0) return evaluate_for(run_, value, head);
  const Subject who{run_.entities.seen_extras(head).group_key, &head, nullptr, 0, true};
  return evaluate(run_, value, who);
}

/// True when no time passes; otherwise the entity will be resumed after so many days.
CAREPATH_HOT bool Simulation::wait_for(std::uint32_t entity, EntityHead& head, double days) {
  const SimTime delay = SimTime::from_days(days);
  const SimTime due = run_.now + delay;
  if (run_.entities.keeps_extras()) run_.entities.extras(head).due = due;
  if (delay.ms <= 0) [[unlikely]] {
    if (delay.ms < 0) fail_duration(head, days);
    return true;
  }
  if (due <= program_.plan.end)
    head.pending = run_.calendar.push(due, Rank::activity, EventKind::resume, entity);
  else if (delay >= SimTime::never()) [[unlikely]]
    fail_duration(head, days);
  return false;
}

void Simulation::fail_duration(const EntityHead& head, double days) const {
  fail_length("a duration", days,
              fmt::format("at step '{}'", head.step == none_index ? "none" : program_.steps[head.step].name));
}

/// The visit to a step begins: nothing of the last one is left.
CAREPATH_HOT void Simulation::come_to(std::uint32_t entity, EntityHead& head, std::uint32_t step,
                                      std::uint32_t visit_counter) {
  endless_turns_.arrive(entity, step);
  if (visit_counter != ValueNode::none) ++run_.entities.visits(head)[visit_counter];
  head.step = step;
  if (!run_.entities.keeps_extras()) return;
  EntityExtras& extras = run_.entities.extras(head);
  extras.due = SimTime{};
  extras.doomed = extras.again = false;
  extras.redraws = extras.interruptions = 0;
  extras.group_key = 0;
}

void Simulation::arrive(std::uint32_t entity, EntityHead& head, std::uint32_t step) {
  // Entities present at the start have already waited at the step they are found in.
  head.arrived = head.phase_since = head.step == none_index ? std::min(run_.now, head.queue_date) : run_.now;
  come_to(entity, head, step, visit_counters_[step]);
  recorder_.arrive(StepId(step), std::exchange(head.node, node_of(step)), EntityStore::attributes(head),
                   run_.now);
  head.phase = Phase::wait;
  if (options_.trace) trace(head, "arrive");
}

/// Found at work at the start: both coming to the step and beginning lie before the run.
void Simulation::be_at_work(std::uint32_t entity, EntityHead& head, std::uint32_t step) {
  head.arrived = std::min(std::min(run_.now, head.queue_date), before_the_start);
  head.phase_since = before_the_start;
  come_to(entity, head, step, visit_counters_[step]);
  recorder_.find_at_work(StepId(step), EntityStore::attributes(head), run_.now);
  head.node = node_of(step);
  head.phase = Phase::work;
  if (options_.trace) trace(head, "found at work");
}

/// The usual change, not traced: from one known phase of a step to another, completed.
CAREPATH_HOT void Simulation::pass_phase(EntityHead& head, Recorder::StepRow& row, Phase from, Phase next) {
  const SimTime since = head.phase_since;
  recorder_.end_phase(row, from, next, since, since, head.arrived, EntityStore::attributes(head), run_.now);
  head.phase = next;
  head.phase_since = run_.now;
}

void Simulation::end_phase(EntityHead& head, Phase next, bool completed, const char* event) {
  if (head.phase == Phase::none) return;
  const bool was_stopped = head.phase == Phase::work && was_interrupted(head);
  const SimTime began = was_stopped ? run_.entities.extras(head).began : head.phase_since;
  recorder_.end_phase(StepId(head.step), head.phase, next, head.phase_since, began, head.arrived, completed,
                      EntityStore::attributes(head), run_.now);
  const Phase before = std::exchange(head.phase, next);
  head.phase_since = run_.now;
  if (!options_.trace) return;
  if (completed && before == Phase::work && next == Phase::none) trace(head, "finish");
  trace(head, event ? event : phase_event(before, next, completed));
}

void Simulation::leave(std::uint32_t entity, EntityHead& head, std::uint32_t outcome) {
  ensure(head.ticket == none_index, "an entity left while it stood in a queue");
  recorder_.leave(head.node, outcome, run_.now);
  if (options_.trace) trace(head, program_.outcomes[outcome].c_str());
  for (std::uint32_t timer = 0; timer < timer_count_; ++timer) stop_timer(entity, timer);
  run_.entities.free(entity, head);
  ++left_;
}

void Simulation::interrupt(std::uint32_t entity) {
  auto& head = run_.entities.head(entity);
  drop_tickets(entity);
  cancel_pending(entity, head);
  if (run_.entities.seen_extras(head).children > 0) abandon_branches(entity);
}

void Simulation::trace(const EntityHead& head, const char* event) {
  const EntityExtras& extras = run_.entities.seen_extras(head);
  options_.trace->push_back({run_.now, head.key, extras.source, extras.ordinal,
                             head.step == none_index ? StepId() : StepId(head.step), event});
}

} // namespace carepath
