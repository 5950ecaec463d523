// The capacity of a pool by hour of the day on weekdays, Saturdays and Sundays, from when work started.
#pragma once

#include "models/fit/mined_model.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace carepath {

class WeekLevels {
public:
  explicit WeekLevels(std::int64_t start_day) : start_day_(start_day) {}

  /// A start at a time (days); `busy` is the number at work just after, when the one started had waited, and
  /// 0 when not.
  void start(double time, double busy);
  /// Somebody waited from one time to another.
  void wait(double from, double until);
  [[nodiscard]] bool has_waits() const { return has_waits_; }

  /// Capacities with the hours they hold in, the highest first. One without hours holds always.
  [[nodiscard]] std::vector<MinedShift> shifts() const;

private:
  static constexpr std::size_t day_kinds = 3, hours = 24;
  struct Cell {
    double starts = 0;
    double waited_starts = 0;
    double level = 0; // the most busy after a start of one who had waited
    double waits = 0; // hours that somebody waited through
  };

  [[nodiscard]] std::size_t cell_of(double time) const;
  [[nodiscard]] std::vector<double> filled() const;

  std::int64_t start_day_;
  std::array<Cell, day_kinds * hours> cells_{};
  bool has_waits_ = false;
};

} // namespace carepath
