// A whole number followed over time by two sums: what it is now, and the times at which it changed.
//
// Its area up to a moment t is (level x t) less the sum of (change x time of change), so a change costs two
// additions and nothing is multiplied out while the run goes on. Whole numbers throughout: no rounding, and
// the same bits however the run is cut. Sums may wrap round; the area is right as long as it is itself below
// 2^63 entity-milliseconds (a million entities for 290 years).
#pragma once

#include "engine/base/sim_time.hpp"

#include <cstdint>

namespace carepath {

class LevelSum {
public:
  void change(std::int64_t by, SimTime now) {
    level_ += by;
    changes_ += static_cast<std::uint64_t>(by) * static_cast<std::uint64_t>(now.ms);
  }
  void rise(SimTime now) {
    ++level_;
    changes_ += static_cast<std::uint64_t>(now.ms);
  }
  void fall(SimTime now) {
    --level_;
    changes_ -= static_cast<std::uint64_t>(now.ms);
  }
  /// The area begins anew.
  void restart(SimTime now) {
    changes_ = static_cast<std::uint64_t>(level_) * static_cast<std::uint64_t>(now.ms);
  }
  [[nodiscard]] std::int64_t level() const { return level_; }
  /// Entity-milliseconds since the last restart.
  [[nodiscard]] std::int64_t area(SimTime now) const {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(level_) * static_cast<std::uint64_t>(now.ms) -
                                     changes_);
  }

private:
  std::int64_t level_ = 0;
  std::uint64_t changes_ = 0;
};

} // namespace carepath
