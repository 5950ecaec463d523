// Draws of a standard normal by key and place: the luck of the tests of experiments.
#pragma once

#include "engine/random/special_functions.hpp"
#include "engine/random/stream.hpp"

#include <cstdint>

namespace carepath::test {

inline double normal(std::uint64_t key, std::uint64_t place) {
  return normal_quantile(keyed_uniform(key, purpose_of("test"), place).value());
}

} // namespace carepath::test
