// The usual service: one unit of a resource without rules of its own, wanted by a step and given back at its
// end.
//
// It is what the instructions arrive, seize, start and release, settle, depart do, one after another, with
// all that it touches at hand.
#include "engine/run/simulation.hpp"

#include <algorithm>
#include <utility>

namespace carepath {

void Simulation::prepare_services() {
  for (std::uint32_t need = 0; need < program_.needs.size(); ++need) {
    Service service;
    const auto step = program_.needs[need].step;
    if (needs_.simple[need].holds && step.value < program_.steps.size()) {
      const auto resource = needs_.simple[need].resource;
      service.row = &recorder_.row_of(step);
      service.resource = &run_.resources[resource];
      service.meter = &recorder_.meter_of(ResourceId(resource));
      service.step = step.value;
      service.node = node_of(step.value);
      service.need = need;
      service.cell = needs_.simple[need].cell;
      service.visit_counter = program_.steps[step.value].visit;
    }
    services_.push_back(service);
  }
}

/// Comes to the step: served at once when a unit is free and nobody waits, else in the queue.
CAREPATH_HOT bool Simulation::enter_service(std::uint32_t entity, EntityHead& head, const Service& service) {
  ResourceState& resource = *service.resource;
  const bool found_there = head.step == none_index; // those present at the start may have waited already
  head.arrived = head.phase_since = found_there ? std::min(run_.now, head.queue_date) : run_.now;
  come_to(entity, head, service.step, service.visit_counter);
  const double* const attributes = EntityStore::attributes(head);
  const std::uint32_t from = std::exchange(head.node, service.node);
  const bool is_free = resource.in_use + 1 <= resource.capacity;
  if (is_free && resource.queue.size() == 0) {
    if (head.arrived < run_.now) [[unlikely]] { // has waited
      recorder_.arrive(*service.row, from, attributes, run_.now);
      recorder_.end_phase(*service.row, Phase::wait, Phase::work, head.phase_since, head.phase_since,
                          head.arrived, attributes, run_.now);
    } else {
      recorder_.arrive_and_start(*service.row, from, attributes, run_.now);
    }
    head.phase = Phase::work;
    head.phase_since = run_.now;
    if (run_.entities.keeps_extras()) note_request(head); // who asked first goes on first after a pause
    take_unit(head, resource, service.cell);
    service.meter->start(run_.now);
    return true;
  }
  head.phase = Phase::wait;
  recorder_.arrive(*service.row, from, attributes, run_.now);
  note_request(head);
  join_line(entity, head, resource, *service.meter, service.need);
  if (is_free) [[unlikely]]
    serve(needs_.simple[service.need].resource);
  return false;
}

/// Gives the unit back and leaves the step; false when others that end at this instant give back first.
CAREPATH_HOT bool Simulation::end_service(std::uint32_t entity, EntityHead& head, const Service& service) {
  ResourceState& resource = *service.resource;
  give_units_back(head, resource, *service.meter, service.cell);
  const bool others_give_back = others_end_now();
  if (others_give_back || !instant_.due.empty()) [[unlikely]] {
    look_at_queue(needs_.simple[service.need].resource);
    if (others_give_back) return settle(entity, head), false;
    serve_when_all_is_there();
  } else if (resource.queue.size() > 0) {
    serve_waiting(resource, *service.meter);
  }
  if (goes_behind_those_granted(entity)) [[unlikely]]
    return false;
  if (head.phase != Phase::work || was_interrupted(head)) [[unlikely]] {
    end_phase(head, Phase::none, true);
    return true;
  }
  pass_phase(head, *service.row, Phase::work, Phase::none);
  return true;
}

/// A unit without rules of its own, kept in a cell of the entity's row. Its meter is told by the caller, who
/// knows whether somebody left the queue for it.
CAREPATH_HOT void Simulation::take_unit(EntityHead& head, ResourceState& resource, std::uint32_t cell) {
  resource.in_use += 1;
  run_.entities.all_cells(head)[cell] += 1;
}

/// All that a cell keeps of such a resource. The caller looks at those who wait.
CAREPATH_HOT void Simulation::give_units_back(EntityHead& head, ResourceState& resource, ResourceMeter& meter,
                                              std::uint32_t cell) {
  const auto amount = std::exchange(run_.entities.all_cells(head)[cell], 0u);
  if (amount == 0) return;
  resource.in_use -= amount;
  meter.give_back(amount, run_.now);
}

/// Takes a ticket for one unit of a resource without rules.
CAREPATH_HOT void Simulation::join_line(std::uint32_t entity, EntityHead& head, ResourceState& resource,
                                        ResourceMeter& meter, std::uint32_t need) {
  const auto index = run_.tickets.allocate();
  Ticket& ticket = run_.tickets[index];
  ticket.entity = entity;
  ticket.need = need;
  ticket.joined = run_.now;
  ticket.joined_order = joined_;
  head.ticket = index;
  if (head.phase == Phase::blocked) [[unlikely]] {
    ticket.blocked = true;
    ++resource.blocked;
  } else {
    meter.join(run_.now);
  }
  if (resource.order_keys > 0) set_keys(index, needs_.simple[need].resource, head);
  resource.queue.push(run_.tickets, index);
}

/// Those who wait for a resource without rules get what is free, in order; when a request of another kind
/// stands at the front they are served as any.
void Simulation::serve_waiting(ResourceState& resource, ResourceMeter& meter) {
  while (resource.queue.size() > 0 && resource.in_use + 1 <= resource.capacity) {
    const auto front = resource.queue.front();
    if (resource.changes_order || !needs_.simple[run_.tickets[front].need].holds)
      return serve(static_cast<std::uint32_t>(&resource - run_.resources.data()));
    grant_simply(resource, meter, front);
  }
}

CAREPATH_HOT void Simulation::grant_simply(ResourceState& resource, ResourceMeter& meter,
                                           std::uint32_t index) {
  const Ticket& ticket = run_.tickets[index];
  const auto entity = ticket.entity;
  resource.queue.remove(run_.tickets, index);
  if (ticket.blocked) [[unlikely]] {
    --resource.blocked;
    meter.start(run_.now);
  } else {
    meter.waited(ticket.joined, run_.now);
    meter.start_from_queue(run_.now);
  }
  EntityHead& head = run_.entities.head(entity);
  head.ticket = none_index;
  take_unit(head, resource, needs_.simple[ticket.need].cell);
  run_.tickets.free(index);
  instant_.ready.push_back(entity);
}

} // namespace carepath
