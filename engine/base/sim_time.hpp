// Simulated time: whole milliseconds since the scenario's start date.
//
// An integer clock makes ties real ties and results exact on every machine. Expressions and results speak
// in days (double); `from_days` rounds to the nearest millisecond. What is no number becomes long before all
// time, so that checks for negative durations catch it.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>

namespace carepath {

inline constexpr std::int64_t milliseconds_per_day = 86'400'000;

struct SimTime {
  std::int64_t ms = 0;

  static constexpr SimTime never() { return {std::numeric_limits<std::int64_t>::max() / 4}; }
  static constexpr SimTime from_days(double days) {
    const double ms = days * static_cast<double>(milliseconds_per_day);
    if (ms >= static_cast<double>(never().ms)) return never();
    if (!(ms > -static_cast<double>(never().ms))) return {-never().ms}; // also what is no number
    return {static_cast<std::int64_t>(ms < 0 ? ms - 0.5 : ms + 0.5)};
  }
  [[nodiscard]] constexpr double days() const {
    return static_cast<double>(ms) / static_cast<double>(milliseconds_per_day);
  }
  /// Calendar day number since the start date; times before the start have negative days.
  [[nodiscard]] constexpr std::int64_t day() const {
    return ms >= 0 ? ms / milliseconds_per_day : -((-ms + milliseconds_per_day - 1) / milliseconds_per_day);
  }

  friend constexpr auto operator<=>(SimTime, SimTime) = default;
  friend constexpr SimTime operator+(SimTime a, SimTime b) { return {a.ms + b.ms}; }
  friend constexpr SimTime operator-(SimTime a, SimTime b) { return {a.ms - b.ms}; }
};

} // namespace carepath
