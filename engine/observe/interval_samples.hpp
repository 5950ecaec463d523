// Ages of open intervals at sample times: numbers, shares within thresholds, means, quantiles, censuses.
//
// Sample rows that look at the same interval and the same split share one group of cells, so a list is
// walked once per sample time whatever the number of rows.
#pragma once

#include "engine/observe/histogram.hpp"
#include "engine/observe/measure.hpp"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace carepath {

struct Program;

/// One open interval of one entity, as seen at a sample time.
struct OpenInterval {
  std::uint32_t interval = 0;
  double age_days = 0; // whole days for intervals so declared
  bool marked = false;
  const double* attributes = nullptr;
};

/// Counts of open intervals by week band, one per census table: `week_band` of the age, a day that has begun
/// taken as a whole one, so that exactly seven days are in the first band and what is more in the second.
struct CensusCounts {
  std::vector<double> all;    // [census table, band 1..105]
  std::vector<double> marked; // the same, decision mark set
};

class IntervalSamples {
public:
  explicit IntervalSamples(const Program& program);

  /// A sample time: what was read before is forgotten. `counts_bands`: it is also the time of a census.
  void begin(bool counts_bands);
  /// The intervals that somebody looks at at this time: others need not be read.
  [[nodiscard]] const std::vector<std::uint32_t>& looked_at() const { return looked_at_; }
  /// One open interval at this time; each is read once.
  void read(const OpenInterval& open);
  /// All open intervals of this time were read: what `value` and `keep` need is summed up.
  void end();

  /// The value of an interval row of the plan's samples at the time last read. The quantile p of n ages is
  /// the smallest age that at least a share p of the intervals do not exceed (rank ceil(p n), exact).
  /// Shares, means and quantiles are NaN when no interval is open.
  [[nodiscard]] double value(std::uint32_t sample_row);

  // Of a part of a program, and of the whole that parts are added to.

  /// Keeps what was last read, so that it can be added to the whole's.
  void keep();
  /// Adds what a part kept; intervals[interval of the part] and attributes[...] are those here.
  void add(const IntervalSamples& part, std::span<const std::uint32_t> intervals,
           std::span<const std::uint32_t> attributes);
  /// The value of a row at one of the times kept.
  [[nodiscard]] double kept_value(std::uint32_t sample_row, std::size_t time) const;

  /// Of the time last read, when it was that of a census.
  [[nodiscard]] const CensusCounts& census() const { return census_; }

private:
  struct Group {
    bool marked_only = false;
    AttributeId split;
    std::uint32_t categories = 1;
    std::uint32_t first_cell = 0;
    bool keeps_ages = false;
    std::vector<double> thresholds;
    std::vector<std::uint64_t> within; // [category, threshold], at the time last read
  };
  struct Cell {
    std::uint64_t n = 0;
    double age_sum = 0;
    std::vector<double> ages; // that are no whole days
  };
  struct Row {
    std::uint32_t group = 0;
    std::uint32_t category = 0;
    std::uint32_t threshold = 0;
  };

  /// How many intervals are of one age.
  struct AgeCount {
    double age = 0;
    std::uint64_t n = 0;
  };
  /// What was read of one cell at one time.
  struct Reading {
    std::uint64_t n = 0;
    double age_sum = 0;
    std::vector<AgeCount> ages; // increasing
  };
  struct Kept {
    std::vector<Reading> cells;
    std::vector<std::vector<std::uint64_t>> within; // of each group
  };

  /// A row's value from the intervals of its cell: how many, the sum of their ages, how many are within the
  /// row's threshold, and the age of a rank.
  template <class Within, class AgeOf>
  [[nodiscard]] static double figure(const SampleRow& sample, std::uint64_t number, double age_sum,
                                     const Within& within, const AgeOf& age_of);
  static constexpr double most_days = 36'525; // counted by age

  [[nodiscard]] std::vector<AgeCount> counted(std::size_t cell) const;
  [[nodiscard]] static double age_of_rank(const std::vector<AgeCount>& ages, std::uint64_t rank);
  [[nodiscard]] double age_of_rank(std::size_t cell, std::uint64_t rank);
  void count_band(const OpenInterval& open);
  static void add(std::vector<AgeCount>& ages, const std::vector<AgeCount>& others);
  [[nodiscard]] std::uint32_t group_like(const Group& other, std::uint32_t interval,
                                         std::span<const std::uint32_t> attributes) const;
  void add_group(std::uint32_t group, const IntervalSamples& part, std::uint32_t other);
  std::uint32_t group_for(const SampleRow& sample, const Program& program);
  static constexpr std::size_t no_cell = ~std::size_t{0};
  /// The cell of a group that counts an interval; none when the group leaves it out.
  [[nodiscard]] static std::size_t cell_for(const Group& group, const OpenInterval& open);
  void add_age(Group& group, std::size_t cell, double age);
  void make_room(std::size_t day);
  void sum_up(Group& group, std::size_t category);
  [[nodiscard]] const std::uint32_t* days_of(std::size_t cell) const { return of_day_.data() + cell * room_; }
  void clear();

  const std::vector<SampleRow>& sample_rows_;
  const std::vector<CensusTable>& censuses_;
  std::vector<Group> groups_;
  std::vector<std::vector<std::uint32_t>> by_interval_; // groups of each interval
  std::vector<char> whole_days_;                        // of each interval
  std::vector<Cell> cells_;
  std::vector<std::uint32_t> of_day_; // [cell, day]: how many are of an age in whole days, a day one of few
  std::size_t room_ = 0;              // days of each cell
  std::size_t days_ = 0;              // one more than the greatest age at this time
  std::vector<std::uint32_t> looked_at_;
  bool counts_bands_ = false;
  CensusCounts census_;
  std::vector<Kept> kept_; // [sample time]
  std::vector<Row> rows_;  // one per sample row; unused for other kinds
};

inline std::size_t IntervalSamples::cell_for(const Group& group, const OpenInterval& open) {
  if (group.marked_only && !open.marked) return no_cell;
  if (!group.split.exists()) return group.first_cell;
  const double value = open.attributes[group.split.value];
  return value >= 0 && value < group.categories ? group.first_cell + static_cast<std::size_t>(value)
                                                : no_cell;
}

/// Ages in whole days are only counted here; what follows from the counts is summed up at the end.
inline void IntervalSamples::read(const OpenInterval& open) {
  if (counts_bands_) count_band(open);
  const bool counted = whole_days_[open.interval] && open.age_days >= 0 && open.age_days < most_days;
  const std::size_t day = counted ? static_cast<std::size_t>(open.age_days) : 0;
  if (day >= days_) make_room(day);
  for (const std::uint32_t at : by_interval_[open.interval]) {
    const std::size_t cell = cell_for(groups_[at], open);
    if (cell == no_cell) continue;
    if (counted)
      ++of_day_[cell * room_ + day];
    else
      add_age(groups_[at], cell, open.age_days);
  }
}

template <class Within, class AgeOf>
double IntervalSamples::figure(const SampleRow& sample, std::uint64_t number, double age_sum,
                               const Within& within, const AgeOf& age_of) {
  const auto n = static_cast<double>(number);
  if (sample.kind == SampleKind::interval_number) return n;
  if (number == 0) return std::numeric_limits<double>::quiet_NaN();
  if (sample.kind == SampleKind::interval_mean) return age_sum / n;
  if (sample.kind == SampleKind::interval_quantile) return age_of(quantile_rank(sample.argument, number));
  const std::uint64_t counted = sample.kind == SampleKind::interval_within ? within() : number - within();
  return static_cast<double>(counted) / n;
}

} // namespace carepath
