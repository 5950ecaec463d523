// Asking for resources: granted at once when nothing stands in the way, else a ticket in the queue of each
// resource named. How queues are served: serving.cpp.
#include "engine/run/simulation.hpp"

#include "engine/base/ensure.hpp"
#include "engine/run/evaluate.hpp"
#include "engine/run/lengths.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <utility>

namespace carepath {

void Simulation::resource_changed(std::uint32_t resource) {
  const auto& state = run_.resources[resource];
  recorder_.resource_changed(ResourceId(resource), state.in_use,
                             static_cast<double>(run_.waiting_for(resource)), state.capacity, run_.now);
}

/// True when the entity may go on at once; false when it waits or was sent to `refused`.
bool Simulation::seize(std::uint32_t entity, std::uint32_t need_index, std::uint32_t refused) {
  const NeedRow& need = program_.needs[need_index];
  auto& head = run_.entities.head(entity);
  note_request(head);
  const std::uint32_t chosen =
      need.mode == NeedMode::one ? chosen_part(need, run_.subject(entity)) : none_index;
  if (grant_at_once(entity, need_index, chosen)) return true;
  const bool full = need.queue_limit.exists() && is_full(need, chosen, run_.subject(entity));
  const SimTime until = need.wait_limit.exists() ? end_of_patience(entity, need_index) : SimTime::never();
  join_queues(entity, need_index, chosen);
  for (const auto& part : need.parts)
    if (head.ticket != none_index) look_at_one_who_asks(part.resource.value, need_index);
  if (head.ticket == none_index) return false;
  if (full || (until <= run_.now && !is_looked_at_later(head, need))) {
    drop_tickets(entity);
    head.pc = refused;
    return true;
  }
  if (until <= program_.plan.end)
    run_.entities.extras(head).limit =
        run_.calendar.push(std::max(run_.now, until), Rank::timer, EventKind::timer, entity);
  return false;
}

/// There may be something for one who has just joined: dates of a diary that opens to more people at this
/// instant; a list only for the second of several diaries, whose first gave a slot at this instant; nobody
/// has two slots of one session by asking again.
void Simulation::look_at_one_who_asks(std::uint32_t resource, std::uint32_t need) {
  const auto& row = program_.resources[resource];
  if (row.book_on_arrival && dates_of(resource).opens_now()) return book_waiting(resource);
  if (row.kind == ResourceKind::units || needs_.follows_diary[need]) serve(resource);
}

/// Whether it is the first thing that the step needs for the entity: nothing was asked for before it.
bool Simulation::is_asked_first(std::uint32_t entity, std::uint32_t need_index) {
  const auto asks = [&](const NeedPart& part) {
    return whole_amount(run_, part.amount, run_.subject(entity)) > 0;
  };
  for (auto before = needs_.first_of_step[need_index]; before < need_index; ++before)
    if (const auto& parts = program_.needs[before].parts; std::any_of(parts.begin(), parts.end(), asks))
      return false;
  return true;
}

/// Until when one who asks now waits. Those found waiting at the start have done so for a while, for the
/// first thing that they need.
SimTime Simulation::end_of_patience(std::uint32_t entity, std::uint32_t need_index) {
  const NeedRow& need = program_.needs[need_index];
  const auto& head = run_.entities.head(entity);
  const double limit = evaluate(run_, need.wait_limit, run_.subject(entity));
  if (std::isnan(limit))
    fail_length("a limit of waiting", limit,
                fmt::format("at step '{}'", program_.steps[need.step.value].name));
  const auto longest = SimTime::from_days(std::max(0.0, limit));
  const bool is_found =
      run_.now == SimTime{0} && head.phase == Phase::wait && is_asked_first(entity, need_index);
  return std::min(SimTime::never(), (is_found ? head.arrived : run_.now) + longest);
}

/// Whether one who may wait no longer stays all the same until this instant is over: the list that is there
/// at the start is looked at as a whole, and its dates are given when everybody is on it.
bool Simulation::is_looked_at_later(const EntityHead& head, const NeedRow& need) const {
  if (booked_initial_) return false;
  return head.arrived < run_.now || program_.resources[need.parts[0].resource.value].book_on_arrival;
}

/// One unit with no rules of its own. In a queue that is not empty those at the front may let others pass.
bool Simulation::seize_simply(std::uint32_t entity, EntityHead& head, std::uint32_t need_index) {
  const SimpleNeed& need = needs_.simple[need_index];
  note_request(head);
  auto& state = run_.resources[need.resource];
  const bool is_free = state.in_use + 1 <= state.capacity;
  if (is_free && state.queue.size() == 0) {
    take_unit(head, state, need.cell);
    recorder_.meter_of(ResourceId(need.resource)).start(run_.now);
    return true;
  }
  join_line(entity, head, state, recorder_.meter_of(ResourceId(need.resource)), need_index);
  if (is_free) serve(need.resource);
  return false;
}

/// Requests are numbered: who asked first is first among equals, also when asking again.
void Simulation::note_request(EntityHead& head) {
  ++joined_;
  if (run_.entities.keeps_extras()) run_.entities.extras(head).joined_order = joined_;
}

void Simulation::set_keys(std::uint32_t ticket, std::uint32_t resource, EntityHead& head) {
  const auto& order = program_.resources[resource].order;
  double* const keys = run_.tickets.keys(ticket);
  for (std::size_t key = 0; key < order.keys.size(); ++key)
    keys[key] = checked_key(evaluate_for(run_, order.keys[key], head), resource);
}

/// Nobody has a place in a queue beside one whose place is no number.
double Simulation::checked_key(double key, std::uint32_t resource) const {
  if (std::isnan(key))
    throw EnsureError(fmt::format("the order of resource '{}' is no number for somebody who asks for it",
                                  program_.resources[resource].name));
  return key;
}

/// Of `one`: the part with the smallest score, the first of equals.
std::uint32_t Simulation::chosen_part(const NeedRow& need, const Subject& who) const {
  std::uint32_t best = 0;
  double smallest = evaluate(run_, need.scores[0], who);
  for (std::uint32_t part = 1; part < need.parts.size(); ++part)
    if (const double score = evaluate(run_, need.scores[part], who); score < smallest) {
      best = part;
      smallest = score;
    }
  return best;
}

/// Whether as many wait as the need allows, in every queue it would join.
bool Simulation::is_full(const NeedRow& need, std::uint32_t chosen, const Subject& who) const {
  const double limit = evaluate(run_, need.queue_limit, who);
  for (std::uint32_t part = 0; part < need.parts.size(); ++part)
    if ((chosen == none_index || chosen == part) &&
        static_cast<double>(run_.waiting_for(need.parts[part].resource.value)) < limit)
      return false;
  return true;
}

/// One who needs none of a booked diary, nor days of it, has no date to wait for.
bool Simulation::asks_for_nothing(std::uint32_t entity, const NeedRow& need) {
  return !need.span.exists() && whole_amount(run_, need.parts[0].amount, run_.subject(entity)) == 0;
}

/// The common case: one resource, or several, free and with nobody waiting.
bool Simulation::grant_at_once(std::uint32_t entity, std::uint32_t need_index, std::uint32_t chosen) {
  const NeedRow& need = program_.needs[need_index];
  if (need.parts.size() == 1 && program_.resources[need.parts[0].resource.value].book_on_arrival)
    return asks_for_nothing(entity, need) || book_at_once(need.parts[0].resource.value, entity, need);
  const Subject who = run_.subject(entity);
  const double leave_free = units_left_free(run_, need, who);
  const auto free_now = [&](const NeedPart& part) {
    const auto amount = whole_amount(run_, part.amount, who);
    return amount == 0 ||
           (run_.resources[part.resource.value].queue.size() == 0 &&
            program_.resources[part.resource.value].kind == ResourceKind::units &&
            !run_.in_groups(part.resource.value) && run_.available(part.resource.value, amount + leave_free));
  };
  if (need.mode == NeedMode::all) {
    if (!std::all_of(need.parts.begin(), need.parts.end(), free_now)) return false;
    for (std::size_t part = 0; part < need.parts.size(); ++part)
      allot(entity, need_index, part, whole_amount(run_, need.parts[part].amount, who));
    return true;
  }
  for (std::size_t part = 0; part < need.parts.size(); ++part) {
    if (chosen != none_index && part != chosen) continue;
    const auto amount = whole_amount(run_, need.parts[part].amount, who);
    if (free_now(need.parts[part])) return allot(entity, need_index, part, amount), true;
    if (run_.available(need.parts[part].resource.value, amount + leave_free))
      break; // if those who wait may be passed
  }
  return false;
}

void Simulation::join_queues(std::uint32_t entity, std::uint32_t need_index, std::uint32_t chosen) {
  const NeedRow& need = program_.needs[need_index];
  for (std::uint32_t part = 0; part < need.parts.size(); ++part)
    if (chosen == none_index || part == chosen) join_queue(entity, need_index, part);
}

void Simulation::join_queue(std::uint32_t entity, std::uint32_t need_index, std::uint32_t part) {
  const NeedRow& need = program_.needs[need_index];
  const Subject who = run_.subject(entity);
  auto& head = run_.entities.head(entity);
  const auto amount = whole_amount(run_, need.parts[part].amount, who);
  if (amount == 0) return;
  const auto resource = need.parts[part].resource.value;
  const auto index = run_.tickets.allocate();
  Ticket& ticket = run_.tickets[index];
  ticket.entity = entity;
  ticket.need = need_index;
  ticket.part = part;
  ticket.amount = amount;
  ticket.leave_free = units_left_free(run_, need, who);
  ticket.sibling = std::exchange(head.ticket, index);
  ticket.joined = run_.now;
  ticket.joined_order = joined_;
  ticket.blocked = head.phase == Phase::blocked;
  run_.resources[resource].blocked += ticket.blocked ? 1 : 0;
  if (run_.resources[resource].order_keys > 0) set_keys(index, resource, head);
  run_.resources[resource].queue.push(run_.tickets, index);
  if (program_.resources[resource].book_on_arrival) schedule_opening(resource);
  resource_changed(resource);
}

/// Granted whatever is free: for entities that hold something when the run starts.
void Simulation::take(std::uint32_t entity, std::uint32_t need_index) {
  const NeedRow& need = program_.needs[need_index];
  const Subject who = run_.subject(entity);
  for (std::size_t part = 0; part < need.parts.size(); ++part)
    allot(entity, need_index, part, whole_amount(run_, need.parts[part].amount, who));
}

void Simulation::allot(std::uint32_t entity, std::uint32_t need_index, std::size_t part, std::uint32_t amount,
                       std::uint32_t leave_free) {
  if (amount == 0) return;
  const NeedRow& need = program_.needs[need_index];
  const auto resource = need.parts[part].resource.value;
  auto& state = run_.resources[resource];
  if (program_.resources[resource].kind == ResourceKind::diary) {
    // A slot of today's session is used up; the cell says that it was had, until the hold is given back.
    state.lists.take(amount, amount + leave_free, program_.resources[resource].overrun);
    if (!program_.resources[resource].book_on_arrival)
      run_.entities.cells(entity, need.hold.value)[part] += amount;
    return;
  }
  if (run_.in_groups(resource)) return join_group(entity, need, resource, true);
  state.in_use += amount;
  if (!program_.resources[resource].consumed) run_.entities.cells(entity, need.hold.value)[part] += amount;
  if (program_.resources[resource].interruptible)
    state.holders.push_back({entity, need_index, static_cast<std::uint32_t>(part)});
  resource_changed(resource);
}

/// Takes the entity out of every queue it stands in. Those behind one who asked for several units may need
/// fewer, even where others stand before it, who may be passed; and who is first now may be one who takes
/// units from others: they are served before time goes on.
void Simulation::drop_tickets(std::uint32_t entity) {
  auto& head = run_.entities.head(entity);
  while (head.ticket != none_index) {
    const auto index = head.ticket;
    const Ticket ticket = run_.tickets[index];
    const auto resource = program_.needs[ticket.need].parts[ticket.part].resource.value;
    head.ticket = ticket.sibling;
    if (ticket.amount > 1 || program_.resources[resource].interruptible) look_at_queue(resource);
    remove_ticket(index);
  }
  if (run_.entities.keeps_extras()) cancel(run_.entities.extras(head).limit);
}

/// Takes one ticket, no longer in its entity's chain, out of its queue and frees it.
void Simulation::remove_ticket(std::uint32_t index) {
  const Ticket ticket = run_.tickets[index];
  const auto resource = program_.needs[ticket.need].parts[ticket.part].resource.value;
  auto& state = run_.resources[resource];
  if (ticket.paused)
    std::erase(state.paused, index);
  else if (ticket.aside)
    std::erase_if(instant_.set_aside, [&](const SetAside& who) { return who.ticket == index; });
  else
    state.queue.remove(run_.tickets, index);
  if (ticket.blocked)
    --state.blocked;
  else
    recorder_.queue_wait(ResourceId(resource), ticket.joined, run_.now);
  run_.tickets.free(index);
  resource_changed(resource);
}

} // namespace carepath
