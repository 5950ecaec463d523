// Spreading sessions over days, by counting alone: no state is carried from week to week, so a change in
// one month moves nothing in another.
#include "models/working_time/sessions.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace carepath {
namespace {

/// floor(k x) with products that miss a whole number by rounding counted as that number.
std::int64_t whole_below(std::int64_t k, double x) {
  constexpr double rounding = 1e-9;
  return static_cast<std::int64_t>(std::floor(static_cast<double>(k) * x + rounding));
}

/// The part of the run in which one piece holds.
struct Window {
  double from_day = 0;
  double until_day = 0;
  [[nodiscard]] bool holds(std::int64_t day) const {
    const auto at = static_cast<double>(day);
    return at >= from_day && at < until_day;
  }
};

class Spreader {
public:
  Spreader(const SessionPlan& plan, const Calendar& calendar, SimTime until)
      : plan_(plan), calendar_(calendar), until_(until) {
    const auto monday = -std::int64_t{calendar.weekday_of(0)};
    for (std::size_t weekday = 0; weekday < 7; ++weekday) {
      open_before_[weekday] = open_in_week_;
      open_[weekday] = calendar.nominal_day(monday + static_cast<std::int64_t>(weekday));
      open_in_week_ += open_[weekday] ? 1 : 0;
    }
  }

  std::vector<Session> spread() {
    for (std::size_t i = 0; i < plan_.pieces.size(); ++i) {
      const double end = i + 1 < plan_.pieces.size() ? plan_.pieces[i + 1].from_day
                                                     : std::numeric_limits<double>::infinity();
      spread_piece(plan_.pieces[i].pace, {plan_.pieces[i].from_day, end});
    }
    // A spaced session may have been put off until after the first of the next piece.
    std::stable_sort(sessions_.begin(), sessions_.end(),
                     [](const auto& a, const auto& b) { return a.start < b.start; });
    return std::move(sessions_);
  }

private:
  void spread_piece(const SessionPace& pace, const Window& window) {
    if (pace.amount <= 0) return;
    if (pace.unit == SessionPace::Unit::spaced) return spread_spaced(pace.amount, window);
    const auto last_day = calendar_.day_of(until_);
    std::int64_t days_before = 0; // open days by the week's hours, from the start
    const auto monday = -std::int64_t{calendar_.weekday_of(0)}; // of the week of the start
    for (auto day = monday; day <= last_day; ++day) {
      const auto weekday = static_cast<std::size_t>((day - monday) % 7);
      if (!open_[weekday]) continue;
      const auto count = pace.unit == SessionPace::Unit::per_week
                             ? share_of_week((day - monday) / 7, weekday, pace.amount)
                             : share_of_day(days_before, pace.amount);
      if (day < 0) continue;
      ++days_before;
      if (window.holds(day)) hold(day, count);
    }
  }

  /// Sessions of one day when the week's are dealt evenly over its nominal days. Week 0 is that of the start.
  [[nodiscard]] std::int64_t share_of_week(std::int64_t week, std::size_t weekday, double per_week) const {
    const auto in_week = whole_below(week + 1, per_week) - whole_below(week, per_week);
    // Session j of n falls on open day floor(j d / n): the first j of day p is ceil(p n / d).
    const auto first_of = [&](std::int64_t p) { return (p * in_week + open_in_week_ - 1) / open_in_week_; };
    return first_of(open_before_[weekday] + 1) - first_of(open_before_[weekday]);
  }

  [[nodiscard]] static std::int64_t share_of_day(std::int64_t days_before, double per_day) {
    return whole_below(days_before + 1, per_day) - whole_below(days_before, per_day);
  }

  void spread_spaced(double distance, const Window& window) {
    const double end = std::min(window.until_day, until_.days());
    for (std::int64_t k = 0;; ++k) {
      const double at = window.from_day + static_cast<double>(k) * distance;
      if (at >= end) return;
      const auto start = in_hours(SimTime::from_days(at), distance);
      if (at >= 0 && take_turns(1) > 0 && start >= SimTime{0} && start < until_ && calendar_.open_at(start))
        add(start, calendar_.day_of(start), 1);
    }
  }

  /// "every 7 days" counts from midnight, when most are closed or end a night: what is spaced by days is held
  /// when its day opens, and never where no hours of its own begin on it. What is spaced by hours is held
  /// within them only.
  [[nodiscard]] SimTime in_hours(SimTime start, double distance) const {
    if (distance < 1) return start;
    const auto day = calendar_.day_of(start);
    if (!calendar_.nominal_day(day)) return SimTime::never();
    const auto opening = calendar_.opening_time(day);
    return calendar_.open_at(start) ? std::max(start, opening) : opening;
  }

  void hold(std::int64_t day, std::int64_t count) {
    const auto held = take_turns(count);
    const auto start = calendar_.opening_time(day);
    if (held > 0 && start >= SimTime{0} && start < until_ && calendar_.open_day(day)) add(start, day, held);
  }

  /// How many of the next sessions of the run fall into the working share.
  std::int64_t take_turns(std::int64_t count) {
    const auto first = std::exchange(turn_, turn_ + count);
    return whole_below(turn_, plan_.working_share) - whole_below(first, plan_.working_share);
  }

  void add(SimTime start, std::int64_t day, std::int64_t count) {
    if (!sessions_.empty() && sessions_.back().start == start)
      sessions_.back().count += count;
    else
      sessions_.push_back({start, day, count});
  }

  const SessionPlan& plan_;
  const Calendar& calendar_;
  SimTime until_;
  std::array<bool, 7> open_{};                // nominally, from Monday
  std::array<std::int64_t, 7> open_before_{}; // days of the same week
  std::int64_t open_in_week_ = 0;
  std::int64_t turn_ = 0;
  std::vector<Session> sessions_;
};

} // namespace

std::vector<Session> spread_sessions(const SessionPlan& plan, const Calendar& calendar, SimTime until) {
  return Spreader(plan, calendar, until).spread();
}

} // namespace carepath
