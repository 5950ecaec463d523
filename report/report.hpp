// The case for change: one self-contained HTML page made from a study's results.
//
// The page needs no network and no script. Charts are drawn by gnuplot and pathway maps by Graphviz, both as
// SVG inside the page. Not thread safe, because Graphviz is not: make one report at a time.
#pragma once

#include "engine/results/results.hpp"

#include <filesystem>
#include <stdexcept>
#include <string>

namespace carepath {

/// Thrown when a report cannot be made: gnuplot is missing or failed, or the file cannot be written. The
/// message is a sentence for the user.
class ReportError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// The whole page. Every text that came from a scenario is escaped. Throws `ReportError`.
[[nodiscard]] std::string report_html(const Results& results);

/// Writes the page to `file`: first to `file` with ".part" added, then renamed, so that a reader never sees
/// half a page. Throws `ReportError`.
void write_report(const Results& results, const std::filesystem::path& file);

} // namespace carepath
