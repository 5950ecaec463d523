// Whether a mean keeps to a bound, decided as replications come: looks at doubling numbers of them, each so
// strict that all looks together err no more often than promised.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

namespace carepath {

enum class MeanVerdict : std::uint8_t { met, missed, unclear };

/// A bound of a mean.
struct MeanBound {
  double value = 0;
  bool at_most = true; // otherwise at least
};

/// What is known of a figure beside its values.
struct FigureToJudge {
  /// By how much one event more moves one value: 1 of a count. NaN where a figure is of no events, or of
  /// events that may move it by any amount.
  double event_size = std::numeric_limits<double>::quiet_NaN();
  bool is_last_look = false; // no more replications will come
};

struct MeanJudgement {
  MeanVerdict verdict = MeanVerdict::unclear;
  bool on_equal_values = false; // met or missed, but nothing varied: no limits tell how sure that is
};

/// Met or missed when the mean is on that side of the bound with the confidence (one-sided, Student's t over
/// the defined values); unclear with fewer than two values, or when neither is sure.
///
/// Of a figure of events the limits allow for two more than were seen, or two fewer (after Agresti and Coull
/// 1998): events that have not happened yet are seldom, not impossible. Of a count that is nearly always 0
/// the upper limit is about that of Poisson.
///
/// Equal values that are no figure of events, or that are the bound, have no limits: what a replication with
/// another value would change is not known. They decide nothing before the last look.
[[nodiscard]] MeanJudgement judge_mean(std::span<const double> values, MeanBound bound, double confidence,
                                       FigureToJudge figure = {});

/// The share of replications that may have another value when `count` of them had the same, with the
/// confidence: 1 - (1 - confidence)^(1 / count).
[[nodiscard]] double most_that_differ(std::size_t count, double confidence);

/// Numbers of replications at which to look: `first`, twice as many, and so on up to `most`.
[[nodiscard]] std::uint32_t next_look(std::uint32_t now, std::uint32_t first, std::uint32_t most);
[[nodiscard]] std::uint32_t looks(std::uint32_t first, std::uint32_t most);

/// The confidence each of so many looks needs for all of them together to have `confidence` (Bonferroni).
[[nodiscard]] double confidence_of_each(double confidence, std::uint32_t looks);

} // namespace carepath
