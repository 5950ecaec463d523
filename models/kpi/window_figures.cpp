// Figures of a part of the measured period: differences of running totals sampled at its two ends, so that
// recording costs nothing more.
#include "models/kpi/figures.hpp"
#include "models/scenario/units.hpp"

#include <algorithm>
#include <limits>

namespace carepath {

void Figures::set_window(std::optional<KpiWindow> window) {
  window_ = window;
  window_used_ = false;
  window_refused_ = false;
}

FigureId Figures::refuse() {
  window_refused_ = true;
  return constant(std::numeric_limits<double>::quiet_NaN());
}

bool Figures::is_diary(std::uint32_t resource) const {
  return context_.program().resources[resource].kind == ResourceKind::diary;
}

std::pair<SimTime, SimTime> Figures::ends_of_window() const {
  const auto& plan = context_.program().plan;
  return {!window_ || window_->from_start ? plan.warm_up : plan.sample_times[window_->from],
          !window_ || window_->to_end ? plan.end : plan.sample_times[window_->until]};
}

FigureId Figures::number_of(const std::vector<SimTime>& moments) {
  window_used_ = true;
  const auto [opens, closes] = ends_of_window();
  const bool from_start = !window_ || window_->from_start;
  const auto is_in = [&, first = opens, last = closes](SimTime moment) {
    return (from_start ? moment >= first : moment > first) && moment <= last;
  };
  return constant(static_cast<double>(std::count_if(moments.begin(), moments.end(), is_in)));
}

/// What the present window has in common with a stretch of time.
std::optional<KpiWindow> Figures::overlap(SimTime from, SimTime until) const {
  const bool from_start = !window_ || window_->from_start;
  const bool to_end = !window_ || window_->to_end;
  const auto [opens, closes] = ends_of_window();
  const SimTime first = std::max(from, opens);
  const SimTime last = std::min(until, closes);
  if (first >= last) return std::nullopt;
  return KpiWindow{(last - first).days(), from_start && first == opens, to_end && last == closes,
                   time_index(first.days()), time_index(last.days())};
}

FigureId Figures::weighted(const Profile& weights, SimTime before, const std::function<FigureId()>& figure) {
  const auto one = [&](std::size_t at) {
    return combine(FigureOp::multiply, figure(), constant(weights.values[at]));
  };
  if (weights.values.size() == 1) return one(0);
  const auto whole = window_;
  std::vector<FigureId> parts;
  for (std::size_t at = 0; at < weights.values.size(); ++at) {
    const bool is_last = at + 1 == weights.values.size();
    const auto part =
        overlap(weights.times[at] - before, is_last ? SimTime::never() : weights.times[at + 1] - before);
    if (!part) continue;
    window_ = part;
    parts.push_back(one(at));
    window_ = whole;
  }
  return sum(parts);
}

/// What was recorded inside the window. At the end of the run the closed record is read rather than the
/// last sample, which does not see what happens after it in the same instant.
FigureId Figures::between(const SampleRow& total, FigureOp at_end) {
  window_used_ = true;
  const auto row = row_of(total);
  const auto until = window_->to_end && at_end != FigureOp::constant
                         ? plain(at_end, total.id, total.category, total.argument)
                         : plain(FigureOp::sample, row, 0, window_->until);
  if (window_->from_start) return until;
  return combine(FigureOp::subtract, until, plain(FigureOp::sample, row, 0, window_->from));
}

FigureId Figures::area_between(SampleKind kind, std::uint32_t id) {
  return between({kind, id, 0, false, {}, 0}, FigureOp::constant);
}

FigureId Figures::mean_between(SampleKind kind, std::uint32_t id) {
  return combine(FigureOp::divide, area_between(kind, id), constant(window_->days));
}

FigureId Figures::windowed(FigureOp op, std::uint32_t id) {
  const auto total = [&](SampleKind kind) { return between({kind, id, 0, false, {}, 0}, op); };
  const auto slots = [&](SampleKind kind, FigureOp at_end) {
    return between({kind, id, 0, false, {}, 0}, at_end);
  };
  switch (op) {
  case FigureOp::window_days: return constant(window_->days);
  case FigureOp::level_mean: return mean_between(SampleKind::level_area, id);
  case FigureOp::busy_mean: return mean_between(SampleKind::busy_area, id);
  case FigureOp::queue_mean: return mean_between(SampleKind::queue_area, id);
  case FigureOp::slots_offered: return total(SampleKind::slots_offered);
  case FigureOp::sessions_held: return total(SampleKind::sessions_held);
  case FigureOp::capacity_mean:
    if (!is_diary(id)) return mean_between(SampleKind::capacity_area, id);
    return combine(FigureOp::divide, slots(SampleKind::slots_offered, FigureOp::slots_offered),
                   constant(window_->days / days_per_week));
  case FigureOp::utilisation:
    if (!is_diary(id))
      return combine(FigureOp::divide, area_between(SampleKind::busy_area, id),
                     area_between(SampleKind::capacity_area, id));
    return combine(FigureOp::divide, slots(SampleKind::slots_used, FigureOp::slots_used),
                   slots(SampleKind::slots_offered, FigureOp::slots_offered));
  default: return refuse();
  }
}

FigureId Figures::windowed_tally(FigureOp op, MeasureId tally, const Place& place, double number) {
  const auto category = tally_place(tally, place);
  const auto count = [&] {
    return between({SampleKind::tally_count, tally.value, 0, false, {}, category}, FigureOp::tally_count);
  };
  const auto sum = [&] {
    return between({SampleKind::tally_sum, tally.value, 0, false, {}, category}, FigureOp::tally_sum);
  };
  // A share has no total of its own in the closed record: the last sample stands for the end of the run.
  const auto within = [&] {
    return between({SampleKind::tally_within, tally.value, number, false, {}, category}, FigureOp::constant);
  };
  switch (op) {
  case FigureOp::tally_count: return count();
  case FigureOp::tally_sum: return sum();
  case FigureOp::tally_mean: return combine(FigureOp::divide, sum(), count());
  case FigureOp::tally_within:
    return combine(
        FigureOp::divide, within(),
        between({SampleKind::tally_count, tally.value, 0, false, {}, category}, FigureOp::constant));
  default: return refuse();
  }
}

} // namespace carepath
