// The slower parts of following a resource, and its figures.
#include "engine/observe/resource_meter.hpp"

#include <cmath>
#include <limits>

#include "engine/base/ensure.hpp"

namespace carepath {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr double milliseconds_per_week = 7.0 * static_cast<double>(milliseconds_per_day);

} // namespace

ResourceMeter::ResourceMeter(const ResourceWatch& watch, bool diary, double capacity)
    : capacity_(capacity), watched_(watch.distribution || !watch.share_thresholds.empty()), diary_(diary),
      distribution_(watch.distribution), thresholds_(watch.share_thresholds),
      time_over_(watch.share_thresholds.size(), 0.0) {}

void ResourceMeter::end_instant() {
  const auto joined = static_cast<std::int64_t>(std::max(0.0, queue_ - instant_queue_ + instant_leavers_));
  joiners_.number += joined;
  joiners_.joined += joined * (last_ - start_);
  instant_queue_ = queue_;
  instant_leavers_ = 0;
}

void ResourceMeter::add_watched(double passed) {
  for (std::size_t t = 0; t < thresholds_.size(); ++t) {
    // Divided, not multiplied out: 23 / 25 and 0.92 are then the same number.
    const bool over = capacity_ > 0 ? busy_ / capacity_ > thresholds_[t] : busy_ > 0;
    if (over) time_over_[t] += passed;
  }
  if (!distribution_) return;
  const auto at = static_cast<std::size_t>(std::max(0.0, busy_ + 0.5));
  if (at >= time_at_.size()) time_at_.resize(at + at / 2 + 8, 0.0);
  time_at_[at] += passed;
}

void ResourceMeter::end_warm_up(SimTime now) {
  advance(now);
  start_ = now.ms;
  busy_area_ = queue_area_ = capacity_area_ = 0;
  queue_maximum_ = 0;
  instant_queue_ = queue_;
  instant_leavers_ = 0;
  joiners_ = {static_cast<std::int64_t>(queue_), 0, 0}; // those waiting now count from now
  leavers_ = {};
  std::fill(time_over_.begin(), time_over_.end(), 0.0);
  std::fill(time_at_.begin(), time_at_.end(), 0.0);
}

void ResourceMeter::close(SimTime now) {
  advance(now);
  end_instant();
}

double ResourceMeter::mean_of(double area) const {
  const auto window = static_cast<double>(last_ - start_);
  return window > 0 ? area / window : undefined;
}

double ResourceMeter::capacity_mean() const {
  return diary_ ? mean_of(offered_ * milliseconds_per_week) : mean_of(capacity_area_);
}

double ResourceMeter::used_mean() const {
  return diary_ ? mean_of(used_ * milliseconds_per_week) : busy_mean();
}

double ResourceMeter::utilisation() const {
  const double part = diary_ ? used_ : busy_area_;
  const double whole = diary_ ? offered_ : capacity_area_;
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
  const std::int64_t window = last_ - start_;
  // Told one by one, or else: number present times the end, less the times at which they joined.
  const bool all_told = static_cast<double>(present_.number) == queue_;
  const std::int64_t present =
      all_told ? present_.waits
               : (joiners_.number - leavers_.number) * window - (joiners_.joined - leavers_.joined);
  const auto told = static_cast<double>(leavers_.waits + present);
  if (queue_area_ == 0 && told == 0) return undefined;
  return std::abs(told - queue_area_) / queue_area_;
}

} // namespace carepath
