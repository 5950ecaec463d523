// Units taken away from those who hold them: because the capacity fell, or for one who may eject others.
//
// Work that is stopped goes on, or begins again, when its unit is granted anew; or the entity leaves by the
// route its step has for that. Units are taken without serving anybody: the caller decides who is next.
#include "engine/run/simulation.hpp"

#include "engine/base/ensure.hpp"
#include "engine/run/evaluate.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace carepath {
namespace {

/// Work that ends at this very instant is left to end.
bool is_working(const EntityHead& head, SimTime due, SimTime now) {
  return (head.phase == Phase::work && due > now) || head.phase == Phase::interrupted;
}

} // namespace

bool Simulation::can_be_taken(const Holder& holder, Interruption how) {
  const auto& head = run_.entities.head(holder.entity);
  const auto& extras = run_.entities.seen_extras(head);
  if (extras.doomed) return false;
  if (how != Interruption::eject) return is_working(head, extras.due, run_.now);
  const bool waits = head.phase == Phase::wait || head.phase == Phase::blocked;
  const bool awaits_a_date = head.pending != no_event;
  const bool has_been_granted = waits && head.ticket == none_index && !awaits_a_date;
  return is_in_its_step(head) && !has_been_granted && program_.steps[head.step].ejected != no_target &&
         (head.phase != Phase::work || extras.due > run_.now || extras.children > 0);
}

/// Who is held back asks already for what the next step needs, but has not left this one; the work of those
/// found there at the start is timed by their source.
bool Simulation::is_in_its_step(const EntityHead& head) const {
  if (head.phase == Phase::blocked) return true;
  if (head.pc == 0) return false;
  const StepId step = program_.code_step[head.pc - 1];
  const bool has_begun = head.phase == Phase::work || head.phase == Phase::interrupted;
  return step.exists() ? step == StepId(head.step) : has_begun;
}

/// Whether a request may take what this holder has; `who` then sees the holder.
bool Simulation::may_eject(const Ticket& ticket, const Holder& holder, Subject& who) {
  const auto& ejection = program_.needs[ticket.need].ejection;
  if (holder.entity == ticket.entity || !can_be_taken(holder, ejection.then)) return false;
  who.holder = run_.entities.attributes(holder.entity);
  return !ejection.when.exists() || evaluate(run_, ejection.when, who) != 0;
}

/// The holder whose units this request may take: the smallest by its rule, the last to start of equals.
std::size_t Simulation::victim_of(const Ticket& ticket) {
  const NeedRow& need = program_.needs[ticket.need];
  const auto& holders = run_.resources[need.parts[ticket.part].resource.value].holders;
  Subject who = run_.subject(ticket.entity);
  std::size_t victim = holders.size();
  double smallest = std::numeric_limits<double>::infinity();
  for (std::size_t at = holders.size(); at-- > 0;) {
    if (!may_eject(ticket, holders[at], who)) continue;
    const auto key = mix64(who.key, run_.entities.head(holders[at].entity).key);
    const double score = need.ejection.at_random != 0
                             ? run_.luck.uniform(key, need.ejection.at_random, 0).value()
                         : need.ejection.pick.exists() ? evaluate(run_, need.ejection.pick, who)
                                                       : 0;
    if (victim != holders.size() && score >= smallest) continue;
    victim = at;
    smallest = score;
  }
  return victim;
}

/// Whether what is free and what may be taken are enough.
bool Simulation::would_make_room(const Ticket& ticket) {
  const NeedRow& need = program_.needs[ticket.need];
  const auto& state = run_.resources[need.parts[ticket.part].resource.value];
  Subject who = run_.subject(ticket.entity);
  double room = state.capacity - state.in_use - state.turning - ticket.leave_free;
  for (const auto& holder : state.holders)
    if (may_eject(ticket, holder, who))
      room += run_.entities.cells(holder.entity, program_.needs[holder.need].hold.value)[holder.part];
  return room >= ticket.amount;
}

/// Takes units from others until the request can be granted; takes none when there are not enough.
bool Simulation::make_room(const Ticket& ticket) {
  const NeedRow& need = program_.needs[ticket.need];
  if (need.ejection.then == Interruption::none || ticket.resuming) return false;
  if (!would_make_room(ticket)) return false;
  const auto resource = need.parts[ticket.part].resource.value;
  while (!grantable(ticket)) {
    const auto victim = victim_of(ticket);
    if (victim == run_.resources[resource].holders.size()) return false;
    take_units(resource, victim, need.ejection.then);
  }
  return true;
}

/// The capacity fell below what is in use: the last to start lose their units.
void Simulation::take_over_capacity(std::uint32_t resource) {
  auto& state = run_.resources[resource];
  const auto how = program_.resources[resource].when_capacity_falls;
  for (std::size_t at = state.holders.size(); at-- > 0 && state.in_use > state.capacity;)
    if (can_be_taken(state.holders[at], how)) take_units(resource, at, how);
}

