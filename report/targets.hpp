// Targets and what limits allow us to say, in words; and the decimals in which both are told truly.
#pragma once

#include "engine/results/results.hpp"

#include <functional>
#include <string>

namespace carepath::report {

/// What the 95% limits of a difference allow us to say.
enum class Verdict { higher, lower, no_clear_difference, no_limits };
[[nodiscard]] Verdict verdict(const Estimate& difference);

/// "at least 92%".
[[nodiscard]] std::string target_words(const KpiRow& row);

/// The text of a value, in the row's unit, with so many decimals.
using TextWith = std::function<std::string(double value, int decimals)>;

/// `usual` decimals, or up to four more where a figure misses its target by less than those tell, so that
/// nothing reads as "100.0%, not met".
[[nodiscard]] int telling_decimals(const KpiRow& row, const Estimate& estimate, int usual,
                                   const TextWith& text);

/// As many decimals as a number chosen by people has, where they are at most four more than `usual`;
/// otherwise `usual`.
[[nodiscard]] int exact_decimals(double shown, int usual);

/// The unit in which a length of time chosen by people is written: that in which a figure of its size is
/// read, or a finer one where it takes no more than two decimals ("5 hours", not "0.2 days"). `unit` for all
/// else.
[[nodiscard]] std::string unit_of_chosen(double value, const std::string& unit);

} // namespace carepath::report
