// The closed list of things an entity can do. A step in a scenario lowers to a run of these.
//
// Operands are indices into the program's tables. A new opcode is a decision to argue; a new step is not.
#pragma once

#include <cstdint>

namespace carepath {

enum class Opcode : std::uint8_t {
  // time
  delay,  // a = value (days), b = 1: of a group's work: go on after it
  settle, // let every activity that ends at this instant release first; a = 1: let all who are about to
          // go on at this instant do so first
  // resources
  seize,         // a = need, b = target when refused: go on when granted
  take,          // a = need: granted at once, whatever is free (entities present at the start)
  await_booking, // a = hold, b = value (days before): go on when the booked slot is that near; c = where to
                 // go when the session is not held
  release,       // a = hold; nothing happens when it is empty
  // attributes
  set,            // a = attribute, b = value
  backdate,       // a, b = values (days): how long ago the entity entered, and joined its queue
  join_queue_now, // the queue date becomes now
  // routing
  jump,        // a = target
  branch_if,   // a = value, b = target
  route,       // a = value giving an index, b = first of the targets, c = how many
  fork,        // a = first of the targets, b = how many: each begins a branch; go on when all have joined
  start_timer, // a = timer
  stop_timer,  // a = timer
  // measures
  open_interval,    // a = interval, b = since when: one of the below
  close_interval,   // a = interval, b = reason
  nullify_interval, // a = interval, b = 1: reopen at the next `reopen_interval`
  reopen_interval,  // a = interval: opens now if it was nullified so
  mark_interval,    // a = interval: the decision mark
  count,            // a = measure
  tally,            // a = measure, b = value, c = 1: of a group's work, as it was drawn
  arrive,           // a = step: the wait phase begins
  start,            // a = step: work begins
  finish,           // a = step: work ends, the exit phase begins
  block,            // a = step: work and exit done, held back until the next needs are granted
  depart,           // a = step, b = how it is left: one of the below
  resume_work,      // a = step: the entity is found in the work phase (present at the start)
  // life
  join,  // a branch ends
  leave, // a = outcome
  // several of the above in one; a replication puts them in the place of the first
  // (engine/run/fused_code.hpp)
  enter_service,      // arrive, seize one unit, start: a = step, b = need
  enter_service_anew, // the same after join_queue_now
  end_service         // release, settle, depart with the end of work: a = hold, b = need, c = where to go on
};

// Since when `open_interval` counts it as open: now; when the entity entered; or came to its step.
inline constexpr std::uint32_t opens_now = 0;
inline constexpr std::uint32_t opens_from_entry = 1;
inline constexpr std::uint32_t opens_from_arrival = 2;

// How `depart` leaves a step: at the end of what comes after work, else before work; with the end of work; or
// with the phase it is in cut short, whichever that is; or before its work began, by a failure or a refusal,
// also of one who is still held back in the step before.
inline constexpr std::uint32_t departs_after_work = 0;
inline constexpr std::uint32_t departs_with_work = 1;
inline constexpr std::uint32_t departs_cut_short = 2;
inline constexpr std::uint32_t departs_failed = 3;
inline constexpr std::uint32_t departs_refused = 4;

struct Instruction {
  Opcode op = Opcode::leave;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t c = 0;
};

/// How many instructions a fused one stands for.
inline constexpr std::uint32_t enter_service_length = 3;
inline constexpr std::uint32_t end_service_length = 3;

inline constexpr std::uint32_t no_target = 0xFFFF'FFFFu;

/// "seize", "await_booking": for listings.
[[nodiscard]] const char* opcode_name(Opcode op);

} // namespace carepath
