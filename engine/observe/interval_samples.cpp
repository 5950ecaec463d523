// Grouping sample rows that walk the same intervals, and the walk itself.
#include "engine/observe/interval_samples.hpp"

#include <algorithm>
#include <cmath>

#include "engine/base/ensure.hpp"
#include "engine/observe/histogram.hpp"
#include "engine/program/program.hpp"

namespace carepath {

namespace {

bool needs_threshold(SampleKind kind) {
  return kind == SampleKind::interval_within || kind == SampleKind::interval_over;
}

} // namespace

IntervalSamples::IntervalSamples(const Program& program)
    : sample_rows_(program.plan.samples), censuses_(program.plan.censuses),
      by_interval_(program.intervals.size()) {
  for (const SampleRow& sample : sample_rows_) {
    Row row;
    if (looks_at_interval(sample.kind)) {
      row.group = group_for(sample, program);
      row.category = sample.split.exists() ? sample.category : 0;
      Group& group = groups_[row.group];
      ensure(row.category < group.categories, "a sample of a category that its attribute does not have");
      if (sample.kind == SampleKind::interval_quantile) group.keeps_ages = true;
      if (needs_threshold(sample.kind)) {
        const auto at = std::find(group.thresholds.begin(), group.thresholds.end(), sample.argument);
        row.threshold = static_cast<std::uint32_t>(at - group.thresholds.begin());
        if (at == group.thresholds.end()) group.thresholds.push_back(sample.argument);
      }
    }
    rows_.push_back(row);
  }
  for (Group& group : groups_) group.within.resize(group.thresholds.size() * group.categories);
}

std::uint32_t IntervalSamples::group_for(const SampleRow& sample, const Program& program) {
  ensure(sample.id < by_interval_.size(), "a sample of an interval that does not exist");
  for (const std::uint32_t index : by_interval_[sample.id]) {
    const Group& group = groups_[index];
    if (group.marked_only == sample.marked_only && group.split == sample.split) return index;
  }
  Group group;
  group.marked_only = sample.marked_only;
  group.split = sample.split;
  group.whole_days = program.intervals[sample.id].whole_days;
  if (sample.split.exists())
    group.categories = static_cast<std::uint32_t>(program.attributes[sample.split.value].categories.size());
  group.first_cell = static_cast<std::uint32_t>(cells_.size());
  cells_.resize(cells_.size() + group.categories);
  groups_.push_back(std::move(group));
  by_interval_[sample.id].push_back(static_cast<std::uint32_t>(groups_.size() - 1));
  return by_interval_[sample.id].back();
}

void IntervalSamples::clear() {
  for (Group& group : groups_) std::fill(group.within.begin(), group.within.end(), 0);
  for (Cell& cell : cells_) {
    cell.n = 0;
    cell.age_sum = 0;
    std::fill(cell.of_age.begin(), cell.of_age.end(), 0);
    cell.ages.clear();
  }
}

void IntervalSamples::add(Group& group, const OpenInterval& interval) {
  if (group.marked_only && !interval.marked) return;
  std::uint32_t category = 0;
  if (group.split.exists()) {
    const double value = interval.attributes[group.split.value];
    if (!(value >= 0 && value < group.categories)) return;
    category = static_cast<std::uint32_t>(value);
  }
  Cell& cell = cells_[group.first_cell + category];
  ++cell.n;
  cell.age_sum += interval.age_days;
  if (group.keeps_ages) keep_age(group, cell, interval.age_days);
  const std::size_t thresholds = group.thresholds.size();
  std::uint64_t* within = group.within.data() + category * thresholds;
  for (std::size_t t = 0; t < thresholds; ++t) within[t] += interval.age_days <= group.thresholds[t];
}

void IntervalSamples::keep_age(const Group& group, Cell& cell, double age) {
  if (!group.whole_days || !(age >= 0 && age < most_days)) return cell.ages.push_back(age);
  const auto day = static_cast<std::size_t>(age);
  if (day >= cell.of_age.size()) cell.of_age.resize(day + day / 2 + 8);
  ++cell.of_age[day];
}

void IntervalSamples::begin(bool counts_bands) {
  clear();
  counts_bands_ = counts_bands;
  if (!counts_bands) return;
  census_.all.assign(censuses_.size() * census_bands, 0);
  census_.marked.assign(censuses_.size() * census_bands, 0);
}

double IntervalSamples::value(std::uint32_t sample_row) {
  const Row& row = rows_[sample_row];
  const Group& group = groups_[row.group];
  Cell& cell = cells_[group.first_cell + row.category];
  const auto within = [&] { return group.within[row.category * group.thresholds.size() + row.threshold]; };
  const auto age_of = [&](std::uint64_t rank) {
    if (group.whole_days) return age_of_rank(counted(cell), rank);
    const auto place = static_cast<std::ptrdiff_t>(rank - 1);
    std::nth_element(cell.ages.begin(), cell.ages.begin() + place, cell.ages.end());
    return cell.ages[static_cast<std::size_t>(place)];
  };
  return figure(sample_rows_[sample_row], cell.n, cell.age_sum, within, age_of);
}

void IntervalSamples::count_band(const OpenInterval& open) {
  const std::size_t band = week_band(static_cast<std::int64_t>(std::floor(open.age_days))) - 1;
  for (std::size_t table = 0; table < censuses_.size(); ++table) {
    if (censuses_[table].interval.value != open.interval) continue;
    census_.all[table * census_bands + band] += 1;
    if (open.marked) census_.marked[table * census_bands + band] += 1;
  }
}

} // namespace carepath
