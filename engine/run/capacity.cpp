// How much of a resource there is: units given back, turned round, added, taken away, and shared by groups.
#include "engine/run/simulation.hpp"

#include "engine/run/evaluate.hpp"
#include "engine/run/lengths.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {

/// Those who wait are looked at when everything is given back: who needs several of them together is not
/// passed by.
void Simulation::release(std::uint32_t entity, std::uint32_t hold) {
  if (const auto& simple = needs_.simple_holds[hold]; simple.holds) {
    give_units_back(run_.entities.head(entity), run_.resources[simple.resource],
                    recorder_.meter_of(ResourceId(simple.resource)), simple.cell);
    return look_at_queue(simple.resource);
  }
  const auto& held = program_.holds[hold].resources;
  auto* const cells = run_.entities.cells(entity, hold);
  const auto is_units = [&](std::size_t at) {
    return program_.resources[held[at].value].kind == ResourceKind::units;
  };
  for (std::size_t at = 0; at < held.size(); ++at)
    if (cells[at] > 0 && is_units(at)) {
      give_back(entity, held[at].value, cells[at]);
      forget_holder(held[at].value, entity, HoldId(hold));
    }
  for (std::size_t at = 0; at < held.size(); ++at) {
    const auto amount = std::exchange(cells[at], 0u);
    if (!is_units(at))
      give_slots_back(entity, hold, amount);
    else if (amount > 0)
      look_at_queue(held[at].value);
  }
}

/// `cell` says how many units, or which group.
void Simulation::give_back(std::uint32_t entity, std::uint32_t resource, std::uint32_t cell) {
  const auto& row = program_.resources[resource];
  auto& state = run_.resources[resource];
  double amount = cell;
  if (run_.in_groups(resource)) {
    if (--state.group_size[cell - 1] > 0) return;
    state.free_groups.push_back(cell - 1);
    amount = 1;
  }
  state.in_use -= amount;
  if (row.turnaround.exists()) {
    if (row.turnarounds != ValueNode::none) ++run_.entities.visits(entity)[row.turnarounds];
    const double days = evaluate(run_, row.turnaround, run_.subject(entity));
    const SimTime length = SimTime::from_days(days);
    if (length.ms < 0 || length >= SimTime::never())
      fail_length("a turnaround", days, fmt::format("of resource '{}'", row.name));
    const SimTime free_at = run_.now + length;
    if (free_at > run_.now) {
      state.turning += amount;
      state.turnround.emplace_back(free_at, amount);
      if (free_at <= program_.plan.end)
        run_.calendar.push(free_at, Rank::activity, EventKind::turned, resource);
    }
  }
  resource_changed(resource);
}

void Simulation::turned(std::uint32_t resource) {
  auto& state = run_.resources[resource];
  std::erase_if(state.turnround, [&](const auto& unit) {
    if (unit.first > run_.now) return false;
    state.turning -= unit.second;
    return true;
  });
  look_at_queue(resource);
}

void Simulation::capacity_change(std::uint32_t resource) {
  const auto& profile = program_.profiles[program_.resources[resource].capacity.value];
  auto& state = run_.resources[resource];
  while (state.next_change < profile.times.size() && profile.times[state.next_change] <= run_.now)
    state.planned = profile.values[state.next_change++];
  set_capacity(resource);
  if (state.next_change < profile.times.size() && profile.times[state.next_change] <= program_.plan.end)
    run_.calendar.push(profile.times[state.next_change], Rank::capacity, EventKind::capacity, resource);
}

/// What is planned and what is opened beyond it. Units are taken away once those whose work ends at this
/// instant have given theirs back.
void Simulation::set_capacity(std::uint32_t resource) {
  const auto& row = program_.resources[resource];
  auto& state = run_.resources[resource];
  const double before = state.capacity;
  state.capacity = state.planned + (state.escalated ? row.escalation.units : 0);
  if (state.capacity > before) end_pauses(resource);
  resource_changed(resource);
  state.has_fallen |= state.capacity < before && row.when_capacity_falls != Interruption::none;
  if (state.has_fallen) return make_due(resource);
  look_at_queue(resource);
}

/// Looks at the state of the system and opens or closes what is there for escalation. Closing has a time of
/// its own, between reviews as it comes; the reviews keep theirs.
void Simulation::review(std::uint32_t resource) {
  const auto& row = program_.resources[resource].escalation;
  auto& state = run_.resources[resource];
  if (!state.escalated && evaluate(run_, row.open_when, {}) != 0) {
    state.escalated = true;
    set_capacity(resource);
  } else if (state.escalated && state.closes == SimTime::never() && wants_to_close(row)) {
    state.closes = run_.now + row.notice;
  }
  if (state.escalated && run_.now >= state.closes) {
    state.escalated = false;
    state.closes = SimTime::never();
    set_capacity(resource);
  }
  if (run_.now >= state.next_review) state.next_review = run_.now + row.review;
  const SimTime next = std::min(state.next_review, state.closes);
  if (next <= program_.plan.end) run_.calendar.push(next, Rank::capacity, EventKind::review, resource);
}

bool Simulation::wants_to_close(const Escalation& row) const {
  return row.close_when.exists() ? evaluate(run_, row.close_when, {}) != 0
                                 : evaluate(run_, row.open_when, {}) == 0;
}

/// A unit serves those at the front together, when enough are there.
void Simulation::serve_groups(std::uint32_t resource) {
  const auto& row = program_.resources[resource];
  auto& queue = run_.resources[resource].queue;
  while (queue.size() >= std::max(1u, row.least) && run_.available(resource, 1)) {
    const auto members = std::min<std::size_t>(row.group, queue.size());
    for (std::size_t member = 0; member < members; ++member) {
      const Ticket ticket = run_.tickets[front_of(resource)];
      drop_tickets(ticket.entity);
      join_group(ticket.entity, program_.needs[ticket.need], resource, member == 0);
      instant_.ready.push_back(ticket.entity);
    }
  }
}

/// The first of a group takes the unit; the others share it, and the luck of its work.
void Simulation::join_group(std::uint32_t entity, const NeedRow& need, std::uint32_t resource, bool opens) {
  auto& state = run_.resources[resource];
  if (opens) {
    if (state.free_groups.empty()) {
      state.free_groups.push_back(static_cast<std::uint32_t>(state.group_size.size()));
      state.group_size.push_back(0);
    }
    state.joining = state.free_groups.back();
    state.free_groups.pop_back();
    state.in_use += 1;
    ++state.groups;
    resource_changed(resource);
  }
  ++state.group_size[state.joining];
  run_.entities.cells(entity, need.hold.value)[0] = state.joining + 1;
  run_.entities.extras(entity).group_key =
      mix64(mix64(run_.luck.key, program_.resources[resource].purpose), state.groups);
}

} // namespace carepath
