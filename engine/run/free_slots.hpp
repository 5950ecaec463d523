// Which sessions of a diary still have a free slot: a bitmap with summary levels, 64 to a word.
//
// Finding the first free session at or after a date costs a few word operations however full the diary.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

namespace carepath {

class FreeSlots {
public:
  explicit FreeSlots(std::size_t size) {
    do {
      size = (size + 63) / 64;
      levels_.emplace_back(size + 1, 0);
    } while (size > 1);
  }

  void set(std::size_t index) {
    for (auto& level : levels_) {
      level[index / 64] |= std::uint64_t{1} << (index % 64);
      index /= 64;
    }
  }
  void clear(std::size_t index) {
    for (auto& level : levels_) {
      auto& word = level[index / 64];
      word &= ~(std::uint64_t{1} << (index % 64));
      if (word != 0) return;
      index /= 64;
    }
  }

  static constexpr std::size_t none = SIZE_MAX;
  /// The first set index at or after `from`, or `none`.
  [[nodiscard]] std::size_t first_from(std::size_t from) const {
    for (std::size_t up = 0; up < levels_.size(); ++up) {
      if (from / 64 >= levels_[up].size()) return none;
      const std::uint64_t word = levels_[up][from / 64] & (~std::uint64_t{0} << (from % 64));
      if (word != 0) return descend(up, from / 64 * 64 + static_cast<std::size_t>(std::countr_zero(word)));
      from = from / 64 + 1;
    }
    return none;
  }

private:
  [[nodiscard]] std::size_t descend(std::size_t level, std::size_t index) const {
    while (level-- > 0)
      index = index * 64 + static_cast<std::size_t>(std::countr_zero(levels_[level][index]));
    return index;
  }
  std::vector<std::vector<std::uint64_t>> levels_;
};

} // namespace carepath
