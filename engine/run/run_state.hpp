// Where a replication stands: who is in the system and where, what there is of every resource, who waits for
// it, and what will happen when.
//
// Plain data. The simulation changes it; what only reads it (values, dates to be had, who is held up for
// good) needs nothing else and has files of its own.
#pragma once

#include "engine/observe/replication_result.hpp"
#include "engine/program/program.hpp"
#include "engine/random/stream.hpp"
#include "engine/run/entity_store.hpp"
#include "engine/run/event_calendar.hpp"
#include "engine/run/replication.hpp"
#include "engine/run/resource_state.hpp"
#include "engine/run/source_state.hpp"
#include "engine/run/waiting_queue.hpp"

#include <cstdint>
#include <vector>

namespace carepath {

/// What a value is evaluated for: an entity, or a source (no entity yet).
struct Subject {
  std::uint64_t key = 0;
  EntityHead* head = nullptr;
  const double* holder = nullptr; // attributes of one whose units it may take
  double day_of_stay = 0;
  bool of_group = false; // the luck is a group's, whatever the visit
};

struct RunState {
  /// At the start, with nobody in it. The program outlives it.
  RunState(const Program& program, const ReplicationOptions& options);

  const Program& program;
  const ValueNode* const values; // the program's tables, at hand
  const PreparedDraw* const draws;
  SimTime now;
  ReplicationLuck luck;
  EventCalendar calendar;
  mutable EntityStore entities; // who reads values is given rows, whose columns may be changed
  TicketPool tickets;
  std::vector<ResourceState> resources;
  std::vector<SourceState> sources;
  mutable ImpossibleChances impossible_chances; // met while values are read

  [[nodiscard]] Subject subject(std::uint32_t entity) const {
    EntityHead& head = entities.head(entity);
    return {head.key, &head, nullptr, 0, false};
  }
  /// A branch speaks for the one it belongs to.
  [[nodiscard]] EntityHead& speaks_for(EntityHead& head) const {
    const std::uint32_t parent = entities.seen_extras(head).parent;
    return parent == none_index ? head : entities.head(entities.root(parent));
  }
  /// Of an interval that opened at `opened`: whole calendar days where it is kept so.
  [[nodiscard]] SimTime interval_age(SimTime opened, std::uint32_t interval) const;
  /// In the queue or to go on when the capacity rises, without those held back in the step before.
  [[nodiscard]] std::size_t waiting_for(std::uint32_t resource) const {
    const auto& state = resources[resource];
    return state.queue.size() + state.paused.size() - state.blocked;
  }
  /// Whether so much of it is free now.
  [[nodiscard]] bool available(std::uint32_t resource, double amount) const;
  [[nodiscard]] bool in_groups(std::uint32_t resource) const { return program.resources[resource].group > 1; }
  /// Units of a resource that an entity holds; a branch also those of the ones it comes from.
  [[nodiscard]] double units_held(std::uint32_t resource, EntityHead& head) const;
  /// The same by itself alone.
  [[nodiscard]] double units_in_row(std::uint32_t resource, EntityHead& head) const;
};

} // namespace carepath
