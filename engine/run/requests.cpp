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
  if (program_.resources[resource].kind == ResourceKind::diary) return state.tokens >= amount;
  return state.in_use + amount <= state.capacity;
}

void Simulation::resource_changed(std::uint32_t resource) {
  const auto& state = resources_[resource];
  recorder_.resource_changed(ResourceId(resource), state.in_use, static_cast<double>(state.queue.size()),
                             state.capacity, now_);
}

/// True when the entity may go on at once; false when it waits or was sent to `refused`.
bool Simulation::seize(std::uint32_t entity, std::uint32_t need_index, std::uint32_t refused) {
  const NeedRow& need = program_.needs[need_index];
  if (grant_at_once(entity, need)) return true;
  auto& head = entities_.head(entity);
  const double limit = need.wait_limit.exists() ? evaluate(need.wait_limit, subject(entity)) : -1;
  join_queues(entity, need_index);
  for (const auto& part : need.parts)
    if (head.ticket != none_index && program_.resources[part.resource.value].kind == ResourceKind::units)
      serve(part.resource.value);
  if (head.ticket == none_index || !need.wait_limit.exists()) return false;
  if (limit > 0) {
    const SimTime at = now_ + SimTime::from_days(limit);
    if (at <= program_.plan.end) head.limit = calendar_.push(at, Rank::timer, EventKind::timer, entity);
    return false;
  }
  drop_tickets(entity, false);
  head.pc = refused;
  return true;
}

/// The common case: one resource, or several, free and with nobody waiting.
bool Simulation::grant_at_once(std::uint32_t entity, const NeedRow& need) {
  if (need.parts.size() == 1 && program_.resources[need.parts[0].resource.value].book_on_arrival)
    return booked_initial_ && resources_[need.parts[0].resource.value].queue.size() == 0 &&
           book(need.parts[0].resource.value, entity, need);
  const Subject who = subject(entity);
  const auto free_now = [&](const NeedPart& part) {
    return resources_[part.resource.value].queue.size() == 0 &&
           program_.resources[part.resource.value].kind == ResourceKind::units &&
           available(part.resource.value, whole_amount(part.amount, who));
  };
  if (need.mode == NeedMode::all) {
    if (!std::all_of(need.parts.begin(), need.parts.end(), free_now)) return false;
    for (std::size_t part = 0; part < need.parts.size(); ++part)
      allot(entity, need, part, whole_amount(need.parts[part].amount, who));
    return true;
  }
  const auto found = std::find_if(need.parts.begin(), need.parts.end(), free_now);
  if (found == need.parts.end()) return false;
  allot(entity, need, static_cast<std::size_t>(found - need.parts.begin()), whole_amount(found->amount, who));
  return true;
}

void Simulation::join_queues(std::uint32_t entity, std::uint32_t need_index) {
  const NeedRow& need = program_.needs[need_index];
  auto& head = entities_.head(entity);
  const Subject who = subject(entity);
  for (std::uint32_t part = 0; part < need.parts.size(); ++part) {
    const auto resource = need.parts[part].resource.value;
    const auto index = tickets_.allocate();
    Ticket& ticket = tickets_[index];
    ticket.entity = entity;
    ticket.need = need_index;
    ticket.part = part;
    ticket.amount = whole_amount(need.parts[part].amount, who);
    ticket.sibling = std::exchange(head.ticket, index);
    ticket.joined = now_;
    ticket.joined_order = ++joined_;
    const auto& keys = program_.resources[resource].order.keys;
    for (std::size_t key = 0; key < keys.size(); ++key) ticket.keys[key] = evaluate(keys[key], who);
    resources_[resource].queue.push(tickets_, index);
    resource_changed(resource);
  }
}

/// Granted whatever is free: for entities that hold something when the run starts.
void Simulation::take(std::uint32_t entity, std::uint32_t need_index) {
  const NeedRow& need = program_.needs[need_index];
  const Subject who = subject(entity);
  for (std::size_t part = 0; part < need.parts.size(); ++part)
    allot(entity, need, part, whole_amount(need.parts[part].amount, who));
}

void Simulation::allot(std::uint32_t entity, const NeedRow& need, std::size_t part, std::uint32_t amount) {
  const auto resource = need.parts[part].resource.value;
  auto& state = resources_[resource];
  if (program_.resources[resource].kind == ResourceKind::diary) {
    state.tokens -= amount;
    return; // a slot of today's session is used up, not held
  }
  state.in_use += amount;
  entities_.cells(entity, need.hold.value)[part] += amount;
  resource_changed(resource);
}

