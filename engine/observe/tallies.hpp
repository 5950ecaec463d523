// Tallies: how many, how much, how spread, and how many within each threshold, for everyone and by group.
//
// A tally's places are laid out once: place 0 is everyone, then each split attribute has one place per
// category. Adding an observation touches place 0 and one place per split.
#pragma once

#include "engine/base/ensure.hpp"
#include "engine/observe/histogram.hpp"
#include "engine/observe/measure.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace carepath {

struct Program;

/// The running sums of one place. Values are summed as distances from the first one seen, so that a small
/// spread about a large mean keeps its digits.
struct TallySlot {
  std::uint64_t n = 0;
  double shift = 0;
  double sum = 0;     // of value - shift
  double squares = 0; // of (value - shift)^2
  double minimum = std::numeric_limits<double>::infinity();
  double maximum = -std::numeric_limits<double>::infinity();

  void add(double value) {
    if (n == 0) shift = value;
    ++n;
    const double distance = value - shift;
    sum += distance;
    squares += distance * distance;
    minimum = std::min(minimum, value);
    maximum = std::max(maximum, value);
  }
  /// Adds a value of nothing: with sums about nothing they stay as they are.
  void add_nothing() {
    if (n == 0 || shift != 0) [[unlikely]]
      return add(0);
    ++n;
    minimum = std::min(minimum, 0.0);
    maximum = std::max(maximum, 0.0);
  }
  /// Adds what another place observed.
  void add(const TallySlot& other);
  [[nodiscard]] double total() const { return static_cast<double>(n) * shift + sum; }
  /// NaN when nothing was observed.
  [[nodiscard]] double mean() const;
  /// Standard deviation with divisor n - 1; NaN below two observations.
  [[nodiscard]] double deviation() const;
};

class TallyTable {
public:
  explicit TallyTable(const Program& program);
  TallyTable(const TallyTable&) = delete; // rows point into the tables below
  TallyTable& operator=(const TallyTable&) = delete;
  TallyTable(TallyTable&&) = default;

  /// Adds what a part observed; rows[tally of the part] is the tally here.
  void add(const TallyTable& part, std::span<const std::uint32_t> rows);

  void add(std::uint32_t tally, double value, const double* attributes) {
    // Written so that a value that is not a number fails too.
    if (!(std::abs(value) <= largest)) [[unlikely]]
      refuse(tally);
    Row& row = rows_[tally];
    if (row.is_plain)
      row.slots->add(value);
    else if (row.is_of_all)
      record_of_all(row, value);
    else
      add_with_details(row, value, attributes);
  }
  /// Adds a value of nothing, such as the wait of one who is served at once.
  void add_nothing(std::uint32_t tally, const double* attributes) {
    Row& row = rows_[tally];
    if (!row.is_of_all) return add(tally, 0, attributes);
    row.slots->add_nothing();
    for (std::uint32_t t = 0; t < row.threshold_count; ++t) row.within[t] += row.thresholds[t] >= 0;
    if (!row.histograms) return;
    row.histograms->add_nothing();
    ++row.grid[0];
  }

  [[nodiscard]] const TallySlot& slot(std::uint32_t tally, std::uint32_t place) const;
  /// Share of observations at most `threshold`, which the tally's row must list; NaN when none.
  [[nodiscard]] double share_within(std::uint32_t tally, std::uint32_t place, double threshold) const;
  /// Observations at most `threshold`, which the tally's row must list.
  [[nodiscard]] double number_within(std::uint32_t tally, std::uint32_t place, double threshold) const;
  /// See `Histogram::quantile`; kept inside the observed range. The tally's row must ask for a histogram.
  [[nodiscard]] double quantile(std::uint32_t tally, std::uint32_t place, double p) const;
  /// Counts of everyone in the bins of `histogram_edges`, one row per tally with a histogram, in order.
  [[nodiscard]] std::vector<std::vector<double>> grids() const;

private:
  static constexpr double largest = 1e150; // its square is still a number

  struct Split {
    std::uint32_t attribute = 0;
    std::uint32_t first_place = 0;
    double categories = 0;
  };
  struct Row {
    TallySlot* slots = nullptr;      // one per place
    Histogram* histograms = nullptr; // one per place, when asked for
    std::uint64_t* grid = nullptr;
    std::uint64_t* within = nullptr; // counts: [place, threshold]
    const double* thresholds = nullptr;
    std::uint32_t threshold_count = 0;
    std::uint32_t places = 1;
    std::uint32_t split_begin = 0;
    std::uint32_t split_end = 0;
    std::uint32_t only_begin = 0;
    std::uint32_t only_end = 0;
    bool is_plain = false;  // only how many and how much, of everyone
    bool is_of_all = false; // of everyone, without groups
  };

  void add_with_details(Row& row, double value, const double* attributes);
  void record_of_all(Row& row, double value) {
    if (row.grid) ++row.grid[histogram_bin(value)];
    record(row, 0, value);
  }
  void record(Row& row, std::uint32_t place, double value) {
    row.slots[place].add(value);
    std::uint64_t* const within = row.within + place * row.threshold_count;
    for (std::uint32_t t = 0; t < row.threshold_count; ++t) within[t] += value <= row.thresholds[t];
    if (row.histograms) row.histograms[place].add(value);
  }
  Row lay_out(const TallyRow& tally, const Program& program);
  void point_into_tables(const std::vector<TallyRow>& tallies);
  /// Whether an entity meets every condition of a tally.
  [[nodiscard]] bool passes(const Row& row, const double* attributes) const;
  [[noreturn]] void refuse(std::uint32_t tally) const;

  std::vector<Row> rows_;
  std::vector<Split> splits_;
  std::vector<AttributeTest> tests_;
  std::vector<TallySlot> slots_;
  std::vector<double> thresholds_;
  std::vector<std::uint64_t> within_;
  std::vector<Histogram> histograms_;
  std::vector<std::vector<std::uint64_t>> grids_;
  std::vector<std::string> names_;
};

} // namespace carepath
