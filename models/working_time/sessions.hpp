// Sessions in a diary: "20 per week" spread over working days, as dated starts with a count.
#pragma once

#include "models/working_time/calendar.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace carepath {

/// How often sessions are held.
struct SessionPace {
  enum class Unit : std::uint8_t { per_week, per_day, spaced };
  Unit unit = Unit::per_week;
  double amount = 0; // sessions a week or a day; for `spaced` the days from one to the next
  friend bool operator==(const SessionPace&, const SessionPace&) = default;
};

/// A pace from `from_day` (days since the start, day 0 being the start's calendar day) until the next piece.
struct SessionPiece {
  double from_day = 0;
  SessionPace pace;
};

struct SessionPlan {
  std::vector<SessionPiece> pieces; // in order of from_day
  double working_share = 1;         // of the year in which sessions are held: 42/52
};

/// One or several sessions that start together.
struct Session {
  SimTime start;
  std::int64_t day = 0;
  std::int64_t count = 1;
  friend bool operator==(const Session&, const Session&) = default;
};

/// All sessions from the start of the run up to `until`, in order of start.
///
/// A week's sessions are dealt evenly over the days the week's hours open (before closures) and start when
/// the day opens; those on closed days are lost. Session k of the run (counted before closures) is held
/// when floor((k+1) s) > floor(k s), s being the working share. A fraction of a session carries over to
/// later weeks. Spaced sessions start at k times their distance from the beginning of their piece; those a
/// day or more apart start when the day opens where that moment is not within the day's hours.
[[nodiscard]] std::vector<Session> spread_sessions(const SessionPlan& plan, const Calendar& calendar,
                                                   SimTime until);

/// The pace that an expression ("= clinics") stands for; nothing after a fault.
using PaceOf = std::function<std::optional<SessionPace>(const Node& node)>;

/// Whether a rate is written for one day ("3 per day", "3/d"), which for sessions is one open day; "2 per 7
/// days" is not.
[[nodiscard]] bool is_per_day(std::string_view text);

/// Reads "20 per week", "3 per day", "every 0.7778 days", an expression, or a list of { from | until, is }.
/// Adds faults.
[[nodiscard]] SessionPlan read_session_plan(const Node& node, const ValueContext& context,
                                            const PaceOf& pace_of_expression = {});

} // namespace carepath
