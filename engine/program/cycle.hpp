// Whose turn it is in a cycle: so many turns, equally long, one after another in each round. Counted in whole
// milliseconds: each turn begins at its very instant, which a fraction of days may miss by its last digit.
#pragma once

#include "engine/base/sim_time.hpp"

#include <algorithm>
#include <cstdint>

namespace carepath {

struct Cycle {
  std::int64_t round = 1; // milliseconds
  std::int64_t turns = 1;

  /// `round_days` above 0; `turns` from 1 to a million.
  static constexpr Cycle of(double round_days, std::size_t turns) {
    return {std::max<std::int64_t>(1, SimTime::from_days(round_days).ms), static_cast<std::int64_t>(turns)};
  }
  /// The turn at a moment of the run, from 0.
  [[nodiscard]] constexpr std::uint32_t turn_at(SimTime moment) const {
    return static_cast<std::uint32_t>(std::max<std::int64_t>(0, moment.ms) % round * turns / round);
  }
  /// When the turn with this number begins, counted on over all rounds.
  [[nodiscard]] constexpr SimTime beginning_of(std::int64_t number) const {
    const std::int64_t turn = number % turns;
    return {number / turns * round + turn * (round / turns) + (turn * (round % turns) + turns - 1) / turns};
  }
};

} // namespace carepath
