// The dates of a diary that is booked: which sessions have room for whom, and who has slots of which.
//
// A date is given as soon as one with room is known; the cell of the hold keeps it as session + 1 until it
// comes. Bookings of more than one slot are kept beside it, until the hold is given back.
#pragma once

#include "engine/run/run_state.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace carepath {

/// The first session that starts later than this one.
[[nodiscard]] std::size_t next_date(const std::vector<DiarySession>& sessions, std::size_t session);

/// Whether a session is not held: luck has it so, or too few have booked. Known only when it would begin. Its
/// luck is that of its moment, so that a session more on another day changes nothing.
[[nodiscard]] bool is_cancelled(const RunState& run, std::uint32_t resource, std::size_t session);

/// Where no session has a slot left, the rest of the run: nobody is seen sooner.
[[nodiscard]] double days_to_next_slot(const RunState& run, std::uint32_t resource);

/// Writes down how long before a session more people may have a date in it: the horizon of its diary, and
/// when kept slots are given back.
void find_openings(RunState& run);

/// The dates of one diary at this moment, as a view of the run.
class DiaryDates {
public:
  DiaryDates(RunState& run, std::uint32_t resource)
      : run_(run), resource_(resource), row_(run.program.resources[resource]),
        state_(run.resources[resource]) {}

  /// Books the first session with room that respects notice and horizon, or the first days in a row; false
  /// when there are none.
  bool book(std::uint32_t entity, const NeedRow& need);
  /// More than one slot; none where one slot was booked, or nothing.
  [[nodiscard]] const Booking* booking_of(std::uint32_t entity, std::uint32_t hold) const;
  void forget_booking(std::uint32_t entity, std::uint32_t hold) { state_.bookings.erase({entity, hold}); }
  /// Frees the slots of a booking from its `first` day on, or the one slot of `session`; those of sessions
  /// already held are lost. False when it had no others.
  bool give_days_back(std::uint32_t entity, std::uint32_t hold, std::size_t session, std::size_t first);
  /// When the next session opens to more people.
  [[nodiscard]] SimTime next_opening() const;
  /// Whether those who wait for a date are yet to be looked at because more of the diary opens at this
  /// instant.
  [[nodiscard]] bool opens_now() const;

private:
  [[nodiscard]] bool has_room(std::size_t session, double amount, const NeedRow& need,
                              double leave_free) const;
  [[nodiscard]] bool is_too_far(std::size_t session) const;
  void take_slots(std::size_t session, std::uint32_t amount);
  bool book_stay(std::uint32_t entity, const NeedRow& need, std::size_t from);
  [[nodiscard]] std::vector<std::uint32_t> amounts_of_stay(std::uint32_t entity, const NeedRow& need) const;
  void find_stay(std::size_t from, const NeedRow& need, double leave_free,
                 const std::vector<std::uint32_t>& amounts, Booking& stay) const;

  RunState& run_;
  std::uint32_t resource_;
  const ProgramResource& row_;
  ResourceState& state_;
};

} // namespace carepath
