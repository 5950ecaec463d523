// Asking for resources, granting them in queue order, and giving them back.
//
// A request is granted at once when nothing stands in its way; otherwise it takes a ticket in the queue
// of each resource it names. A queue is served strictly in order, except that a request for several
// resources together that still lacks another one lets those behind it pass.
#include "engine/run/simulation.hpp"

#include "engine/base/ensure.hpp"

#include <algorithm>
#include <utility>

namespace carepath {

bool Simulation::available(std::uint32_t resource, double amount) const {
  const auto& state = resources_[resource];
  const auto& row = program_.resources[resource];
  if (row.kind == ResourceKind::diary) return state.lists.has_room(amount, row.overrun);
  return state.in_use + state.turning + amount <= state.capacity;
}

std::size_t Simulation::waiting_for(std::uint32_t resource) const {
  const auto& state = resources_[resource];
  return state.queue.size() + state.paused.size() - state.blocked;
}

void Simulation::resource_changed(std::uint32_t resource) {
  const auto& state = resources_[resource];
  recorder_.resource_changed(ResourceId(resource), state.in_use, static_cast<double>(waiting_for(resource)),
                             state.capacity, now_);
}

/// True when the entity may go on at once; false when it waits or was sent to `refused`.
bool Simulation::seize(std::uint32_t entity, std::uint32_t need_index, std::uint32_t refused) {
  const NeedRow& need = program_.needs[need_index];
  auto& head = entities_.head(entity);
  note_request(head);
  const std::uint32_t chosen = need.mode == NeedMode::one ? chosen_part(need, subject(entity)) : none_index;
  if (grant_at_once(entity, need_index, chosen)) return true;
  const bool full = need.queue_limit.exists() && is_full(need, chosen, subject(entity));
  const SimTime until = need.wait_limit.exists() ? end_of_patience(entity, need) : SimTime::never();
  join_queues(entity, need_index, chosen);
  for (const auto& part : need.parts)
    if (head.ticket != none_index && program_.resources[part.resource.value].kind == ResourceKind::units)
      serve(part.resource.value);
  if (head.ticket == none_index) return false;
  if (full || (until <= now_ && !is_looked_at_later(head, need))) {
    drop_tickets(entity);
    head.pc = refused;
    return true;
  }
  if (until <= program_.plan.end)
    entities_.extras(head).limit =
        calendar_.push(std::max(now_, until), Rank::timer, EventKind::timer, entity);
  return false;
}

/// Until when one who asks now waits. Those found waiting at the start have done so for a while.
SimTime Simulation::end_of_patience(std::uint32_t entity, const NeedRow& need) {
  const auto& head = entities_.head(entity);
  const auto longest = SimTime::from_days(std::max(0.0, evaluate(need.wait_limit, subject(entity))));
  const bool is_found = now_ == SimTime{0} && head.phase == Phase::wait;
  return std::min(SimTime::never(), (is_found ? head.arrived : now_) + longest);
}

/// Whether one who may wait no longer stays all the same until this instant is over: the list that is there
/// at the start is looked at as a whole, and its dates are given when everybody is on it.
bool Simulation::is_looked_at_later(const EntityHead& head, const NeedRow& need) const {
  if (booked_initial_) return false;
  return head.arrived < now_ || program_.resources[need.parts[0].resource.value].book_on_arrival;
}

/// One unit with no rules of its own. In a queue that is not empty those at the front may let others pass.
bool Simulation::seize_simply(std::uint32_t entity, EntityHead& head, std::uint32_t need_index) {
  const SimpleNeed& need = simple_needs_[need_index];
  note_request(head);
  auto& state = resources_[need.resource];
  const bool is_free = state.in_use + 1 <= state.capacity;
  if (is_free && state.queue.size() == 0) {
    take_unit(head, state, need.cell);
    recorder_.meter_of(ResourceId(need.resource)).start(now_);
    return true;
  }
  join_line(entity, head, state, recorder_.meter_of(ResourceId(need.resource)), need_index);
  if (is_free) serve(need.resource);
  return false;
}

/// Requests are numbered: who asked first is first among equals, also when asking again.
void Simulation::note_request(EntityHead& head) {
  ++joined_;
  if (entities_.keeps_extras()) entities_.extras(head).joined_order = joined_;
}

void Simulation::set_keys(std::uint32_t ticket, std::uint32_t resource, EntityHead& head) {
  const auto& order = program_.resources[resource].order;
  double* const keys = tickets_.keys(ticket);
  for (std::size_t key = 0; key < order.keys.size(); ++key) keys[key] = evaluate_for(order.keys[key], head);
}

/// Of `one`: the part with the smallest score, the first of equals.
std::uint32_t Simulation::chosen_part(const NeedRow& need, const Subject& who) const {
  std::uint32_t best = 0;
  double smallest = evaluate(need.scores[0], who);
  for (std::uint32_t part = 1; part < need.parts.size(); ++part)
    if (const double score = evaluate(need.scores[part], who); score < smallest) {
      best = part;
      smallest = score;
    }
  return best;
}

/// Whether as many wait as the need allows, in every queue it would join.
bool Simulation::is_full(const NeedRow& need, std::uint32_t chosen, const Subject& who) const {
  const double limit = evaluate(need.queue_limit, who);
  for (std::uint32_t part = 0; part < need.parts.size(); ++part)
    if ((chosen == none_index || chosen == part) &&
        static_cast<double>(waiting_for(need.parts[part].resource.value)) < limit)
      return false;
  return true;
}

/// One who needs none of a booked diary, nor days of it, has no date to wait for.
bool Simulation::asks_for_nothing(std::uint32_t entity, const NeedRow& need) {
  return !need.span.exists() && whole_amount(need.parts[0].amount, subject(entity)) == 0;
}

/// The common case: one resource, or several, free and with nobody waiting.
bool Simulation::grant_at_once(std::uint32_t entity, std::uint32_t need_index, std::uint32_t chosen) {
  const NeedRow& need = program_.needs[need_index];
  if (need.parts.size() == 1 && program_.resources[need.parts[0].resource.value].book_on_arrival)
    return asks_for_nothing(entity, need) ||
           (booked_initial_ && resources_[need.parts[0].resource.value].queue.size() == 0 &&
            book(need.parts[0].resource.value, entity, need));
  const Subject who = subject(entity);
  const double leave_free = need.leave_free.exists() ? whole_amount(need.leave_free, who) : 0;
  const auto free_now = [&](const NeedPart& part) {
    const auto amount = whole_amount(part.amount, who);
    return amount == 0 ||
           (resources_[part.resource.value].queue.size() == 0 &&
            program_.resources[part.resource.value].kind == ResourceKind::units &&
            !in_groups(part.resource.value) && available(part.resource.value, amount + leave_free));
  };
  if (need.mode == NeedMode::all) {
    if (!std::all_of(need.parts.begin(), need.parts.end(), free_now)) return false;
    for (std::size_t part = 0; part < need.parts.size(); ++part)
      allot(entity, need_index, part, whole_amount(need.parts[part].amount, who));
    return true;
  }
  std::size_t found = 0;
  while (found < need.parts.size() &&
         ((chosen != none_index && found != chosen) || !free_now(need.parts[found])))
    ++found;
  if (found == need.parts.size()) return false;
  allot(entity, need_index, found, whole_amount(need.parts[found].amount, who));
  return true;
}

void Simulation::join_queues(std::uint32_t entity, std::uint32_t need_index, std::uint32_t chosen) {
  const NeedRow& need = program_.needs[need_index];
  for (std::uint32_t part = 0; part < need.parts.size(); ++part)
    if (chosen == none_index || part == chosen) join_queue(entity, need_index, part);
}

void Simulation::join_queue(std::uint32_t entity, std::uint32_t need_index, std::uint32_t part) {
  const NeedRow& need = program_.needs[need_index];
  const Subject who = subject(entity);
  auto& head = entities_.head(entity);
  const auto amount = whole_amount(need.parts[part].amount, who);
  if (amount == 0) return;
  const auto resource = need.parts[part].resource.value;
  const auto index = tickets_.allocate();
  Ticket& ticket = tickets_[index];
  ticket.entity = entity;
  ticket.need = need_index;
  ticket.part = part;
  ticket.amount = amount;
  ticket.leave_free = need.leave_free.exists() ? whole_amount(need.leave_free, who) : 0;
  ticket.sibling = std::exchange(head.ticket, index);
  ticket.joined = now_;
  ticket.joined_order = joined_;
  ticket.blocked = head.phase == Phase::blocked;
  resources_[resource].blocked += ticket.blocked ? 1 : 0;
  if (resources_[resource].order_keys > 0) set_keys(index, resource, head);
  resources_[resource].queue.push(tickets_, index);
  if (program_.resources[resource].book_on_arrival) schedule_opening(resource);
  resource_changed(resource);
}

/// Granted whatever is free: for entities that hold something when the run starts.
void Simulation::take(std::uint32_t entity, std::uint32_t need_index) {
  const NeedRow& need = program_.needs[need_index];
  const Subject who = subject(entity);
  for (std::size_t part = 0; part < need.parts.size(); ++part)
    allot(entity, need_index, part, whole_amount(need.parts[part].amount, who));
}

void Simulation::allot(std::uint32_t entity, std::uint32_t need_index, std::size_t part, std::uint32_t amount,
                       std::uint32_t leave_free) {
  if (amount == 0) return;
  const NeedRow& need = program_.needs[need_index];
  const auto resource = need.parts[part].resource.value;
  auto& state = resources_[resource];
  if (program_.resources[resource].kind == ResourceKind::diary) {
    state.lists.take(amount, amount + leave_free, program_.resources[resource].overrun);
    return; // a slot of today's session is used up, not held
  }
  if (in_groups(resource)) return join_group(entity, need, resource, true);
  state.in_use += amount;
  if (!program_.resources[resource].consumed) entities_.cells(entity, need.hold.value)[part] += amount;
  if (program_.resources[resource].interruptible)
    state.holders.push_back({entity, need_index, static_cast<std::uint32_t>(part)});
  resource_changed(resource);
}

bool Simulation::grantable(const Ticket& ticket) {
  const NeedRow& need = program_.needs[ticket.need];
  if (ticket.resuming || need.mode != NeedMode::all || need.parts.size() == 1)
    return available(need.parts[ticket.part].resource.value, ticket.amount + ticket.leave_free);
  for (auto at = entities_.head(ticket.entity).ticket; at != none_index; at = tickets_[at].sibling)
    if (!available(need.parts[tickets_[at].part].resource.value,
                   tickets_[at].amount + tickets_[at].leave_free))
      return false;
  return true;
}

/// One that lacks only another resource, or must leave units free, lets those behind it pass.
bool Simulation::may_be_passed(const Ticket& ticket) const {
  const NeedRow& need = program_.needs[ticket.need];
  const bool lacks_another = !ticket.resuming && need.mode == NeedMode::all && need.parts.size() > 1;
  return (lacks_another || ticket.leave_free > 0) &&
         available(need.parts[ticket.part].resource.value, ticket.amount);
}

/// Who is served first. Where keys change while waiting, everybody is looked at.
std::uint32_t Simulation::front_of(std::uint32_t resource) {
  std::uint32_t best = resources_[resource].queue.front();
  if (!resources_[resource].changes_order || best == Ticket::none) return best;
  const auto& order = program_.resources[resource].order;
  const auto look = [&](std::uint32_t at) {
    const Subject who = subject(tickets_[at].entity);
    TicketPool::Keys keys{};
    for (std::size_t key = 0; key < order.keys.size(); ++key) keys[key] = evaluate(order.keys[key], who);
    return keys;
  };
  auto best_keys = look(best);
  for (auto at = WaitingQueue::after(tickets_, best); at != Ticket::none;
       at = WaitingQueue::after(tickets_, at)) {
    const auto keys = look(at);
    const bool is_before =
        keys != best_keys ? keys < best_keys : tickets_[at].joined_order < tickets_[best].joined_order;
    if (!is_before) continue;
    best = at;
    best_keys = keys;
  }
  return best;
}

/// Grants waiting requests in order for as long as the front one can be granted or let others pass.
void Simulation::serve(std::uint32_t resource) {
  if (in_groups(resource)) return serve_groups(resource);
  auto& state = resources_[resource];
  auto& queue = state.queue;
  const bool is_diary = program_.resources[resource].kind == ResourceKind::diary;
  while (queue.size() > 0) {
    if (state.is_plain && state.in_use + 1 > state.capacity) break;
    const auto front = front_of(resource);
    if (simple_needs_[tickets_[front].need].holds) {
      grant_simply(state, recorder_.meter_of(ResourceId(resource)), front);
      continue;
    }
    if (is_diary && is_one_slot(tickets_[front])) {
      if (!available(resource, 1)) break;
      grant_slot(state, recorder_.meter_of(ResourceId(resource)), front);
      continue;
    }
    const Ticket ticket = tickets_[front];
    if (grantable(ticket) || make_room(ticket)) {
      ticket.resuming ? go_on(front) : grant(front);
      continue;
    }
    if (!may_be_passed(ticket)) break;
    queue.remove(tickets_, front);
    skipped_.push_back(front);
  }
  if (skipped_.empty()) return;
  for (; !skipped_.empty(); skipped_.pop_back()) queue.restore_front(tickets_, skipped_.back());
  resource_changed(resource);
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

/// Takes the entity out of every queue it stands in. Those behind one who asked for several units may need
/// fewer, even where others stand before it, who may be passed; and who is first now may be one who takes
/// units from others: they are served before time goes on.
void Simulation::drop_tickets(std::uint32_t entity) {
  auto& head = entities_.head(entity);
  while (head.ticket != none_index) {
    const auto index = head.ticket;
    const Ticket ticket = tickets_[index];
    const auto resource = program_.needs[ticket.need].parts[ticket.part].resource.value;
    head.ticket = ticket.sibling;
    if (ticket.amount > 1 || program_.resources[resource].interruptible) unblocked_.push_back(resource);
    remove_ticket(index);
  }
  if (entities_.keeps_extras()) cancel(entities_.extras(head).limit);
}

/// Takes one ticket, no longer in its entity's chain, out of its queue and frees it.
void Simulation::remove_ticket(std::uint32_t index) {
  const Ticket ticket = tickets_[index];
  const auto resource = program_.needs[ticket.need].parts[ticket.part].resource.value;
  auto& state = resources_[resource];
  if (ticket.paused)
    std::erase(state.paused, index);
  else if (skipped_.empty() || std::erase(skipped_, index) == 0)
    state.queue.remove(tickets_, index);
  if (ticket.blocked)
    --state.blocked;
  else
    recorder_.queue_wait(ResourceId(resource), ticket.joined, now_);
  tickets_.free(index);
  resource_changed(resource);
}

} // namespace carepath
