// Building the thresholds and the guide of a step table.
#include "engine/random/step_table.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

namespace carepath {
namespace {

constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();

/// The largest 64-bit number below probability `lower`, taken from the smaller tail.
std::uint64_t threshold(double lower, double upper) {
  if (upper <= 0) return largest;
  if (lower > 0.5) return largest - static_cast<std::uint64_t>(upper * 0x1p64);
  const auto bits = static_cast<std::uint64_t>(lower * 0x1p64);
  return bits == 0 ? 0 : bits - 1;
}

} // namespace

StepTable::StepTable(std::vector<double> values, std::span<const double> lower, std::span<const double> upper)
    : values_(std::move(values)) {
  up_to_.reserve(values_.size());
  for (std::size_t i = 0; i < values_.size(); ++i) up_to_.push_back(threshold(lower[i], upper[i]));
  up_to_.back() = largest;
  const std::size_t guides = std::max<std::size_t>(2, std::bit_ceil(values_.size()));
  guide_shift_ = 64 - static_cast<unsigned>(std::countr_zero(guides));
  std::uint32_t i = 0;
  for (std::uint64_t guide = 0; guide < guides; ++guide) {
    while (guide << guide_shift_ > up_to_[i]) ++i;
    guide_.push_back(i);
  }
}

} // namespace carepath
