// Laying out the places of tallies, and reading their figures.
#include "engine/observe/tallies.hpp"

#include "engine/base/id.hpp"
#include "engine/base/undefined.hpp"
#include "engine/program/program.hpp"

#include <utility>

namespace carepath {

namespace {

bool holds(const AttributeTest& test, double value) {
  const auto among = [&] {
    return std::find(test.values.begin(), test.values.end(), value) != test.values.end();
  };
  switch (test.op) {
  case TestOp::among: return among();
  case TestOp::not_among: return !among();
  case TestOp::below: return value < test.values.front();
  case TestOp::at_most: return value <= test.values.front();
  case TestOp::above: return value > test.values.front();
  case TestOp::at_least: return value >= test.values.front();
  }
  return false;
}

} // namespace

double TallySlot::mean() const {
  return n == 0 ? undefined : shift + sum / static_cast<double>(n);
}

double TallySlot::deviation() const {
  if (n < 2) return undefined;
  const auto number = static_cast<double>(n);
  const double about_mean = squares - sum * (sum / number);
  return std::sqrt(std::max(0.0, about_mean) / (number - 1));
}

void TallySlot::add(const TallySlot& other) {
  if (other.n == 0) return;
  if (n == 0) shift = other.shift;
  const auto number = static_cast<double>(other.n);
  const double distance = other.shift - shift;
  squares += other.squares + 2 * distance * other.sum + number * distance * distance;
  sum += other.sum + number * distance;
  n += other.n;
  minimum = std::min(minimum, other.minimum);
  maximum = std::max(maximum, other.maximum);
}

void TallyTable::add(const TallyTable& part, std::span<const std::uint32_t> rows) {
  for (std::size_t at = 0; at < rows.size(); ++at) {
    Row& row = rows_[rows[at]];
    const Row& other = part.rows_[at];
    for (std::uint32_t place = 0; place < row.places; ++place) {
      row.slots[place].add(other.slots[place]);
      if (row.histograms) row.histograms[place].add(other.histograms[place]);
    }
    for (std::uint32_t count = 0; count < row.places * row.threshold_count; ++count)
      row.within[count] += other.within[count];
    for (std::size_t bin = 0; row.grid && bin < histogram_bins; ++bin) row.grid[bin] += other.grid[bin];
  }
}

TallyTable::TallyTable(const Program& program) {
  std::size_t slots = 0, counts = 0, histograms = 0, grids = 0;
  for (const TallyRow& tally : program.plan.tallies) {
    rows_.push_back(lay_out(tally, program));
    slots += rows_.back().places;
    counts += std::size_t{rows_.back().places} * rows_.back().threshold_count;
    histograms += tally.histogram ? rows_.back().places : 0;
    grids += tally.histogram ? 1 : 0;
  }
  slots_.resize(slots);
  within_.resize(counts);
  histograms_.resize(histograms);
  grids_.resize(grids, std::vector<std::uint64_t>(histogram_bins));
  point_into_tables(program.plan.tallies);
}

/// Splits, conditions and thresholds of one tally, and how many places it needs.
TallyTable::Row TallyTable::lay_out(const TallyRow& tally, const Program& program) {
  Row row;
  row.split_begin = size32(splits_.size());
  for (const AttributeId attribute : tally.splits) {
    const auto categories = size32(program.attributes[attribute.value].categories.size());
    splits_.push_back({attribute.value, row.places, static_cast<double>(categories)});
    row.places += categories;
  }
  row.split_end = size32(splits_.size());
  row.only_begin = size32(tests_.size());
  tests_.insert(tests_.end(), tally.only.begin(), tally.only.end());
  row.only_end = size32(tests_.size());
  row.threshold_count = size32(tally.thresholds.size());
  thresholds_.insert(thresholds_.end(), tally.thresholds.begin(), tally.thresholds.end());
  names_.push_back(tally.name);
  row.is_of_all = tally.splits.empty() && tally.only.empty();
  row.is_plain = row.is_of_all && tally.thresholds.empty() && !tally.histogram;
  return row;
}

void TallyTable::point_into_tables(const std::vector<TallyRow>& tallies) {
  auto* slot = slots_.data();
  auto* within = within_.data();
  auto* histogram = histograms_.data();
  const auto* threshold = thresholds_.data();
  std::size_t grid = 0;
  for (std::size_t at = 0; at < rows_.size(); ++at) {
    Row& row = rows_[at];
    row.slots = std::exchange(slot, slot + row.places);
    row.within = std::exchange(within, within + std::size_t{row.places} * row.threshold_count);
    row.thresholds = std::exchange(threshold, threshold + row.threshold_count);
    if (!tallies[at].histogram) continue;
    row.histograms = std::exchange(histogram, histogram + row.places);
    row.grid = grids_[grid++].data();
  }
}

const TallySlot& TallyTable::slot(std::uint32_t tally, std::uint32_t place) const {
  const Row& row = rows_.at(tally);
  ensure(place < row.places, "a figure of a group that its tally does not have");
  return row.slots[place];
}

double TallyTable::number_within(std::uint32_t tally, std::uint32_t place, double threshold) const {
  const Row& row = rows_.at(tally);
  ensure(place < row.places, "a figure of a group that its tally does not have");
  for (std::uint32_t t = 0; t < row.threshold_count; ++t)
    if (row.thresholds[t] == threshold)
      return static_cast<double>(row.within[place * row.threshold_count + t]);
  throw EnsureError("a share within a threshold that tally '" + names_[tally] + "' does not count");
}

double TallyTable::share_within(std::uint32_t tally, std::uint32_t place, double threshold) const {
  const double within = number_within(tally, place, threshold);
  const TallySlot& observed = slot(tally, place);
  return observed.n == 0 ? undefined : within / static_cast<double>(observed.n);
}

void TallyTable::add_with_details(Row& row, double value, const double* attributes) {
  if (row.only_begin != row.only_end && !passes(row, attributes)) return;
  record_of_all(row, value);
  for (std::uint32_t i = row.split_begin; i < row.split_end; ++i) {
    const Split& split = splits_[i];
    const double category = attributes[split.attribute];
    if (category >= 0 && category < split.categories)
      record(row, split.first_place + static_cast<std::uint32_t>(category), value);
  }
}

bool TallyTable::passes(const Row& row, const double* attributes) const {
  return std::all_of(
      tests_.begin() + row.only_begin, tests_.begin() + row.only_end,
      [&](const AttributeTest& test) { return holds(test, attributes[test.attribute.value]); });
}

double TallyTable::quantile(std::uint32_t tally, std::uint32_t place, double p) const {
  const TallySlot& observed = slot(tally, place);
  const Row& row = rows_[tally];
  ensure(row.histograms != nullptr, "a quantile of a tally without a histogram");
  if (observed.n == 0) return undefined;
  return std::clamp(row.histograms[place].quantile(p), observed.minimum, observed.maximum);
}

std::vector<std::vector<double>> TallyTable::grids() const {
  std::vector<std::vector<double>> copies;
  for (const auto& grid : grids_) copies.emplace_back(grid.begin(), grid.end());
  return copies;
}

void TallyTable::refuse(std::uint32_t tally) const {
  throw EnsureError("an observation of '" + names_[tally] + "' is not a finite number");
}

} // namespace carepath
