// Grouping sample rows that walk the same intervals, and the walk itself.
#include "engine/observe/interval_samples.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

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
  for (const IntervalRow& interval : program.intervals) whole_days_.push_back(interval.whole_days);
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
  for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
    cells_[cell].n = 0;
    cells_[cell].age_sum = 0;
    cells_[cell].ages.clear();
    std::fill_n(of_day_.begin() + static_cast<std::ptrdiff_t>(cell * room_), days_, 0);
  }
  days_ = 0;
}

void IntervalSamples::make_room(std::size_t day) {
  days_ = day + 1;
  if (day < room_) return;
  const std::size_t room = day + day / 2 + 64;
  std::vector<std::uint32_t> roomier(cells_.size() * room);
  for (std::size_t cell = 0; cell < cells_.size(); ++cell)
    std::copy_n(days_of(cell), room_, roomier.begin() + static_cast<std::ptrdiff_t>(cell * room));
  of_day_ = std::move(roomier);
  room_ = room;
}

void IntervalSamples::add_age(Group& group, std::size_t cell, double age) {
  ++cells_[cell].n;
  cells_[cell].age_sum += age;
  if (group.keeps_ages) cells_[cell].ages.push_back(age);
  const std::size_t thresholds = group.thresholds.size();
  std::uint64_t* within = group.within.data() + (cell - group.first_cell) * thresholds;
  for (std::size_t t = 0; t < thresholds; ++t) within[t] += age <= group.thresholds[t];
}

void IntervalSamples::end() {
  for (Group& group : groups_)
    for (std::size_t category = 0; category < group.categories; ++category) sum_up(group, category);
}

/// Adds the whole days of a cell to its sums. Numbers and sums of whole days are exact, in whatever order.
void IntervalSamples::sum_up(Group& group, std::size_t category) {
  const std::uint32_t* const of_day = days_of(group.first_cell + category);
  Cell& cell = cells_[group.first_cell + category];
  std::uint64_t days = 0;
  for (std::size_t day = 0; day < days_; ++day) {
    cell.n += of_day[day];
    days += day * of_day[day];
  }
  cell.age_sum += static_cast<double>(days);
  for (std::size_t t = 0; t < group.thresholds.size(); ++t)
    for (std::size_t day = 0; day < days_ && static_cast<double>(day) <= group.thresholds[t]; ++day)
      group.within[category * group.thresholds.size() + t] += of_day[day];
}

void IntervalSamples::begin(bool counts_bands) {
  clear();
  counts_bands_ = counts_bands;
  looked_at_.clear();
  for (std::uint32_t interval = 0; interval < by_interval_.size(); ++interval)
    if (counts_bands || !by_interval_[interval].empty()) looked_at_.push_back(interval);
  if (!counts_bands) return;
  census_.all.assign(censuses_.size() * census_bands, 0);
  census_.marked.assign(censuses_.size() * census_bands, 0);
}

/// At the time last read.
double IntervalSamples::age_of_rank(std::size_t cell, std::uint64_t rank) {
  std::vector<double>& ages = cells_[cell].ages;
  if (ages.size() < cells_[cell].n) return age_of_rank(counted(cell), rank);
  const auto place = ages.begin() + static_cast<std::ptrdiff_t>(rank - 1);
  std::nth_element(ages.begin(), place, ages.end());
  return *place;
}

double IntervalSamples::value(std::uint32_t sample_row) {
  const Row& row = rows_[sample_row];
  const Group& group = groups_[row.group];
  const std::size_t cell = group.first_cell + row.category;
  const auto within = [&] { return group.within[row.category * group.thresholds.size() + row.threshold]; };
  const auto age_of = [&](std::uint64_t rank) { return age_of_rank(cell, rank); };
  return figure(sample_rows_[sample_row], cells_[cell].n, cells_[cell].age_sum, within, age_of);
}

void IntervalSamples::count_band(const OpenInterval& open) {
  const std::size_t band = week_band(static_cast<std::int64_t>(std::ceil(open.age_days))) - 1;
  for (std::size_t table = 0; table < censuses_.size(); ++table) {
    if (censuses_[table].interval.value != open.interval) continue;
    census_.all[table * census_bands + band] += 1;
    if (open.marked) census_.marked[table * census_bands + band] += 1;
  }
}

} // namespace carepath
