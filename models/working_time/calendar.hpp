// When something is open: a week's hours, less closed days, within yearly seasons.
//
// Times are counted from the start of the run, days from the start's calendar day (day 0).
#pragma once

#include "engine/base/sim_time.hpp"
#include "models/scenario/value.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace carepath {

/// Open hours of a day: milliseconds since midnight, up to but not including `until`. Those that `continue`
/// are the end of hours that began the day before.
struct OpenHours {
  std::int64_t from = 0;
  std::int64_t until = milliseconds_per_day;
  bool continues = false;
  friend bool operator==(const OpenHours&, const OpenHours&) = default;
};

/// A part of every year, both days included; it may pass the year's end (14 Dec to 7 Mar).
struct Season {
  std::pair<int, int> first; // month, day
  std::pair<int, int> last;
};

/// Days closed, from the first to the last, as day numbers from 1970-01-01.
struct ClosedDays {
  std::int64_t first = 0;
  std::int64_t last = 0;
};

/// From `at` on, open or closed.
struct OpenChange {
  SimTime at;
  bool open = false;
};

class Calendar {
public:
  /// Open all the time, for a run that starts on `start_day` (from 1970-01-01) at `start_time_of_day` days.
  explicit Calendar(std::int64_t start_day, double start_time_of_day = 0);

  /// Adds open hours on a weekday (0 Monday); the first call replaces "always". Hours that end at or
  /// before they begin go on into the next day.
  void open_on(int weekday, OpenHours hours);
  void close(ClosedDays days);
  void close_on_bank_holidays();
  void limit_to(Season season);

  [[nodiscard]] bool open_at(SimTime time) const;
  /// The first time after `time` at which open turns to closed or back; never() when there is none.
  [[nodiscard]] SimTime next_change(SimTime time) const;
  /// Whether open hours begin on day `day` that is not closed off.
  [[nodiscard]] bool open_day(std::int64_t day) const;
  /// Whether hours of the week begin on the day, whatever is closed off.
  [[nodiscard]] bool nominal_day(std::int64_t day) const;
  /// Open days from `first` up to but not including `last`.
  [[nodiscard]] std::int64_t open_days(std::int64_t first, std::int64_t last) const;
  /// When the first hours begin that begin on this day by the week's pattern (midnight when none do).
  [[nodiscard]] SimTime opening_time(std::int64_t day) const;
  /// The state at `from`, then every change before `until`.
  [[nodiscard]] std::vector<OpenChange> changes(SimTime from, SimTime until) const;
  /// 0 for Monday to 6 for Sunday.
  [[nodiscard]] int weekday_of(std::int64_t day) const;
  /// The calendar day a time falls on.
  [[nodiscard]] std::int64_t day_of(SimTime time) const;
  /// Midnight at the beginning of a day.
  [[nodiscard]] SimTime midnight(std::int64_t day) const;

private:
  [[nodiscard]] const std::vector<OpenHours>& hours_of(std::int64_t day) const;
  [[nodiscard]] bool closed_off(std::int64_t day) const;

  std::int64_t start_day_;
  std::int64_t start_milliseconds_; // since midnight of the start day
  std::array<std::vector<OpenHours>, 7> week_;
  bool always_ = true;
  bool bank_holidays_ = false;
  std::vector<ClosedDays> closed_;
  std::vector<Season> seasons_;
};

/// Reads a calendar from the nodes of its fields, any of which may be missing:
/// open = ["Mon-Fri 08:00-18:00", "Sat 09:00-12:00"], closed = "bank_holidays" or dates ("2026-12-24"),
/// ranges ("2026-12-24 to 2027-01-02") or a list of these, yearly = ["14 Dec to 7 Mar"].
[[nodiscard]] Calendar read_calendar(const Node* open, const Node* closed, const Node* yearly,
                                     const ValueContext& context);

} // namespace carepath
