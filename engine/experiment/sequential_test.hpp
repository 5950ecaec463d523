// Whether a mean keeps to a bound, decided as replications come: looks at doubling numbers of them, each so
// strict that all looks together err no more often than promised.
#pragma once

#include <cstdint>
#include <span>

namespace carepath {

enum class MeanVerdict : std::uint8_t { met, missed, unclear };

/// A bound of a mean.
struct MeanBound {
  double value = 0;
  bool at_most = true; // otherwise at least
};

/// Met or missed when the mean is on that side of the bound with the confidence (one-sided, Student's t over
/// the defined values); unclear with fewer than two values, or when neither is sure.
[[nodiscard]] MeanVerdict judge_mean(std::span<const double> values, MeanBound bound, double confidence);

/// Numbers of replications at which to look: `first`, twice as many, and so on up to `most`.
[[nodiscard]] std::uint32_t next_look(std::uint32_t now, std::uint32_t first, std::uint32_t most);
[[nodiscard]] std::uint32_t looks(std::uint32_t first, std::uint32_t most);

/// The confidence each of so many looks needs for all of them together to have `confidence` (Bonferroni).
[[nodiscard]] double confidence_of_each(double confidence, std::uint32_t looks);

} // namespace carepath
