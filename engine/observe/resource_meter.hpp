// One resource over time: units busy, queue and capacity weighted by time, slots of diaries, and a check
// of its queue by Little's law.
//
// The check compares two records that are kept apart: the area under the queue's length, and the waits told
// one by one by those who leave it or are in it at the end, clipped to the measured period. The two are equal
// (the finite-horizon form of L = lambda W), so any difference beyond rounding is a fault.
#pragma once

#include "engine/base/sim_time.hpp"
#include "engine/observe/level_sum.hpp"
#include "engine/observe/measure.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace carepath {

class ResourceMeter {
public:
  /// `capacity`: at time 0. `diary`: used and offered slots are counted instead of busy units.
  /// `keeps_maximum`: the longest queue is asked for.
  ResourceMeter(const ResourceWatch& watch, bool diary, double capacity, bool keeps_maximum);

  /// By how many the units busy and the queue change.
  void change(std::int64_t busy, std::int64_t queue, SimTime now) {
    if (watched_) watch(now);
    busy_.change(busy, now);
    queue_.change(queue, now);
  }
  // One unit or one who waits.
  void start(SimTime now) {
    if (watched_) watch(now);
    busy_.rise(now);
  }
  void start_from_queue(SimTime now) {
    start(now);
    queue_.fall(now);
  }
  void join(SimTime now) {
    if (watched_) watch(now);
    queue_.rise(now);
  }
  void leave_queue(SimTime now) {
    if (watched_) watch(now);
    queue_.fall(now);
  }
  void give_back(std::uint32_t units, SimTime now) {
    if (watched_) watch(now);
    busy_.change(-std::int64_t{units}, now);
  }
  /// What there is now. Units are whole.
  void changed(double busy, double queue, double capacity, SimTime now) {
    change(static_cast<std::int64_t>(busy) - busy_.level(), static_cast<std::int64_t>(queue) - queue_.level(),
           now);
    if (capacity != capacity_) change_capacity(capacity, now);
  }
  /// One that joined at `joined` leaves the queue. A wait of nothing adds nothing.
  void waited(SimTime joined, SimTime now) { waits_ += now.ms - std::max(joined.ms, start_); }
  /// One that joined at `joined` is in the queue at the end.
  void still_waiting(SimTime joined, SimTime now) { waited(joined, now); }
  /// Sessions of the measured period only.
  void session(double offered, double used) {
    ++sessions_;
    offered_ += offered;
    used_ += used;
    used_of_offered_ += std::min(offered, used);
  }
  void end_warm_up(SimTime now);
  /// Brings all areas up to the end of the run.
  void close(SimTime now);

  [[nodiscard]] bool diary() const { return diary_; }
  [[nodiscard]] double busy() const { return static_cast<double>(busy_.level()); }
  [[nodiscard]] double queue() const { return static_cast<double>(queue_.level()); }
  [[nodiscard]] double capacity() const { return capacity_; }
  /// The longest queue held for any time.
  [[nodiscard]] double queue_maximum() const;
  [[nodiscard]] double sessions() const { return sessions_; }
  [[nodiscard]] double offered() const { return offered_; }
  [[nodiscard]] double used() const { return used_; }
  /// The same without what sessions ran over: of each at most the slots it offers.
  [[nodiscard]] double used_of_offered() const { return used_of_offered_; }

  // Units times days since the measured period began, up to `now`.
  [[nodiscard]] double busy_area(SimTime now) const { return in_days(busy_.area(now)); }
  [[nodiscard]] double queue_area(SimTime now) const { return in_days(queue_.area(now)); }
  [[nodiscard]] double capacity_area(SimTime now) const {
    return capacity_ms(now) / static_cast<double>(milliseconds_per_day);
  }

  // Over the measured period; NaN when it has no length.
  [[nodiscard]] double busy_mean() const { return mean_of(static_cast<double>(busy_.area(end_))); }
  [[nodiscard]] double queue_mean() const { return mean_of(static_cast<double>(queue_.area(end_))); }
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
  /// The same, and unit-milliseconds by hour of the week, without asking: empty when they are not kept.
  [[nodiscard]] const std::vector<double>& times_kept() const { return time_at_; }
  [[nodiscard]] const std::vector<double>& hours_kept() const { return by_hour_; }
  /// |waits told - area of the queue| / area of the queue, after `close`. NaN when nobody waited.
  [[nodiscard]] double littles_law_error() const;

private:
  void change_capacity(double capacity, SimTime now);
  void watch(SimTime now) {
    if (now.ms > watched_until_) pass(now.ms);
  }
  void pass(std::int64_t now);
  void add_hours(std::int64_t from, std::int64_t until);
  [[nodiscard]] double mean_of(double area) const;
  [[nodiscard]] double capacity_ms(SimTime now) const {
    const std::int64_t passed = now.ms - capacity_since_; // of nothing an unbounded capacity has no area
    return passed > 0 ? capacity_area_ + capacity_ * static_cast<double>(passed) : capacity_area_;
  }
  [[nodiscard]] static double in_days(std::int64_t area) {
    return static_cast<double>(area) / static_cast<double>(milliseconds_per_day);
  }

  LevelSum busy_;
  LevelSum queue_;
  std::int64_t waits_ = 0; // told, ms inside the measured period
  std::int64_t start_ = 0; // of the measured period
  bool watched_ = false;   // something is followed change by change
  bool diary_ = false;
  bool distribution_ = false;
  bool keeps_maximum_ = false;
  double capacity_ = 0;
  double capacity_area_ = 0; // units times ms, up to the last change
  std::int64_t capacity_since_ = 0;
  SimTime end_;
  std::int64_t watched_until_ = 0;
  std::int64_t queue_maximum_ = 0;
  double sessions_ = 0;
  double offered_ = 0;
  double used_ = 0;
  double used_of_offered_ = 0;
  std::vector<double> thresholds_;
  std::vector<double> time_over_; // ms, per threshold
  std::vector<double> time_at_;   // ms at 0, 1, 2, ... busy
  std::vector<double> by_hour_;   // unit-ms by hour of the week; empty when not kept
  std::int64_t into_week_ = 0;
};

} // namespace carepath
