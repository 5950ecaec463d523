// Adding up what parts of a program read of open intervals: numbers and counts by age, from which shares,
// means and quantiles of the whole follow.
#include "engine/observe/interval_samples.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/ensure.hpp"
#include "engine/observe/histogram.hpp"

namespace carepath {

/// By rising age.
std::vector<IntervalSamples::AgeCount> IntervalSamples::counted(std::size_t cell) const {
  std::vector<AgeCount> counts;
  for (std::size_t day = 0; day < days_; ++day)
    if (const auto n = days_of(cell)[day]; n > 0) counts.push_back({static_cast<double>(day), n});
  if (cells_[cell].ages.empty()) return counts;
  std::vector<double> ages = cells_[cell].ages;
  std::sort(ages.begin(), ages.end());
  std::vector<AgeCount> others;
  for (const double age : ages) {
    if (others.empty() || others.back().age != age) others.push_back({age, 0});
    ++others.back().n;
  }
  add(counts, others);
  return counts;
}

double IntervalSamples::age_of_rank(const std::vector<AgeCount>& ages, std::uint64_t rank) {
  auto count = ages.begin();
  for (; rank > count->n; ++count) rank -= count->n;
  return count->age;
}

void IntervalSamples::add(std::vector<AgeCount>& ages, const std::vector<AgeCount>& others) {
  std::vector<AgeCount> both;
  std::merge(ages.begin(), ages.end(), others.begin(), others.end(), std::back_inserter(both),
             [](const AgeCount& a, const AgeCount& b) { return a.age < b.age; });
  ages.clear();
  for (const AgeCount& count : both) {
    if (ages.empty() || ages.back().age != count.age) ages.push_back({count.age, 0});
    ages.back().n += count.n;
  }
}

void IntervalSamples::keep() {
  Kept now;
  for (std::size_t cell = 0; cell < cells_.size(); ++cell)
    now.cells.push_back({cells_[cell].n, cells_[cell].age_sum, counted(cell)});
  for (const Group& group : groups_) now.within.push_back(group.within);
  kept_.push_back(std::move(now));
}

/// The group here that reads what a part's group reads.
std::uint32_t IntervalSamples::group_like(const Group& other, std::uint32_t interval,
                                          std::span<const std::uint32_t> attributes) const {
  const AttributeId split = other.split.exists() ? AttributeId(attributes[other.split.value]) : other.split;
  for (const std::uint32_t index : by_interval_[interval])
    if (groups_[index].marked_only == other.marked_only && groups_[index].split == split) return index;
  throw EnsureError("a part reads intervals that the whole does not read");
}

void IntervalSamples::add(const IntervalSamples& part, std::span<const std::uint32_t> intervals,
                          std::span<const std::uint32_t> attributes) {
  if (kept_.size() < part.kept_.size()) {
    Kept none{std::vector<Reading>(cells_.size()), {}};
    for (const Group& group : groups_) none.within.emplace_back(group.within.size(), 0);
    kept_.resize(part.kept_.size(), none);
  }
  for (std::size_t interval = 0; interval < part.by_interval_.size(); ++interval)
    for (const std::uint32_t other : part.by_interval_[interval])
      add_group(group_like(part.groups_[other], intervals[interval], attributes), part, other);
}

void IntervalSamples::add_group(std::uint32_t group, const IntervalSamples& part, std::uint32_t other) {
  const std::size_t to = groups_[group].first_cell;
  const std::size_t from = part.groups_[other].first_cell;
  for (std::size_t time = 0; time < part.kept_.size(); ++time) {
    for (std::size_t category = 0; category < groups_[group].categories; ++category) {
      const Reading& read = part.kept_[time].cells[from + category];
      if (read.n == 0) continue;
      Reading& sum = kept_[time].cells[to + category];
      sum.n += read.n;
      sum.age_sum += read.age_sum;
      if (!read.ages.empty()) add(sum.ages, read.ages);
    }
    auto& within = kept_[time].within[group];
    const auto& added = part.kept_[time].within[other];
    for (std::size_t at = 0; at < within.size(); ++at) within[at] += added[at];
  }
}

double IntervalSamples::kept_value(std::uint32_t sample_row, std::size_t time) const {
  const SampleRow& sample = sample_rows_[sample_row];
  const Row& row = rows_[sample_row];
  const Group& group = groups_[row.group];
  const Reading nothing{}; // was ever read when no part opens such an interval
  const bool is_kept = time < kept_.size();
  const Reading& read = is_kept ? kept_[time].cells[group.first_cell + row.category] : nothing;
  const auto within = [&] {
    return kept_[time].within[row.group][row.category * group.thresholds.size() + row.threshold];
  };
  const auto age_of = [&](std::uint64_t rank) { return age_of_rank(read.ages, rank); };
  return figure(sample, read.n, read.age_sum, within, age_of);
}

} // namespace carepath
