// Serving those who wait: who is next, whether they may have what they ask for, and when they are looked at.
//
// A queue is served strictly in order, except that a request for several resources together that lacks
// another one lets those behind it pass. Which queue is looked at first makes no difference: before somebody
// is served who stands in several, the others that are due are served; and in none of them is anybody passed
// who waits for that one alone.
//
// What is given back, opened or delivered at one instant is there before anybody is served: queues are marked
// as due, and served when nothing is left at the instant that comes before.
#include "engine/run/simulation.hpp"

#include <algorithm>
#include <utility>

namespace carepath {

/// Those who wait for it are looked at before time goes on.
void Simulation::look_at_queue(std::uint32_t resource) {
  if (run_.resources[resource].queue.size() > 0) make_due(resource);
}

void Simulation::make_due(std::uint32_t resource) {
  auto& state = run_.resources[resource];
  if (state.is_due) return;
  state.is_due = true;
  instant_.due.push_back(resource);
  instant_.is_unfinished = true;
}

/// Whether all that changes what there is at this instant has happened: where a session has opened, also
/// others.
bool Simulation::is_all_there() const {
  return !run_.calendar.starts_below(run_.now, instant_.open_diaries.empty() ? Rank::settled : Rank::arrival);
}

void Simulation::serve_when_all_is_there() {
  if (!instant_.due.empty() && is_all_there()) serve_due();
}

/// What there is no longer is taken away first. Serving one may make others due.
void Simulation::serve_due() {
  for (std::size_t at = 0; at < instant_.due.size(); ++at)
    if (std::exchange(run_.resources[instant_.due[at]].has_fallen, false))
      take_over_capacity(instant_.due[at]);
  for (std::size_t at = 0; at < instant_.due.size(); ++at)
    if (run_.resources[instant_.due[at]].is_due) serve(instant_.due[at]);
  instant_.due.clear();
}

/// Grants waiting requests in order for as long as the front one can be granted or let others pass.
void Simulation::serve(std::uint32_t resource) {
  auto& state = run_.resources[resource];
  state.is_due = false;
  if (run_.in_groups(resource)) return serve_groups(resource);
  state.is_being_served = true;
  auto& meter = recorder_.meter_of(ResourceId(resource));
  const bool is_diary = program_.resources[resource].kind == ResourceKind::diary;
  bool may_lack_more = false; // those passed, since something was granted
  while (state.queue.size() > 0) {
    if (state.is_plain && state.in_use + 1 > state.capacity) break;
    if (std::exchange(may_lack_more, true) && !may_all_be_passed(resource)) break;
    const auto front = front_of(resource);
    if (needs_.simple[run_.tickets[front].need].holds) { // the usual requests, in a few steps
      grant_simply(state, meter, front);
      continue;
    }
    if (is_diary && is_one_slot(run_.tickets[front]) && state.lists.has_room(1, 0)) {
      grant_slot(state, meter, front);
      continue;
    }
    const Ticket ticket = run_.tickets[front];
    if (serve_others_first(ticket)) continue;
    if (grantable(ticket) || make_room(ticket))
      ticket.resuming ? go_on(front) : grant(front);
    else if (may_be_passed(ticket))
      set_aside(resource, front), may_lack_more = false;
    else
      break;
  }
  state.is_being_served = false;
  bring_back(resource);
}

/// Out of the queue while those behind are looked at.
void Simulation::set_aside(std::uint32_t resource, std::uint32_t ticket) {
  run_.resources[resource].queue.remove(run_.tickets, ticket);
  run_.tickets[ticket].aside = true;
  instant_.set_aside.push_back({resource, ticket});
}

/// What was granted since may have taken the very thing that those passed lacked nothing of.
bool Simulation::may_all_be_passed(std::uint32_t resource) {
  return std::all_of(instant_.set_aside.begin(), instant_.set_aside.end(), [&](const SetAside& who) {
    return who.resource != resource || may_be_passed(run_.tickets[who.ticket]);
  });
}

void Simulation::bring_back(std::uint32_t resource) {
  bool any = false;
  for (std::size_t at = instant_.set_aside.size(); at-- > 0;) {
    if (instant_.set_aside[at].resource != resource) continue;
    run_.tickets[instant_.set_aside[at].ticket].aside = false;
    run_.resources[resource].queue.restore_front(run_.tickets, instant_.set_aside[at].ticket);
    any = true;
  }
  if (!any) return;
  std::erase_if(instant_.set_aside, [&](const SetAside& who) { return who.resource == resource; });
  resource_changed(resource);
}

/// Where one stands in several queues, those that are due are served first: of `any`, the ways preferred to
/// this one. True when there were some: who is next here may have changed.
bool Simulation::serve_others_first(const Ticket& ticket) {
  const NeedRow& need = program_.needs[ticket.need];
  if (need.parts.size() == 1 || ticket.resuming) return false;
  for (auto at = run_.entities.head(ticket.entity).ticket; at != none_index; at = run_.tickets[at].sibling) {
    const auto other = need.parts[run_.tickets[at].part].resource.value;
    const bool matters = need.mode == NeedMode::all || run_.tickets[at].part < ticket.part;
    if (!matters || !run_.resources[other].is_due || run_.resources[other].is_being_served) continue;
    serve(other);
    return true;
  }
  return false;
}

/// Who is served first. Where keys change while waiting, everybody is looked at.
std::uint32_t Simulation::front_of(std::uint32_t resource) {
  std::uint32_t best = run_.resources[resource].queue.front();
  if (!run_.resources[resource].changes_order || best == Ticket::none) return best;
  auto best_keys = keys_now(resource, best);
  for (auto at = WaitingQueue::after(run_.tickets, best); at != Ticket::none;
       at = WaitingQueue::after(run_.tickets, at)) {
    const auto keys = keys_now(resource, at);
    if (!is_before(at, keys, best, best_keys)) continue;
    best = at;
    best_keys = keys;
  }
  return best;
}

TicketPool::Keys Simulation::keys_now(std::uint32_t resource, std::uint32_t ticket) {
  const auto& order = program_.resources[resource].order;
  const Subject who = run_.subject(run_.tickets[ticket].entity);
  TicketPool::Keys keys{};
  for (std::size_t key = 0; key < order.keys.size(); ++key)
    keys[key] = checked_key(evaluate(run_, order.keys[key], who), resource);
  return keys;
}

bool Simulation::is_before(std::uint32_t ticket, const TicketPool::Keys& keys, std::uint32_t other,
                           const TicketPool::Keys& other_keys) {
  return keys != other_keys ? keys < other_keys
                            : run_.tickets[ticket].joined_order < run_.tickets[other].joined_order;
}

/// Whether what it asks for is free, in every queue that it stands in, and nobody is before it there who
/// waits for that one alone.
bool Simulation::grantable(const Ticket& ticket) {
  const NeedRow& need = program_.needs[ticket.need];
  if (ticket.resuming || need.mode != NeedMode::all || need.parts.size() == 1)
    return run_.available(need.parts[ticket.part].resource.value, ticket.amount + ticket.leave_free);
  for (auto at = run_.entities.head(ticket.entity).ticket; at != none_index; at = run_.tickets[at].sibling)
    if (!run_.available(need.parts[run_.tickets[at].part].resource.value,
                        run_.tickets[at].amount + run_.tickets[at].leave_free) ||
        (run_.tickets[at].part != ticket.part && !may_be_next(at)))
      return false;
  return true;
}

/// Whether all that are before it in its queue let others pass.
bool Simulation::may_be_next(std::uint32_t ticket) {
  if (run_.tickets[ticket].aside) return true;
  const auto passes = [&](std::uint32_t before) { return may_be_passed(run_.tickets[before]); };
  const auto resource =
      program_.needs[run_.tickets[ticket].need].parts[run_.tickets[ticket].part].resource.value;
  const auto& queue = run_.resources[resource].queue;
  if (!run_.resources[resource].changes_order) return queue.all_before(run_.tickets, ticket, passes);
  const auto own = keys_now(resource, ticket);
  for (auto at = queue.front(); at != Ticket::none; at = WaitingQueue::after(run_.tickets, at))
    if (at != ticket && is_before(at, keys_now(resource, at), ticket, own) && !passes(at)) return false;
  return true;
}

/// One that lacks only another resource, or must leave units free, lets those behind it pass.
bool Simulation::may_be_passed(const Ticket& ticket) const {
  const NeedRow& need = program_.needs[ticket.need];
  const bool lacks_another = !ticket.resuming && need.mode == NeedMode::all && need.parts.size() > 1;
  return (lacks_another || ticket.leave_free > 0) &&
         run_.available(need.parts[ticket.part].resource.value, ticket.amount);
}

/// One slot and nothing else: neither another resource nor slots to be left free.
bool Simulation::is_one_slot(const Ticket& ticket) const {
  return ticket.amount == 1 && ticket.leave_free == 0 && !ticket.resuming &&
         program_.needs[ticket.need].parts.size() == 1 &&
         program_.needs[ticket.need].ejection.then == Interruption::none;
}

/// A slot of the session being filled, in a few steps, because sessions are filled one slot after another.
void Simulation::grant_slot(ResourceState& resource, ResourceMeter& meter, std::uint32_t index) {
  const Ticket& ticket = run_.tickets[index];
  const auto entity = ticket.entity;
  resource.lists.take_one();
  run_.entities.cells(entity, program_.needs[ticket.need].hold.value)[0] += 1;
  resource.queue.remove(run_.tickets, index);
  if (ticket.blocked) {
    --resource.blocked;
  } else {
    meter.waited(ticket.joined, run_.now);
    meter.leave_queue(run_.now);
  }
  EntityHead& head = run_.entities.head(entity);
  head.ticket = none_index;
  if (run_.entities.keeps_extras()) cancel(run_.entities.extras(head).limit);
  run_.tickets.free(index);
  instant_.ready.push_back(entity);
}

void Simulation::grant(std::uint32_t index) {
  const Ticket ticket = run_.tickets[index];
  const NeedRow& need = program_.needs[ticket.need];
  auto& head = run_.entities.head(ticket.entity);
  if (need.mode != NeedMode::all) {
    allot(ticket.entity, ticket.need, ticket.part, ticket.amount, ticket.leave_free);
  } else {
    for (auto at = head.ticket; at != none_index; at = run_.tickets[at].sibling)
      allot(ticket.entity, ticket.need, run_.tickets[at].part, run_.tickets[at].amount,
            run_.tickets[at].leave_free);
  }
  drop_tickets(ticket.entity);
  instant_.ready.push_back(ticket.entity);
}

} // namespace carepath
