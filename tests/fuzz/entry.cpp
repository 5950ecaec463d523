// One target as a libFuzzer program; compiled once for each, with its name, by clang in the preset `fuzz`.
#ifdef CAREPATH_FUZZ_TARGET

#include "tests/fuzz/targets.hpp"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  carepath::test::CAREPATH_FUZZ_TARGET({reinterpret_cast<const char*>(data), size});
  return 0;
}

#endif
