// The workloads: which scenario each is, and how one number sets its size.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace carepath::benchmark {

struct Workload {
  std::string_view name;     // "W2"
  std::string_view scenario; // file in benchmarks/scenarios
  std::string_view size_is;  // what the size counts
  double size = 0;           // in the comparison with the hand-written programs
  double quick_size = 0;
};

/// W1, W2 and the three forms of W3.
[[nodiscard]] std::span<const Workload> workloads();
/// Throws and names those there are when there is none of this name.
[[nodiscard]] const Workload& workload(std::string_view name);

/// The shipped scenarios.
[[nodiscard]] std::filesystem::path scenarios_folder();

[[nodiscard]] std::filesystem::path scenario_file(const Workload& workload);

/// What to set in the scenario for `size`. `scale` multiplies the rate and all capacities of W2 alone.
[[nodiscard]] std::vector<std::string> settings_of(const Workload& workload, double size, double scale = 1);

} // namespace carepath::benchmark
