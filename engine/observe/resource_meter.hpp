// One resource over time: units busy, queue and capacity weighted by time, slots of diaries, and a check
// of its queue by Little's law.
//
// The check compares two records that are kept apart: the area under the queue's length, and the waits
// told by those who leave it, clipped to the measured period. With the waits of those still in the queue
// at the end the two are equal (the finite-horizon form of L = lambda W), so any difference beyond
// rounding is a fault. When those still there are not told one by one, the sum of their waits comes from
// the joins: the queue's net growth in an instant plus its leavers in that instant.
#pragma once

#include "engine/base/sim_time.hpp"
#include "engine/observe/measure.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace carepath {

class ResourceMeter {
public:
  /// `capacity`: at time 0. `diary`: used and offered slots are counted instead of busy units.
  ResourceMeter(const ResourceWatch& watch, bool diary, double capacity);

  void changed(double busy, double queue, double capacity, SimTime now) {
    advance(now);
    busy_ = busy;
    queue_ = queue;
    capacity_ = capacity;
  }
  /// One that joined at `joined` leaves the queue. A wait of nothing adds nothing.
  void waited(SimTime joined, SimTime now) {
    if (joined.ms >= now.ms) return;
    advance(now);
    const std::int64_t from = std::max(joined.ms, start_);
    leavers_.number += 1;
    leavers_.joined += from - start_;
    leavers_.waits += now.ms - from;
    instant_leavers_ += 1;
  }
  void still_waiting(SimTime joined, SimTime now) {
    present_.number += 1;
    present_.waits += now.ms - std::max(joined.ms, start_);
  }
  /// Sessions of the measured period only.
  void session(double sessions, double offered, double used) {
    sessions_ += sessions;
    offered_ += offered;
    used_ += used;
  }
  void end_warm_up(SimTime now);
  /// Brings all areas up to the end of the run.
  void close(SimTime now);

  [[nodiscard]] bool diary() const { return diary_; }
  [[nodiscard]] double busy() const { return busy_; }
  [[nodiscard]] double queue() const { return queue_; }
  [[nodiscard]] double capacity() const { return capacity_; }
  /// The longest queue held for any time.
  [[nodiscard]] double queue_maximum() const { return queue_maximum_; }
  [[nodiscard]] double sessions() const { return sessions_; }
  [[nodiscard]] double offered() const { return offered_; }
  [[nodiscard]] double used() const { return used_; }

  // Units times days since the measured period began, brought up to `now`.
  [[nodiscard]] double busy_area(SimTime now) const { return area_at(busy_area_, busy_, now); }
  [[nodiscard]] double queue_area(SimTime now) const { return area_at(queue_area_, queue_, now); }
  [[nodiscard]] double capacity_area(SimTime now) const { return area_at(capacity_area_, capacity_, now); }

  // Over the measured period; NaN when it has no length.
  [[nodiscard]] double busy_mean() const { return mean_of(busy_area_); }
  [[nodiscard]] double queue_mean() const { return mean_of(queue_area_); }
  /// Units on average; slots offered per week for a diary.
  [[nodiscard]] double capacity_mean() const;
  /// Busy over capacity, both time averages; slots used over offered for a diary. NaN when capacity is
  /// unbounded or there was none.
  [[nodiscard]] double utilisation() const;
  /// Units busy on average; slots used per week for a diary.
  [[nodiscard]] double used_mean() const;
  /// Share of time with busy / capacity above `threshold`, which the resource's watch must list.
  [[nodiscard]] double share_over(double threshold) const;
  /// Milliseconds with 0, 1, 2, ... busy; the watch must ask for a distribution.
  [[nodiscard]] std::span<const double> busy_times() const;
  /// |area told by waits - area of the queue| / area of the queue, after `close`. NaN when nobody waited.
  [[nodiscard]] double littles_law_error() const;

private:
  struct Waits {
    std::int64_t number = 0;
    std::int64_t joined = 0; // sum of joining times since the start of the measured period, ms
    std::int64_t waits = 0;  // ms inside the measured period
  };

  void advance(SimTime now) {
    if (now.ms > last_) pass(now.ms);
  }
  void pass(std::int64_t now) {
    const auto passed = static_cast<double>(now - last_);
    if (queue_ != instant_queue_ || instant_leavers_ != 0) end_instant();
    busy_area_ += busy_ * passed;
    queue_area_ += queue_ * passed;
    capacity_area_ += capacity_ * passed;
    queue_maximum_ = std::max(queue_maximum_, queue_);
    if (watched_) add_watched(passed);
    last_ = now;
  }
  void end_instant();
  void add_watched(double passed);
  [[nodiscard]] double mean_of(double area) const;
  [[nodiscard]] double area_at(double area, double level, SimTime now) const {
    const auto passed = static_cast<double>(std::max<std::int64_t>(0, now.ms - last_));
    return (area + level * passed) / static_cast<double>(milliseconds_per_day);
  }

  double busy_ = 0;
  double queue_ = 0;
  double capacity_ = 0;
  double queue_maximum_ = 0;
  std::int64_t last_ = 0;
  std::int64_t start_ = 0; // of the measured period
  bool watched_ = false;
  bool diary_ = false;
  bool distribution_ = false;
  double busy_area_ = 0; // units times ms
  double queue_area_ = 0;
  double capacity_area_ = 0;
  double sessions_ = 0;
  double offered_ = 0;
  double used_ = 0;
  double instant_queue_ = 0; // the queue before the present instant
  double instant_leavers_ = 0;
  Waits joiners_; // number and joining times
  Waits leavers_;
  Waits present_; // those told at the end
  std::vector<double> thresholds_;
  std::vector<double> time_over_; // ms, per threshold
  std::vector<double> time_at_;   // ms at 0, 1, 2, ... busy
};

} // namespace carepath
