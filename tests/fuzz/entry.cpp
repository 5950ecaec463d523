// One target as a libFuzzer program; compiled once for each, with its name, by clang in the preset `fuzz`.
#ifdef CAREPATH_FUZZ_TARGET

#include "tests/fuzz/processor_time.hpp"
#include "tests/fuzz/scratch.hpp"
#include "tests/fuzz/targets.hpp"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace carepath::test;
  const auto began = processor_seconds();
  CAREPATH_FUZZ_TARGET({reinterpret_cast<const char*>(data), size});
  require(processor_seconds() - began < most_seconds, "an input takes five seconds or more");
  return 0;
}

#endif
