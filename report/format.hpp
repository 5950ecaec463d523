// Figures in words people read: shares as per cent, money in pounds, thousands separated, limits beside them.
//
// Every function takes values as the results hold them (shares 0 to 1, money in pounds) with their unit's
// name. An undefined figure (NaN) is shown as a dash.
#pragma once

#include "engine/results/results.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace carepath::report {

/// Text made safe for HTML content and quoted attributes.
[[nodiscard]] std::string escape(std::string_view text);

[[nodiscard]] bool is_share(std::string_view unit);
[[nodiscard]] bool is_money(std::string_view unit);
/// A number of people or pathways at a moment, not a rate.
[[nodiscard]] bool is_count(std::string_view unit);

/// "1,234.5" with a true minus sign; no unit.
[[nodiscard]] std::string plain(double value, int decimals);

/// "61.2%", "£1,234", "40.2 weeks", "2,718 patients"; a plain "2,718" for the unit "number".
[[nodiscard]] std::string figure(double value, std::string_view unit);

/// The mean of an estimate, in the unit and with the decimals in which its limits are read beside it.
[[nodiscard]] std::string figure(const Estimate& estimate, std::string_view unit);
/// The same of a figure that may have a target: where that is missed by less than the decimals usually tell,
/// more of them, so that nothing reads as "100.0%, not met".
[[nodiscard]] std::string figure(const Estimate& estimate, const KpiRow& row);

/// The same for figures chosen by people, to their last digit and without closing zeros: "92%", "99.95%",
/// "18 weeks".
[[nodiscard]] std::string round_figure(double value, std::string_view unit);

/// "60.1 to 62.3", without the unit, in that of the mean and with its decimals; empty when there are no
/// limits.
[[nodiscard]] std::string limits(const Estimate& estimate, std::string_view unit);
[[nodiscard]] std::string limits(const Estimate& estimate, const KpiRow& row);

/// "61.2% (60.1 to 62.3)".
[[nodiscard]] std::string with_limits(const Estimate& estimate, std::string_view unit);

/// "+21.0 percentage points", "−1,820 patients".
[[nodiscard]] std::string signed_figure(double value, std::string_view unit);
[[nodiscard]] std::string signed_figure(const Estimate& difference, std::string_view unit);

/// "+21.0 percentage points (19.8 to 22.2)".
[[nodiscard]] std::string signed_with_limits(const Estimate& difference, std::string_view unit);

/// "21.0 percentage points", the size of a difference whose direction is said in words.
[[nodiscard]] std::string size_of_difference(double value, std::string_view unit);
[[nodiscard]] std::string size_of_difference(const Estimate& difference, std::string_view unit);

/// "7 of 24".
[[nodiscard]] std::string out_of(std::size_t part, std::size_t whole);
[[nodiscard]] std::string out_of(double part, double whole);

/// "2026-04-06" as "6 April 2026"; anything else unchanged.
[[nodiscard]] std::string date_words(std::string_view date);

} // namespace carepath::report
