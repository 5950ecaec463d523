// Which of several options is best, when each is known by replications with the same luck: when there have
// been enough, how sure one may be, and where further replications tell most.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace carepath {

struct SelectionGoal {
  bool largest = true;      // whether the largest mean is best
  double indifference = 0;  // smallest difference between best and others that matters, above 0
  double confidence = 0.95; // of choosing the best when it is better by that difference
  std::size_t first = 10;   // replications before anything is judged; also how often it is judged
};

/// Replications of each option, in order: replication r has the same luck in all. Options may have unequal
/// numbers of them.
using OptionValues = std::vector<std::vector<double>>;

/// Fully sequential selection with the variance of differences updated as replications come (KN of Kim and
/// Nelson 2001 with the updates of KN++, 2006; c = 1, alpha spread over the pairs by Bonferroni, as common
/// random numbers ask for). Options clearly worse are dropped and need no more replications.
class SequentialSelection {
public:
  SequentialSelection(std::size_t options, const SelectionGoal& goal);

  /// Judges all replications so far; those still in have equally many. Does nothing before the first stage.
  void judge(const OptionValues& values);
  [[nodiscard]] bool is_in(std::size_t option) const { return is_in_[option]; }
  [[nodiscard]] std::size_t left() const;
  [[nodiscard]] bool done() const { return left() == 1; }

private:
  [[nodiscard]] bool is_beaten(std::size_t option, std::size_t by, const OptionValues& values) const;

  SelectionGoal goal_;
  std::vector<bool> is_in_;
};

/// Replications in which two options both have a value: what is known of their difference comes from these
/// alone. Of an option and itself: those in which it has one.
[[nodiscard]] std::size_t replications_of_both(const OptionValues& values, std::size_t a, std::size_t b);

/// The option with the best mean over its replications, of those that have a value at all.
[[nodiscard]] std::size_t leading_option(const OptionValues& values, bool largest);

/// The probability, for each option, that its true mean is the best, given the replications: means by
/// Student's t with the correlation that the same luck gives, counted over 20,000 keyed draws. Options that
/// no replication tells apart share it. 0 for an option without any value.
[[nodiscard]] std::vector<double> probability_best(const OptionValues& values, bool largest,
                                                   std::uint64_t seed);

/// How many replications each option should have in all when `more` of them are spent (optimal computing
/// budget allocation, Chen, Lin, Yucesan and Chick 2000), never fewer than it has.
[[nodiscard]] std::vector<std::size_t> budget_allocation(const OptionValues& values, bool largest,
                                                         std::size_t more);

} // namespace carepath
