// What is fuzzed: each target takes any bytes and must neither crash, nor hang, nor say two things about one
// input.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace carepath::test {

struct FuzzTarget {
  std::string_view name; // and the folder of its first inputs in corpus/
  void (*run)(std::string_view bytes);
};

/// All targets: scenario, table, extract, results, valid.
[[nodiscard]] std::span<const FuzzTarget> fuzz_targets();

void fuzz_scenario(std::string_view bytes); // a scenario file
void fuzz_table(std::string_view bytes);    // a CSV file of people
void fuzz_extract(std::string_view bytes);  // rows of an RTT extract, below a right header
void fuzz_results(std::string_view bytes);  // a results file, its sum cut off
void fuzz_valid(std::string_view bytes);    // choices from which a valid scenario is made and run

} // namespace carepath::test