void Simulation::take_units(std::uint32_t resource, std::size_t at, Interruption how) {
  auto& state = run_.resources[resource];
  const Holder holder = state.holders[at];
  state.holders.erase(state.holders.begin() + static_cast<std::ptrdiff_t>(at));
  auto& cell = run_.entities.cells(holder.entity, program_.needs[holder.need].hold.value)[holder.part];
  const auto amount = std::exchange(cell, 0u);
  state.in_use -= amount;
  resource_changed(resource);
  if (how == Interruption::eject)
    return throw_out(holder.entity, program_.steps[run_.entities.head(holder.entity).step].ejected);
  stop_work(holder.entity, how);
  rejoin(holder, amount, how);
}

void Simulation::stop_work(std::uint32_t entity, Interruption how) {
  auto& head = run_.entities.head(entity);
  auto& extras = run_.entities.extras(head);
  extras.again = extras.again || how == Interruption::restart || how == Interruption::resample;
  extras.redraws += how == Interruption::resample ? 1 : 0;
  if (head.phase == Phase::interrupted) return;
  cancel_pending(entity, head);
  extras.left = extras.due - run_.now;
  extras.worked = run_.now - timed_from(Phase::work, head.phase_since);
  if (++extras.interruptions == 1) extras.began = head.phase_since;
  end_phase(head, Phase::interrupted, false);
}

/// Whose work was stopped asks for the unit again, before those who have not started.
void Simulation::rejoin(const Holder& holder, std::uint32_t amount, Interruption how) {
  const auto resource = program_.needs[holder.need].parts[holder.part].resource.value;
  auto& state = run_.resources[resource];
  auto& head = run_.entities.head(holder.entity);
  const auto index = run_.tickets.allocate();
  Ticket& ticket = run_.tickets[index];
  ticket.entity = holder.entity;
  ticket.need = holder.need;
  ticket.part = holder.part;
  ticket.amount = amount;
  ticket.sibling = std::exchange(head.ticket, index);
  ticket.joined = run_.now;
  ticket.joined_order = run_.entities.extras(head).joined_order;
  ticket.resuming = true;
  ticket.paused = how == Interruption::pause;
  if (state.order_keys > 0) set_keys(index, resource, head);
  if (ticket.paused)
    state.paused.push_back(index);
  else
    state.queue.restore_front(run_.tickets, index);
  resource_changed(resource);
}

/// The capacity rises: those who paused may go on, in the order in which they joined.
void Simulation::end_pauses(std::uint32_t resource) {
  auto& state = run_.resources[resource];
  std::sort(state.paused.begin(), state.paused.end(),
            [&](auto a, auto b) { return run_.tickets[a].joined_order > run_.tickets[b].joined_order; });
  for (const auto index : state.paused) {
    run_.tickets[index].paused = false;
    state.queue.restore_front(run_.tickets, index);
  }
  state.paused.clear();
}

/// One unit is back: the work goes on once all are.
void Simulation::go_on(std::uint32_t index) {
  const Ticket ticket = run_.tickets[index];
  auto& head = run_.entities.head(ticket.entity);
  auto* link = &head.ticket;
  while (*link != index) link = &run_.tickets[*link].sibling;
  *link = ticket.sibling;
  remove_ticket(index);
  allot(ticket.entity, ticket.need, ticket.part, ticket.amount);
  if (head.ticket != none_index) return;
  end_phase(head, Phase::work, true);
  auto& extras = run_.entities.extras(head);
  head.phase_since = run_.now - extras.worked;
  if (std::exchange(extras.again, false))
    begin_again(ticket.entity, head);
  else
    resume_at(ticket.entity, head, run_.now + extras.left);
  look_at_those_who_eject();
}

void Simulation::resume_at(std::uint32_t entity, EntityHead& head, SimTime due) {
  run_.entities.extras(head).due = due;
  if (due <= program_.plan.end)
    head.pending = run_.calendar.push(due, Rank::activity, EventKind::resume, entity);
}

/// The work whose instruction was the last is as long as a new evaluation says. It begins at once, and can be
/// stopped at this instant.
void Simulation::begin_again(std::uint32_t entity, EntityHead& head) {
  const Instruction& work = code_[head.pc - 1];
  ensure(work.op == Opcode::delay, "what was interrupted is no work");
  if (wait_for(entity, head, duration_of(head, work))) instant_.ready.push_back(entity);
}

/// What the entity holds of the resource elsewhere can still be taken.
void Simulation::forget_holder(std::uint32_t resource, std::uint32_t entity, HoldId hold) {
  if (!program_.resources[resource].interruptible) return;
  std::erase_if(run_.resources[resource].holders, [&](const Holder& holder) {
    return holder.entity == entity && program_.needs[holder.need].hold == hold;
  });
}

/// The entity stops whatever it is at and goes to `target` before time goes on. Its branches stop when it
/// does: what they give back is for others, and nobody else is served while units are taken for one.
void Simulation::throw_out(std::uint32_t entity, std::uint32_t target) {
  drop_tickets(entity);
  cancel_pending(entity, run_.entities.head(entity));
  run_.entities.extras(entity).doomed = true;
  run_.entities.head(entity).pc = target;
  instant_.ready.push_back(entity);
}

} // namespace carepath
