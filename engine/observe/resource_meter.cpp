// The slower parts of following a resource, and its figures.
#include "engine/observe/resource_meter.hpp"

#include <cmath>

#include "engine/base/ensure.hpp"
#include "engine/base/hours.hpp"
#include "engine/base/undefined.hpp"

namespace carepath {

namespace {

constexpr std::size_t hours_per_week = 168;
constexpr double milliseconds_per_week = 7.0 * static_cast<double>(milliseconds_per_day);

} // namespace

ResourceMeter::ResourceMeter(const ResourceWatch& watch, bool diary, double capacity, bool keeps_maximum)
    : watched_(watch.distribution || !watch.share_thresholds.empty() || keeps_maximum || watch.by_hour),
      diary_(diary), distribution_(watch.distribution), keeps_maximum_(keeps_maximum), capacity_(capacity),
      thresholds_(watch.share_thresholds), time_over_(watch.share_thresholds.size(), 0.0),
      by_hour_(watch.by_hour ? hours_per_week : 0, 0.0), into_week_(watch.into_week) {}

void ResourceMeter::change_capacity(double capacity, SimTime now) {
  if (watched_) watch(now);
  capacity_area_ = capacity_ms(now);
  capacity_since_ = now.ms;
  capacity_ = capacity;
}

/// Time passes with what is busy and queueing now.
void ResourceMeter::pass(std::int64_t now) {
  const auto passed = static_cast<double>(now - watched_until_);
  if (!by_hour_.empty()) add_hours(watched_until_, now);
  watched_until_ = now;
  queue_maximum_ = std::max(queue_maximum_, queue_.level());
  for (std::size_t t = 0; t < thresholds_.size(); ++t) {
    // Divided, not multiplied out: 23 / 25 and 0.92 are then the same number.
    const bool over = capacity_ > 0 ? busy() / capacity_ > thresholds_[t] : busy_.level() > 0;
    if (over) time_over_[t] += passed;
  }
  if (!distribution_) return;
  const auto at = static_cast<std::size_t>(std::max<std::int64_t>(0, busy_.level()));
  if (at >= time_at_.size()) time_at_.resize(at + at / 2 + 8, 0.0);
  time_at_[at] += passed;
}

/// Hour by hour: a stretch may begin and end inside an hour.
void ResourceMeter::add_hours(std::int64_t from, std::int64_t until) {
  for_each_hour(from + into_week_, until + into_week_, [&](std::size_t hour, std::int64_t length) {
    by_hour_[hour % hours_per_week] += busy() * static_cast<double>(length);
  });
}

void ResourceMeter::end_warm_up(SimTime now) {
  watch(now);
  start_ = now.ms;
  busy_.restart(now);
  queue_.restart(now);
  waits_ = 0;
  capacity_area_ = 0;
  capacity_since_ = now.ms;
  queue_maximum_ = 0;
  std::fill(time_over_.begin(), time_over_.end(), 0.0);
  std::fill(time_at_.begin(), time_at_.end(), 0.0);
  std::fill(by_hour_.begin(), by_hour_.end(), 0.0);
}

void ResourceMeter::close(SimTime now) {
  watch(now);
  end_ = now;
}

double ResourceMeter::queue_maximum() const {
  ensure(keeps_maximum_, "a longest queue that its resource does not follow");
  return static_cast<double>(queue_maximum_);
}

double ResourceMeter::mean_of(double area) const {
  const auto window = static_cast<double>(end_.ms - start_);
  return window > 0 ? area / window : undefined;
}

double ResourceMeter::capacity_mean() const {
  return diary_ ? mean_of(offered_ * milliseconds_per_week) : mean_of(capacity_ms(end_));
}

double ResourceMeter::used_mean() const {
  return diary_ ? mean_of(used_ * milliseconds_per_week) : busy_mean();
}

double ResourceMeter::utilisation() const {
  const double part = diary_ ? used_ : static_cast<double>(busy_.area(end_));
  const double whole = diary_ ? offered_ : capacity_ms(end_);
  return whole > 0 && std::isfinite(whole) ? part / whole : undefined;
}

double ResourceMeter::share_over(double threshold) const {
  for (std::size_t t = 0; t < thresholds_.size(); ++t)
    if (thresholds_[t] == threshold) return mean_of(time_over_[t]);
  throw EnsureError("a share of time over a threshold that its resource does not follow");
}

std::span<const double> ResourceMeter::busy_times() const {
  ensure(distribution_, "a distribution of units busy that its resource does not follow");
  return time_at_;
}

double ResourceMeter::littles_law_error() const {
  const auto area = static_cast<double>(queue_.area(end_));
  const auto told = static_cast<double>(waits_);
  if (area == 0 && told == 0) return undefined;
  return std::abs(told - area) / area;
}

} // namespace carepath
