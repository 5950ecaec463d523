// The sum at the end of a results file, by which a changed bit is noticed: HDF5 itself keeps none over its
// data.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace carepath {

/// The bytes of a finished file with their sum behind them. HDF5 keeps the length of what is its own and
/// passes over the rest; a program that changes the file cuts the sum off.
[[nodiscard]] std::string with_sum(std::string bytes);

enum class SumState : std::uint8_t { right, wrong, none };

/// Whether the file ends in a sum, and whether that is the sum of its bytes.
[[nodiscard]] SumState check_sum(const std::filesystem::path& path);

} // namespace carepath
