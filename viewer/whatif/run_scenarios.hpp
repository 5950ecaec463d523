// Opens scenario files as if they were results: runs them together and keeps the results in memory.
#pragma once

#include "engine/results/results.hpp"

#include <atomic>
#include <filesystem>
#include <vector>

namespace carepath {

/// `carepath run` or `carepath compare` of the files, the first being compared with. Throws
/// std::runtime_error with every fault in the files, in words.
[[nodiscard]] Results run_scenarios(const std::vector<std::filesystem::path>& files,
                                    const std::atomic<bool>* cancelled = nullptr);

} // namespace carepath
