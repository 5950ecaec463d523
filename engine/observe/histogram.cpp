// Growing the buckets, and reading quantiles back from them.
#include "engine/observe/histogram.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

#include "engine/base/ensure.hpp"

namespace carepath {

namespace {

constexpr std::uint64_t buckets_per_octave = 256;

constexpr std::array<double, histogram_bins + 1> make_edges() {
  std::array<double, histogram_bins + 1> edges{};
  for (std::size_t day = 0; day <= 14; ++day) edges[day] = static_cast<double>(day);
  for (std::size_t week = 3; week <= 104; ++week) edges[12 + week] = static_cast<double>(7 * week);
  edges[histogram_bins] = std::numeric_limits<double>::infinity();
  return edges;
}

constexpr std::array<double, histogram_bins + 1> grid_edges = make_edges();

} // namespace

std::uint64_t quantile_rank(double p, std::uint64_t n) {
  // p n carries a relative rounding error of about 2e-16; 1e-14 takes it off without reaching a real rank.
  const double product = p * static_cast<double>(n) * (1 - 1e-14);
  const auto rank = product <= 1 ? std::uint64_t{1} : static_cast<std::uint64_t>(std::ceil(product));
  return std::clamp<std::uint64_t>(rank, 1, std::max<std::uint64_t>(n, 1));
}

std::uint64_t MagnitudeCounts::total() const {
  std::uint64_t sum = 0;
  for (const Cell& cell : cells_) sum += cell.count;
  return sum;
}

double MagnitudeCounts::lower_edge(std::uint64_t bucket) {
  const std::uint64_t bits = bucket << dropped_bits;
  double edge = 0;
  std::memcpy(&edge, &bits, sizeof edge);
  return edge;
}

void MagnitudeCounts::grow_and_add(std::uint64_t bucket, double magnitude) {
  grow_to(bucket);
  cells_[bucket - first_].add(magnitude);
}

void MagnitudeCounts::add(const MagnitudeCounts& other) {
  if (other.cells_.empty()) return;
  grow_to(other.first_);
  grow_to(other.first_ + other.cells_.size() - 1);
  for (std::size_t place = 0; place < other.cells_.size(); ++place)
    cells_[other.first_ - first_ + place].add(other.cells_[place]);
}

/// Makes room for the octave of a bucket.
void MagnitudeCounts::grow_to(std::uint64_t bucket) {
  const std::uint64_t octave = bucket / buckets_per_octave * buckets_per_octave;
  if (cells_.empty()) first_ = octave;
  if (octave < first_) {
    cells_.insert(cells_.begin(), first_ - octave, Cell());
    first_ = octave;
  }
  if (octave + buckets_per_octave > first_ + cells_.size())
    cells_.resize(octave + buckets_per_octave - first_);
}

MagnitudeCounts::Bucket MagnitudeCounts::bucket_with(std::uint64_t rank) const {
  std::uint64_t below = 0;
  for (std::size_t place = 0; place < cells_.size(); ++place) {
    const std::uint64_t count = cells_[place].count;
    if (below + count >= rank)
      return {lower_edge(first_ + place), lower_edge(first_ + place + 1), count, below,
              cells_[place].only_magnitude()};
    below += count;
  }
  throw EnsureError("a rank beyond the observations of a histogram");
}

double Histogram::place_in(const MagnitudeCounts::Bucket& bucket, std::uint64_t rank) const {
  if (!std::isnan(bucket.only)) return bucket.only;
  const double position = static_cast<double>(rank - bucket.below) - 0.5;
  const double value = bucket.low + (bucket.high - bucket.low) * position / static_cast<double>(bucket.count);
  if (!whole_) return value;
  return std::clamp(std::round(value), std::ceil(bucket.low), std::ceil(bucket.high) - 1);
}

double Histogram::quantile(double p) const {
  const std::uint64_t below_zero = negative_.total();
  const std::uint64_t n = below_zero + zero_ + positive_.total();
  if (n == 0) return std::numeric_limits<double>::quiet_NaN();
  std::uint64_t rank = quantile_rank(p, n);
  if (rank <= below_zero) {
    // The smallest value has the largest magnitude.
    const std::uint64_t from_zero = below_zero + 1 - rank;
    return -place_in(negative_.bucket_with(from_zero), from_zero);
  }
  rank -= below_zero;
  if (rank <= zero_) return 0;
  rank -= zero_;
  return place_in(positive_.bucket_with(rank), rank);
}

std::span<const double> histogram_edges() {
  return grid_edges;
}

} // namespace carepath
