// Charts as gnuplot scripts. Only plot.cpp uses this; see plot.hpp for what the charts mean.
#pragma once

#include "report/plot.hpp"

#include <string>
#include <string_view>

namespace carepath::report {

[[nodiscard]] std::string script_for(const LineChart& chart, ChartWidth width);
[[nodiscard]] std::string script_for(const HistogramChart& chart, ChartWidth width);
[[nodiscard]] std::string script_for(const StackedBars& chart, ChartWidth width);
[[nodiscard]] std::string script_for(const DotPlot& chart, ChartWidth width);
[[nodiscard]] std::string script_for(const HeatMap& chart, ChartWidth width);

/// Text as a gnuplot constant that is never expanded, whatever it holds: in single quotes, without back
/// quotes (which would run a command) and without control characters.
[[nodiscard]] std::string in_quotes(std::string_view text);

} // namespace carepath::report
