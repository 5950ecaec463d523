// Figures of the whole measured period, and the rows they read.
#include "models/kpi/figures.hpp"

#include <algorithm>

namespace carepath {

FigureId Figures::plain(FigureOp op, std::uint32_t id, std::uint32_t category, double number) {
  plan().figures.push_back({op, id, category, number, {}, {}});
  return FigureId(plan().figures.size() - 1);
}

FigureId Figures::add(FigureOp op, std::uint32_t id, std::uint32_t category, double number) {
  const bool untimed = op == FigureOp::constant || op == FigureOp::sample || op == FigureOp::run_days;
  if (window_ && op == FigureOp::slots_used)
    return between({SampleKind::slots_used, id, number, false, {}, 0}, op);
  return window_ && !untimed ? windowed(op, id) : plain(op, id, category, number);
}

FigureId Figures::combine(FigureOp op, FigureId a, FigureId b) {
  plan().figures.push_back({op, 0, 0, 0, a, b});
  return FigureId(plan().figures.size() - 1);
}

FigureId Figures::choose(FigureId condition, FigureId then, FigureId otherwise) {
  plan().figures.push_back({FigureOp::choose, 0, 0, 0, condition, then, otherwise});
  return FigureId(plan().figures.size() - 1);
}

FigureId Figures::sum(const std::vector<FigureId>& parts) {
  if (parts.empty()) {
    window_used_ = true; // nothing at all is nothing in any part
    return constant(0);
  }
  FigureId total = parts[0];
  for (std::size_t at = 1; at < parts.size(); ++at) total = combine(FigureOp::add, total, parts[at]);
  return total;
}

FigureId Figures::tally(FigureOp op, MeasureId id, const Place& place, double number) {
  auto& row = plan().tallies[id.value];
  if (op == FigureOp::tally_within &&
      std::find(row.thresholds.begin(), row.thresholds.end(), number) == row.thresholds.end())
    row.thresholds.push_back(number);
  if (window_ && row.began) window_used_ = true; // the tally itself keeps to its part
  if (window_ && !row.began) return windowed_tally(op, id, place, number);
  if (op == FigureOp::tally_quantile) row.histogram = true;
  return plain(op, id.value, tally_place(id, place), number);
}

std::uint32_t Figures::tally_place(MeasureId tally, const Place& place) {
  if (place.everyone()) return 0;
  std::uint32_t category = 1 + place.category;
  for (const auto split : plan().tallies[tally.value].splits) {
    if (split == place.attribute) break;
    category += static_cast<std::uint32_t>(context_.program().attributes[split.value].categories.size());
  }
  return category;
}

std::uint32_t Figures::tally_row(SampleKind kind, MeasureId tally, const Place& place, double argument) {
  return row_of({kind, tally.value, argument, false, {}, tally_place(tally, place)});
}

FigureId Figures::sample(SampleKind kind, std::uint32_t id, const Place& place, double argument, bool marked,
                         std::uint32_t time) {
  return add(FigureOp::sample, sample_row(kind, id, place, argument, marked), 0, time);
}

std::uint32_t Figures::sample_row(SampleKind kind, std::uint32_t id, const Place& place, double argument,
                                  bool marked) {
  return row_of({kind, id, argument, marked, place.attribute, place.category});
}

std::uint32_t Figures::row_of(const SampleRow& wanted) {
  auto& rows = plan().samples;
  const auto same = [&](const SampleRow& row) {
    return row.kind == wanted.kind && row.id == wanted.id && row.argument == wanted.argument &&
           row.marked_only == wanted.marked_only && row.split == wanted.split &&
           row.category == wanted.category;
  };
  auto found = std::find_if(rows.begin(), rows.end(), same);
  if (found == rows.end()) found = rows.insert(rows.end(), wanted);
  return static_cast<std::uint32_t>(found - rows.begin());
}

MeasureId Figures::new_tally(std::string name, const std::vector<AttributeId>& splits) {
  plan().tallies.push_back({std::move(name), splits, {}});
  return MeasureId(plan().tallies.size() - 1);
}

LevelId Figures::new_level(std::string name, const std::vector<std::pair<std::uint32_t, Phase>>& phases,
                           const Place& place) {
  LevelRow row;
  row.name = std::move(name);
  for (const auto& [step, phase] : phases) row.counted.emplace_back(StepId(step), phase);
  row.split = place.attribute;
  row.category = place.category;
  auto& levels = plan().levels;
  const auto known = std::find_if(levels.begin(), levels.end(), [&](const LevelRow& other) {
    return other.name == row.name && other.counted == row.counted && other.split == row.split &&
           other.category == row.category;
  });
  if (known != levels.end()) return LevelId(static_cast<std::uint32_t>(known - levels.begin()));
  levels.push_back(std::move(row));
  return LevelId(levels.size() - 1);
}

std::uint32_t Figures::time_index(double moment) const {
  const auto& times = context_.program().plan.sample_times;
  const auto found = std::lower_bound(times.begin(), times.end(), SimTime::from_days(moment));
  return static_cast<std::uint32_t>(std::min(found, times.end() - 1) - times.begin());
}

std::uint32_t Figures::end_index() const {
  return static_cast<std::uint32_t>(context_.program().plan.sample_times.size() - 1);
}

} // namespace carepath
