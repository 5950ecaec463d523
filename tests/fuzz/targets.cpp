#include "tests/fuzz/targets.hpp"

#include <array>

namespace carepath::test {

std::span<const FuzzTarget> fuzz_targets() {
  static constexpr std::array targets{FuzzTarget{"scenario", fuzz_scenario}, FuzzTarget{"table", fuzz_table},
                                      FuzzTarget{"extract", fuzz_extract},
                                      FuzzTarget{"results", fuzz_results}, FuzzTarget{"valid", fuzz_valid}};
  return targets;
}

} // namespace carepath::test
