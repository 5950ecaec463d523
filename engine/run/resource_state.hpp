// A resource in a run.
#pragma once

#include "engine/program/program.hpp"
#include "engine/run/diary_state.hpp"
#include "engine/run/event_calendar.hpp"
#include "engine/run/free_slots.hpp"
#include "engine/run/waiting_queue.hpp"

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace carepath {

/// Somebody whose units can be taken away.
struct Holder {
  std::uint32_t entity = 0;
  std::uint32_t need = 0;
  std::uint32_t part = 0;
};

/// Units that are held, given back and free at once.
[[nodiscard]] inline bool has_no_rules(const ProgramResource& row) {
  return row.kind == ResourceKind::units && !row.consumed && row.group <= 1 && !row.interruptible &&
         !row.turnaround.exists();
}

/// Of one resource at this moment: what is in use, who waits, and what its own rules need to remember.
struct ResourceState {
  explicit ResourceState(const ProgramResource& row);
  double capacity = 0; // units; infinity: no bound
  double in_use = 0;
  WaitingQueue queue;
  std::uint32_t order_keys = 0; // keys of a queue kept in order
  bool is_due = false; // those who wait are looked at when all that ends at this instant has given back
  bool is_being_served = false; // they are being looked at
  bool has_fallen = false;      // its capacity, and units in use are still to be taken away
  bool is_plain = false;        // units with no rules of their own: without a free one nobody is served
  bool changes_order = false;   // who is first is looked for at each service
  std::size_t blocked = 0;      // tickets of those held back in the step before
  double turning = 0;           // given back, not yet free
  std::vector<std::pair<SimTime, double>> turnround; // when how many are free again
  double planned = 0;                                // capacity by the calendar, without escalation
  bool escalated = false;
  SimTime closes = SimTime::never();     // the escalation, when that is decided
  SimTime next_review;                   // of it
  std::vector<std::uint32_t> group_size; // of each group: how many are still in it
  std::vector<std::uint32_t> free_groups;
  std::uint32_t joining = 0;         // the group being filled
  std::uint64_t groups = 0;          // so far
  std::size_t next_change = 0;       // in the capacity profile, or the next session of a diary
  OpenLists lists;                   // diary: being filled at this instant
  FreeSlots free_sessions;           // diary, booking
  std::vector<std::uint32_t> booked; // diary, booking: per session
  std::map<std::pair<std::uint32_t, std::uint32_t>, Booking>
      bookings;                      // of more than one slot, by entity and hold
  std::vector<Holder> holders;       // when interruptible, in the order they were granted
  std::vector<std::uint32_t> paused; // tickets of those who go on when the capacity rises
  std::vector<SimTime> openings;     // diary, booking: so long before a session more of it can be booked
  EventPlace look = no_event;        // diary, booking: at those who wait for a date, and when
  SimTime looks_at;
};

} // namespace carepath
