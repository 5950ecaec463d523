// Entities that hold each other up for good: each waits for units that only others of them hold.
#pragma once

#include "engine/run/run_state.hpp"

#include <cstdint>
#include <vector>

namespace carepath {

struct HeldUp {
  std::vector<std::uint32_t> people; // entities; each once, also with several branches
  std::vector<std::uint32_t> on;     // resources that they wait for
};

/// Looked for once, at the end of a run (Coffman, Elphick and Shoshani 1971: with several units of a kind,
/// those are stuck who remain when everybody who could go on has been let go). Whoever waits for branches can
/// when none of these is stuck.
[[nodiscard]] HeldUp held_up_for_good(const RunState& run);

} // namespace carepath
