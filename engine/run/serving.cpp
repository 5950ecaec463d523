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
  if (resources_[resource].queue.size() > 0) make_due(resource);
}

void Simulation::make_due(std::uint32_t resource) {
  auto& state = resources_[resource];
  if (state.is_due) return;
  state.is_due = true;
  due_.push_back(resource);
  is_unfinished_ = true;
}

/// Whether all that changes what there is at this instant has happened: where a session has opened, also
/// others.
bool Simulation::is_all_there() const {
  return !calendar_.starts_below(now_, open_diaries_.empty() ? Rank::settled : Rank::arrival);
}

void Simulation::serve_when_all_is_there() {
  if (!due_.empty() && is_all_there()) serve_due();
}

/// What there is no longer is taken away first. Serving one may make others due.
void Simulation::serve_due() {
  for (std::size_t at = 0; at < due_.size(); ++at)
    if (std::exchange(resources_[due_[at]].has_fallen, false)) take_over_capacity(due_[at]);
  for (std::size_t at = 0; at < due_.size(); ++at)
    if (resources_[due_[at]].is_due) serve(due_[at]);
  due_.clear();
}

/// Grants waiting requests in order for as long as the front one can be granted or let others pass.
void Simulation::serve(std::uint32_t resource) {
  auto& state = resources_[resource];
  state.is_due = false;
  if (in_groups(resource)) return serve_groups(resource);
  state.is_being_served = true;
  auto& meter = recorder_.meter_of(ResourceId(resource));
  const bool is_diary = program_.resources[resource].kind == ResourceKind::diary;
  bool may_lack_more = false; // those passed, since something was granted
  while (state.queue.size() > 0) {
    if (state.is_plain && state.in_use + 1 > state.capacity) break;
    if (std::exchange(may_lack_more, true) && !may_all_be_passed(resource)) break;
    const auto front = front_of(resource);
    if (simple_needs_[tickets_[front].need].holds) { // the usual requests, in a few steps
      grant_simply(state, meter, front);
      continue;
    }
    if (is_diary && is_one_slot(tickets_[front]) && state.lists.has_room(1, 0)) {
      grant_slot(state, meter, front);
      continue;
    }
    const Ticket ticket = tickets_[front];
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
  resources_[resource].queue.remove(tickets_, ticket);
  tickets_[ticket].aside = true;
  set_aside_.push_back({resource, ticket});
}

/// What was granted since may have taken the very thing that those passed lacked nothing of.
bool Simulation::may_all_be_passed(std::uint32_t resource) {
  return std::all_of(set_aside_.begin(), set_aside_.end(), [&](const SetAside& who) {
    return who.resource != resource || may_be_passed(tickets_[who.ticket]);
  });
}

void Simulation::bring_back(std::uint32_t resource) {
  bool any = false;
  for (std::size_t at = set_aside_.size(); at-- > 0;) {
    if (set_aside_[at].resource != resource) continue;
    tickets_[set_aside_[at].ticket].aside = false;
    resources_[resource].queue.restore_front(tickets_, set_aside_[at].ticket);
    any = true;
  }
  if (!any) return;
  std::erase_if(set_aside_, [&](const SetAside& who) { return who.resource == resource; });
  resource_changed(resource);
}

/// Where one stands in several queues, those that are due are served first: of `any`, the ways preferred to
/// this one. True when there were some: who is next here may have changed.
bool Simulation::serve_others_first(const Ticket& ticket) {
  const NeedRow& need = program_.needs[ticket.need];
  if (need.parts.size() == 1 || ticket.resuming) return false;
  for (auto at = entities_.head(ticket.entity).ticket; at != none_index; at = tickets_[at].sibling) {
    const auto other = need.parts[tickets_[at].part].resource.value;
    const bool matters = need.mode == NeedMode::all || tickets_[at].part < ticket.part;
    if (!matters || !resources_[other].is_due || resources_[other].is_being_served) continue;
    serve(other);
    return true;
  }
  return false;
}

/// Who is served first. Where keys change while waiting, everybody is looked at.
std::uint32_t Simulation::front_of(std::uint32_t resource) {
  std::uint32_t best = resources_[resource].queue.front();
  if (!resources_[resource].changes_order || best == Ticket::none) return best;
  auto best_keys = keys_now(resource, best);
  for (auto at = WaitingQueue::after(tickets_, best); at != Ticket::none;
       at = WaitingQueue::after(tickets_, at)) {
    const auto keys = keys_now(resource, at);
    if (!is_before(at, keys, best, best_keys)) continue;
    best = at;
    best_keys = keys;
  }
  return best;
}

TicketPool::Keys Simulation::keys_now(std::uint32_t resource, std::uint32_t ticket) {
  const auto& order = program_.resources[resource].order;
  const Subject who = subject(tickets_[ticket].entity);
  TicketPool::Keys keys{};
  for (std::size_t key = 0; key < order.keys.size(); ++key)
    keys[key] = checked_key(evaluate(order.keys[key], who), resource);
  return keys;
}

bool Simulation::is_before(std::uint32_t ticket, const TicketPool::Keys& keys, std::uint32_t other,
                           const TicketPool::Keys& other_keys) {
  return keys != other_keys ? keys < other_keys
                            : tickets_[ticket].joined_order < tickets_[other].joined_order;
}

/// Whether what it asks for is free, in every queue that it stands in, and nobody is before it there who
/// waits for that one alone.
bool Simulation::grantable(const Ticket& ticket) {
  const NeedRow& need = program_.needs[ticket.need];
  if (ticket.resuming || need.mode != NeedMode::all || need.parts.size() == 1)
    return available(need.parts[ticket.part].resource.value, ticket.amount + ticket.leave_free);
  for (auto at = entities_.head(ticket.entity).ticket; at != none_index; at = tickets_[at].sibling)
    if (!available(need.parts[tickets_[at].part].resource.value,
                   tickets_[at].amount + tickets_[at].leave_free) ||
        (tickets_[at].part != ticket.part && !may_be_next(at)))
      return false;
  return true;
}

/// Whether all that are before it in its queue let others pass.
bool Simulation::may_be_next(std::uint32_t ticket) {
  if (tickets_[ticket].aside) return true;
  const auto passes = [&](std::uint32_t before) { return may_be_passed(tickets_[before]); };
  const auto resource = program_.needs[tickets_[ticket].need].parts[tickets_[ticket].part].resource.value;
  const auto& queue = resources_[resource].queue;
  if (!resources_[resource].changes_order) return queue.all_before(tickets_, ticket, passes);
  const auto own = keys_now(resource, ticket);
  for (auto at = queue.front(); at != Ticket::none; at = WaitingQueue::after(tickets_, at))
    if (at != ticket && is_before(at, keys_now(resource, at), ticket, own) && !passes(at)) return false;
  return true;
}

/// One that lacks only another resource, or must leave units free, lets those behind it pass.
bool Simulation::may_be_passed(const Ticket& ticket) const {
  const NeedRow& need = program_.needs[ticket.need];
  const bool lacks_another = !ticket.resuming && need.mode == NeedMode::all && need.parts.size() > 1;
  return (lacks_another || ticket.leave_free > 0) &&
         available(need.parts[ticket.part].resource.value, ticket.amount);
}

/// One slot and nothing else: neither another resource nor slots to be left free.
bool Simulation::is_one_slot(const Ticket& ticket) const {
  return ticket.amount == 1 && ticket.leave_free == 0 && !ticket.resuming &&
         program_.needs[ticket.need].parts.size() == 1 &&
         program_.needs[ticket.need].ejection.then == Interruption::none;
}

/// A slot of the session being filled, in a few steps, because sessions are filled one slot after another.
void Simulation::grant_slot(ResourceState& resource, ResourceMeter& meter, std::uint32_t index) {
  const Ticket& ticket = tickets_[index];
  const auto entity = ticket.entity;
  resource.lists.take_one();
  entities_.cells(entity, program_.needs[ticket.need].hold.value)[0] += 1;
  resource.queue.remove(tickets_, index);
  if (ticket.blocked) {
    --resource.blocked;
  } else {
    meter.waited(ticket.joined, now_);
    meter.leave_queue(now_);
  }
  EntityHead& head = entities_.head(entity);
  head.ticket = none_index;
  if (entities_.keeps_extras()) cancel(entities_.extras(head).limit);
  tickets_.free(index);
  ready_.push_back(entity);
}

void Simulation::grant(std::uint32_t index) {
  const Ticket ticket = tickets_[index];
  const NeedRow& need = program_.needs[ticket.need];
  auto& head = entities_.head(ticket.entity);
  if (need.mode != NeedMode::all) {
    allot(ticket.entity, ticket.need, ticket.part, ticket.amount, ticket.leave_free);
  } else {
    for (auto at = head.ticket; at != none_index; at = tickets_[at].sibling)
      allot(ticket.entity, ticket.need, tickets_[at].part, tickets_[at].amount, tickets_[at].leave_free);
  }
  drop_tickets(ticket.entity);
  ready_.push_back(ticket.entity);
}

} // namespace carepath
