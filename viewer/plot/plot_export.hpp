// The data of one plot as CSV: one row for each point drawn, with the name of what it belongs to.
#pragma once

#include <limits>
#include <string>
#include <vector>

namespace carepath {

struct PlottedPoint {
  std::string name; // of the variant or mark
  std::string kind; // "line", "band", "bar", "cell", "dot", "mark"
  double x = 0;
  double y = 0;
  double other = std::numeric_limits<double>::quiet_NaN(); // upper end of a band or bar, value of a cell
};

/// A header and one line for each point; fields that need it are quoted as RFC 4180 says, and a text that a
/// spreadsheet would take for a formula gets an apostrophe.
[[nodiscard]] std::string plot_csv(const std::string& x_title, const std::string& y_title,
                                   const std::vector<PlottedPoint>& points);

/// Writes a text file; what went wrong in words, or empty.
[[nodiscard]] std::string write_text_file(const std::string& path, const std::string& text);

} // namespace carepath
