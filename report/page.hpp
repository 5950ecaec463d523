// The page while it is written: sections, tables, charts with their numbers, all with unique identifiers.
//
// Functions that take text escape it; only those named `html` take markup.
#pragma once

#include "engine/results/results.hpp"
#include "report/plot.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace carepath::report {

/// One cell of a table's body.
struct Cell {
  std::string html;
  bool is_number = true;
};
[[nodiscard]] Cell number_cell(std::string_view text);
[[nodiscard]] Cell text_cell(std::string_view text);
[[nodiscard]] Cell html_cell(std::string html);
/// A difference with its sign, and its limits in small print where it has any.
[[nodiscard]] Cell change_cell(const Estimate& change, std::string_view unit);

/// A table with a caption, a row of column headings and a heading in front of each row.
class Table {
public:
  Table(std::string_view caption, const std::vector<std::string>& columns);
  void row(std::string_view heading, const std::vector<Cell>& cells);
  void html_row(const std::string& heading, const std::vector<Cell>& cells);
  [[nodiscard]] bool empty() const { return rows_ == 0; }
  [[nodiscard]] std::string html() const;

private:
  std::string caption_;
  std::vector<std::string> columns_;
  std::vector<bool> is_number_; // by column, from the first row
  std::string text_;
  std::size_t rows_ = 0;
};

/// What a chart says to those who do not see it, and under it.
struct ChartText {
  std::string title;
  std::string description;
  std::string caption; // may be empty
};

/// A legend entry: the mark as drawn, in its colour, and its meaning.
struct LegendEntry {
  std::string glyph;
  std::string colour;
  std::string label;
};

class Page {
public:
  Page(const Results& results, const Plotter& plotter) : results_(results), plotter_(plotter) {}
  [[nodiscard]] const Results& results() const { return results_; }
  [[nodiscard]] const Plotter& plotter() const { return plotter_; }

  void open_section(std::string_view id, std::string_view title);
  void close_section();
  void heading(std::string_view text); // third level, inside a section
  void paragraph(std::string_view text);
  void html(std::string_view markup) { body_ += markup; }
  void table(const Table& table);
  /// Closed until opened by the reader.
  void details(std::string_view summary, const std::string& inner_html);
  void bullets(const std::vector<std::string>& items);
  void legend(const std::vector<LegendEntry>& entries);
  /// A drawing as a figure; `numbers` is the table behind it, shown on request (none when empty).
  void figure(Picture picture, ChartText text, const std::string& numbers);

  /// The written sections with their figures, once all pictures are there.
  [[nodiscard]] std::string body();
  /// The sections (identifier, title).
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& contents() const { return contents_; }

private:
  /// A picture and where in the body it goes.
  struct Figure {
    std::size_t at = 0;
    Picture picture;
    ChartText text;
  };

  const Results& results_;
  const Plotter& plotter_;
  std::string body_; // without its pictures
  std::vector<std::pair<std::string, std::string>> contents_;
  std::vector<Figure> figures_;
};

} // namespace carepath::report
