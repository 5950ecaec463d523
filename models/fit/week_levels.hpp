// The capacity of a pool by weekday and hour, from when work started and when people waited in vain.
#pragma once

#include "models/fit/mined_model.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace carepath {

/// Days on which people waited in hours that are taken for open.
struct DaysOfWork {
  std::size_t waited = 0;
  std::size_t idle = 0; // of them, those on which nobody was seen though not all was in use
  std::string weekdays; // that are taken for days of work: "Mon-Thu, Sat"
};

class WeekLevels {
public:
  /// Times are days since `start_day`; nothing lies outside `from` to `until`.
  WeekLevels(std::int64_t start_day, double from, double until);

  /// A start; `busy` is the number at work just after.
  void start(double time, double busy, bool has_waited);
  /// Somebody waited from one time to another.
  void wait(double from, double until);
  /// Not all there is was in use from one time to another.
  void spare(double from, double until);
  [[nodiscard]] bool has_waits() const { return has_waits_; }

  /// Capacities with the hours they hold in, the highest first. One without hours holds always. None is below
  /// what was at work after a start in its hours.
  [[nodiscard]] std::vector<MinedShift> shifts() const;
  [[nodiscard]] DaysOfWork days_of_work() const;

private:
  static constexpr std::size_t weekdays = 7, hours = 24;

  /// One hour of one date.
  struct HourOfDate {
    bool waited = false;    // somebody was waiting at its end, or started in it after a wait
    bool all_of_it = false; // of them one had waited since its beginning, or started in it
    bool spare = false;
    bool started = false;
  };

  /// One hour of a weekday, or of several.
  struct Cell {
    double starts = 0;
    double waited_starts = 0;
    double seen = 0;     // the most busy after a start
    double level = 0;    // the most busy after a start of one who had waited
    double at_level = 0; // starts after a wait that made it so busy
    double chances = 0;  // days of work on which somebody waited in it and not all was in use
    double taken = 0;    // of them, those on which somebody started in it
    void add(const Cell& other);
  };

  /// A weekday, or several.
  struct Day {
    std::array<Cell, hours> hour{};
    double chances = 0; // dates on which somebody waited and not all was in use
    double taken = 0;   // of them, those on which anybody started
    void add(const Day& other);
    [[nodiscard]] Cell all_open() const; // hours in which anybody started
  };

  /// Weekdays that do not clearly differ, and what they show together.
  struct Group {
    std::vector<std::size_t> of;
    Day day{};
  };

  [[nodiscard]] std::size_t weekday_of(std::size_t date) const;
  [[nodiscard]] std::array<Day, weekdays> days() const;
  void count_date(std::size_t date, const Day& any, Day& day) const;
  [[nodiscard]] static bool clearly_less(const Cell& more, const Cell& less);
  [[nodiscard]] static bool clearly_off(const Day& working, const Day& off);
  [[nodiscard]] static bool differ(const Day& one, const Day& other);
  [[nodiscard]] std::vector<Group> groups() const;
  [[nodiscard]] static std::array<double, hours> levels_of(const Day& day);
  [[nodiscard]] std::array<std::array<double, hours>, weekdays> levels() const;
  [[nodiscard]] std::size_t hour_at(double time) const;

  std::int64_t start_day_;
  std::int64_t first_date_;            // days since start_day_
  std::vector<HourOfDate> dates_;      // by date and hour
  std::array<Day, weekdays> starts_{}; // starts and levels, without chances
  bool has_waits_ = false;
};

} // namespace carepath