bool Simulation::grantable(const Ticket& ticket) {
  const NeedRow& need = program_.needs[ticket.need];
  if (need.mode == NeedMode::any || need.parts.size() == 1)
    return available(need.parts[ticket.part].resource.value, ticket.amount);
  for (auto at = entities_.head(ticket.entity).ticket; at != none_index; at = tickets_[at].sibling)
    if (!available(need.parts[tickets_[at].part].resource.value, tickets_[at].amount)) return false;
  return true;
}

/// Grants waiting requests in order for as long as the front one can be granted.
void Simulation::serve(std::uint32_t resource) {
  auto& queue = resources_[resource].queue;
  while (queue.size() > 0) {
    const auto front = queue.front();
    const Ticket& ticket = tickets_[front];
    if (grantable(ticket)) {
      grant(front);
      continue;
    }
    const NeedRow& need = program_.needs[ticket.need];
    const bool lacks_only_another =
        need.mode == NeedMode::all && need.parts.size() > 1 && available(resource, ticket.amount);
    if (!lacks_only_another) break;
    queue.remove(tickets_, front);
    skipped_.push_back(front);
  }
  if (skipped_.empty()) return;
  for (; !skipped_.empty(); skipped_.pop_back()) queue.restore_front(tickets_, skipped_.back());
  resource_changed(resource);
}

void Simulation::grant(std::uint32_t index) {
  const Ticket ticket = tickets_[index];
  const NeedRow& need = program_.needs[ticket.need];
  auto& head = entities_.head(ticket.entity);
  if (need.mode == NeedMode::any) {
    allot(ticket.entity, need, ticket.part, ticket.amount);
  } else {
    for (auto at = head.ticket; at != none_index; at = tickets_[at].sibling)
      allot(ticket.entity, need, tickets_[at].part, tickets_[at].amount);
  }
  drop_tickets(ticket.entity, true);
  ready_.push_back(ticket.entity);
}

/// Takes the entity out of every queue it stands in. Those behind one who asked for several units may need
/// fewer: they are served before time goes on.
void Simulation::drop_tickets(std::uint32_t entity, bool granted) {
  auto& head = entities_.head(entity);
  while (head.ticket != none_index) {
    const auto index = head.ticket;
    const Ticket& ticket = tickets_[index];
    const auto resource = program_.needs[ticket.need].parts[ticket.part].resource.value;
    head.ticket = ticket.sibling;
    if (ticket.amount > 1 && resources_[resource].queue.front() == index) unblocked_.push_back(resource);
    resources_[resource].queue.remove(tickets_, index);
    recorder_.queue_wait(ResourceId(resource), ticket.joined, granted, now_);
    tickets_.free(index);
    resource_changed(resource);
  }
  if (std::exchange(head.limit, 0) != 0) calendar_.cancel_one();
}

/// Everything is given back before anyone is served: who needs several of them together is not passed by.
void Simulation::release(std::uint32_t entity, std::uint32_t hold) {
  const auto& held = program_.holds[hold].resources;
  auto* const cells = entities_.cells(entity, hold);
  const auto is_units = [&](std::size_t at) {
    return program_.resources[held[at].value].kind == ResourceKind::units;
  };
  for (std::size_t at = 0; at < held.size(); ++at)
    if (cells[at] > 0 && is_units(at)) {
      resources_[held[at].value].in_use -= cells[at];
      resource_changed(held[at].value);
    }
  for (std::size_t at = 0; at < held.size(); ++at) {
    const auto amount = std::exchange(cells[at], 0u);
    if (amount == 0) continue;
    is_units(at) ? serve(held[at].value) : give_slot_back(held[at].value, amount - 1);
  }
}

void Simulation::capacity_change(std::uint32_t resource) {
  const auto& profile = program_.profiles[program_.resources[resource].capacity.value];
  auto& state = resources_[resource];
  while (state.next_change < profile.times.size() && profile.times[state.next_change] <= now_)
    state.capacity = profile.values[state.next_change++];
  resource_changed(resource);
  serve(resource);
  if (state.next_change < profile.times.size() && profile.times[state.next_change] <= program_.plan.end)
    calendar_.push(profile.times[state.next_change], Rank::capacity, EventKind::capacity, resource);
}

} // namespace carepath
