// A pathway as a map: settings as frames from left to right, steps as boxes, flows as arrows as wide as they
// are busy. Laid out and drawn by Graphviz inside this process, which is not thread safe: draw one map at a
// time.
#pragma once

#include "engine/results/results.hpp"

#include <string>

namespace carepath::report {

/// The map of one variant as an SVG file's text. The widest arrow carries `busiest_flow` a week, so that maps
/// of several variants can be compared. Throws `ReportError` when Graphviz fails.
[[nodiscard]] std::string pathway_map(const VariantResult& variant, double busiest_flow);

/// "3.2 days", "4.3 minutes": a mean wait in a unit that suits it.
[[nodiscard]] std::string wait_words(double days);

} // namespace carepath::report
