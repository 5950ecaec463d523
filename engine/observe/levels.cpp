// Laying out the levels of a plan, and following those that need it.
#include "engine/observe/levels.hpp"

namespace carepath {

LevelTable::LevelTable(const ObservationPlan& plan, std::size_t steps)
    : rows_(plan.levels), sums_(steps * places), meter_of_(plan.levels.size(), none) {
  auto is_followed = asked_about(plan, FigureOp::level_maximum, rows_.size());
  std::vector<std::vector<Hook>> by_slot(steps * phase_count);
  for (std::uint32_t level = 0; level < rows_.size(); ++level) {
    const LevelRow& row = rows_[level];
    if (row.distribution || row.split.exists()) is_followed[level] = true;
    if (is_followed[level]) {
      meter_of_[level] = static_cast<std::uint32_t>(meters_.size());
      meters_.emplace_back(row.distribution);
    }
    for (const auto& [step, phase] : row.counted) {
      ensure(step.value < steps && phase != Phase::none, "a level of a phase that does not exist");
      if (is_followed[level])
        by_slot[phase_slot(step, phase)].push_back(
            {meter_of_[level], row.split.value, static_cast<double>(row.category)});
    }
  }
  first_.push_back(0);
  for (const auto& hooks : by_slot) {
    hooks_.insert(hooks_.end(), hooks.begin(), hooks.end());
    first_.push_back(static_cast<std::uint32_t>(hooks_.size()));
  }
  follows_ = !meters_.empty();
  if (follows_) lay_out_changes(by_slot, steps);
}

void LevelTable::lay_out_changes(const std::vector<std::vector<Hook>>& by_slot, std::size_t steps) {
  static_assert(static_cast<std::size_t>(Phase::none) == phase_count);
  const std::vector<Hook> outside;
  const auto hooks_of = [&](std::size_t step, std::size_t phase) -> const std::vector<Hook>& {
    return phase == phase_count ? outside : by_slot[step * phase_count + phase];
  };
  change_first_.push_back(0);
  for (std::size_t step = 0; step < steps; ++step)
    for (std::size_t from = 0; from < places; ++from)
      for (std::size_t to = 0; to < places; ++to) {
        add_changes(hooks_of(step, from), hooks_of(step, to));
        change_first_.push_back(static_cast<std::uint32_t>(changes_.size()));
      }
}

void LevelTable::add_changes(const std::vector<Hook>& left, const std::vector<Hook>& entered) {
  const auto has = [](const std::vector<Hook>& hooks, const Hook& wanted) {
    return std::any_of(hooks.begin(), hooks.end(), [&](const Hook& hook) {
      return hook.meter == wanted.meter && hook.attribute == wanted.attribute &&
             hook.category == wanted.category;
    });
  };
  for (const Hook& hook : left)
    if (!has(entered, hook)) changes_.push_back({hook.meter, hook.attribute, hook.category, -1});
  for (const Hook& hook : entered)
    if (!has(left, hook)) changes_.push_back({hook.meter, hook.attribute, hook.category, 1});
}

void LevelTable::follow(StepId step, Phase from, Phase to, const double* attributes, SimTime now) {
  const std::size_t at = change_slot(step, from, to);
  for (std::uint32_t i = change_first_[at]; i < change_first_[at + 1]; ++i) {
    const Change& change = changes_[i];
    if (change.attribute == Hook::everyone || attributes[change.attribute] == change.category)
      meters_[change.meter].change(change.by, now);
  }
}

void LevelTable::regroup(std::size_t slot, AttributeId attribute, double before, double after, SimTime now) {
  for (std::uint32_t i = first_[slot]; i < first_[slot + 1]; ++i) {
    const Hook& hook = hooks_[i];
    if (hook.attribute != attribute.value || before == after) continue;
    if (hook.category == before) meters_[hook.meter].change(-1, now);
    if (hook.category == after) meters_[hook.meter].change(1, now);
  }
}

void LevelTable::end_warm_up(SimTime now) {
  for (LevelSum& sum : sums_) sum.restart(now);
  for (LevelMeter& meter : meters_) meter.end_warm_up(now);
}

void LevelTable::advance(SimTime now) {
  for (LevelMeter& meter : meters_) meter.advance(now);
}

void LevelMeter::add(const LevelMeter& part) {
  level_ += part.level_;
  area_ += part.area_;
  maximum_ = std::max(maximum_, part.maximum_);
  if (distribution_) time_at_ = part.time_at_;
}

void LevelTable::add(const LevelTable& part, std::span<const std::uint32_t> steps,
                     std::span<const std::uint32_t> rows) {
  for (std::size_t step = 0; step < steps.size(); ++step)
    std::copy_n(part.sums_.begin() + static_cast<std::ptrdiff_t>(step * places), places,
                sums_.begin() + static_cast<std::ptrdiff_t>(steps[step] * places));
  for (std::size_t row = 0; row < rows.size(); ++row)
    if (meter_of_[rows[row]] != none) meters_[meter_of_[rows[row]]].add(part.meters_[part.meter_of_[row]]);
}

double LevelTable::level(std::uint32_t row) const {
  if (meter_of_.at(row) != none) return meters_[meter_of_[row]].level();
  std::int64_t level = 0;
  for (const auto& counted : rows_[row].counted) level += sums_[place_of(counted)].level();
  return static_cast<double>(level);
}

double LevelTable::area(std::uint32_t row, SimTime now) const {
  if (meter_of_.at(row) != none) return meters_[meter_of_[row]].area_at(now);
  std::int64_t area = 0;
  for (const auto& counted : rows_[row].counted) area += sums_[place_of(counted)].area(now);
  return static_cast<double>(area) / static_cast<double>(milliseconds_per_day);
}

const LevelMeter& LevelTable::meter(std::uint32_t row) const {
  ensure(meter_of_.at(row) != none, "a maximum or a distribution of a level that is not followed");
  return meters_[meter_of_[row]];
}

} // namespace carepath
