// What may be concluded from what an option spends and achieves, in words.
#pragma once

#include "engine/results/results.hpp"

#include <functional>
#include <string>
#include <vector>

namespace carepath {

/// "better and cheaper", "gains at a price", or what is not clear; empty for the variant compared with.
[[nodiscard]] std::string worth_verdict(const WorthRow& row);

/// How a variant is called where the words go.
using VariantName = std::function<std::string(const std::string& name)>;

/// Where it stands among all: "the cheapest", "£1,200 for each more than current", "no: hub is better value".
[[nodiscard]] std::string front_words(const WorthRow& row, const VariantName& named);

/// In what a gain is shown: times as numbers of their unit, which the heading names, because one of it has a
/// price.
[[nodiscard]] std::string gained_unit(const WorthRow& row);

/// "fewer deaths are better": what the rows of one name are about.
[[nodiscard]] std::string worth_heading(const Results& results, const WorthRow& row);

/// Rows of one name in the order they stand, at least one.
using WorthRows = std::vector<const WorthRow*>;
/// Those of each name, in the order in which the names first stand.
[[nodiscard]] std::vector<WorthRows> worths_by_name(const Results& results);

} // namespace carepath
