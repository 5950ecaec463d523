// Drawing from finitely many values: cumulative weights as whole 64-bit numbers, and a guide table
// that says where to start looking (Chen and Asau 1974), so a draw takes constant time on average.
#pragma once

#include "engine/random/stream.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace carepath {

class StepTable {
public:
  StepTable() = default;
  /// `lower[i]` is P(X <= values[i]) and `upper[i]` P(X > values[i]); values rise, the last upper is 0.
  StepTable(std::vector<double> values, std::span<const double> lower, std::span<const double> upper);

  /// Which value u falls on; never decreasing in u.
  [[nodiscard]] std::size_t index(Uniform u) const {
    std::size_t i = guide_[u.bits >> guide_shift_];
    while (u.bits > up_to_[i]) ++i;
    return i;
  }
  [[nodiscard]] double at(Uniform u) const { return values_[index(u)]; }

private:
  std::vector<double> values_;
  std::vector<std::uint64_t> up_to_; // the largest bits that give this value
  std::vector<std::uint32_t> guide_;
  unsigned guide_shift_ = 63;
};

} // namespace carepath
