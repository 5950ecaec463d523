// Counts of a quantity in buckets whose width is at most 1/256 of the value, and the day grid for charts.
//
// Each octave [2^k, 2^(k+1)) is cut into 256 equal buckets: the top bits of a double are the bucket's
// number, so counting is a shift and an increment. Memory covers the octaves between the smallest and
// the largest magnitude seen. A bucket whose observations are all the same number keeps that number, so that
// waits of exactly four hours are read back as four hours.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

namespace carepath {

/// The rank (1 to n) of the order statistic that is the `p` quantile by the inverse of the empirical
/// distribution function: the smallest k with k >= p n (Hyndman and Fan 1996, definition 1). A product
/// within rounding of a whole number counts as that number: p = 0.07 of 100 is rank 7.
[[nodiscard]] std::uint64_t quantile_rank(double p, std::uint64_t n);

/// Counts of positive magnitudes in log-linear buckets.
class MagnitudeCounts {
public:
  void add(double magnitude) {
    const std::uint64_t bucket = bucket_of(magnitude);
    const std::uint64_t place = bucket - first_; // wraps to a huge number below `first_`
    if (place < cells_.size()) [[likely]]
      cells_[place].add(magnitude);
    else
      grow_and_add(bucket, magnitude);
  }
  void add(const MagnitudeCounts& other);
  [[nodiscard]] std::uint64_t total() const;

  struct Bucket {
    double low = 0;
    double high = 0;
    std::uint64_t count = 0;
    std::uint64_t below = 0; // observations in smaller buckets
    double only = 0;         // the magnitude of each of its observations; NaN where they differ
  };
  /// The bucket with the `rank`-th smallest magnitude; rank is from 1 to total().
  [[nodiscard]] Bucket bucket_with(std::uint64_t rank) const;

private:
  struct Cell {
    std::uint64_t count = 0;
    std::uint64_t only = 0; // the bits of the magnitude of all; `differ` once two are not the same

    void add(double magnitude) { add(std::bit_cast<std::uint64_t>(magnitude)); }
    void add(const Cell& other) {
      if (other.count == 0) return;
      add(other.only);
      count += other.count - 1;
    }
    /// NaN where they differ.
    [[nodiscard]] double only_magnitude() const { return std::bit_cast<double>(only); }

  private:
    static constexpr std::uint64_t differ = ~std::uint64_t{0}; // a NaN, which is no magnitude
    /// Without a branch, because half of the cells have one magnitude and half have several.
    void add(std::uint64_t bits) {
      const bool is_same = (count == 0) | (only == bits);
      only = is_same ? bits : differ;
      ++count;
    }
  };

  static constexpr int dropped_bits = 44; // leaves sign, exponent and the first 8 bits of the fraction
  static std::uint64_t bucket_of(double magnitude) {
    return std::bit_cast<std::uint64_t>(magnitude) >> dropped_bits;
  }
  static double lower_edge(std::uint64_t bucket);
  void grow_and_add(std::uint64_t bucket, double magnitude);
  void grow_to(std::uint64_t bucket);

  std::uint64_t first_ = 0;
  std::vector<Cell> cells_;
};

/// Quantiles of any finite values with relative error at most 1/256, and exact at zero.
class Histogram {
public:
  /// Magnitudes below this (less than a millisecond, in days) are zero.
  static constexpr double smallest = 0x1p-27;

  void add(double value) {
    if (whole_ && value != std::floor(value)) whole_ = false;
    if (value >= smallest) [[likely]]
      positive_.add(value);
    else if (value > -smallest)
      ++zero_;
    else
      negative_.add(-value);
  }
  void add_nothing() { ++zero_; }
  void add(const Histogram& other) {
    positive_.add(other.positive_);
    negative_.add(other.negative_);
    zero_ += other.zero_;
    whole_ = whole_ && other.whole_;
  }
  [[nodiscard]] std::uint64_t total() const { return negative_.total() + zero_ + positive_.total(); }

  /// The `p` quantile, p in [0, 1]: the order statistic of rank `quantile_rank(p, total())`, placed
  /// inside its bucket as if the bucket's observations were spread evenly. Exact where those are all the same
  /// number. When every value is whole the answer is whole, hence exact up to 512. NaN when nothing was
  /// counted.
  [[nodiscard]] double quantile(double p) const;

private:
  [[nodiscard]] double place_in(const MagnitudeCounts::Bucket& bucket, std::uint64_t rank) const;

  MagnitudeCounts positive_;
  MagnitudeCounts negative_;
  std::uint64_t zero_ = 0;
  bool whole_ = true;
};

inline constexpr std::size_t histogram_bins = 14 + 102 + 1; // days to two weeks, weeks to 104, over 104 weeks

/// Edges of the display grid in days: 0, 1, ..., 14, 21, ..., 728, infinity. Bin i is [edge i, edge i+1).
[[nodiscard]] std::span<const double> histogram_edges();

/// The bin of the display grid that holds `days`; below zero counts in the first.
[[nodiscard]] inline std::size_t histogram_bin(double days) {
  if (!(days >= 1)) return 0;
  if (days < 14) return static_cast<std::size_t>(days);
  if (days < 728) return 12 + static_cast<std::size_t>(days) / 7;
  return histogram_bins - 1;
}

} // namespace carepath
