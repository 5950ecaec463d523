// One CSV text by RFC 4180, safe to open in a spreadsheet.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/results/schema.hpp"

namespace carepath {

/// A text as one cell: quoted when needed, and with a leading apostrophe when a spreadsheet would take it for
/// a formula (starting with = + - @, a tab or a return).
[[nodiscard]] std::string csv_cell(std::string_view text);

/// Collects cells row by row. Numbers are written as the shortest text that reads back the same, an
/// undefined number as an empty cell.
class CsvTable {
public:
  explicit CsvTable(const std::vector<std::string>& header);
  /// As `csv_cell` writes it.
  CsvTable& text(std::string_view cell);
  CsvTable& number(double cell);
  CsvTable& count(std::size_t cell);
  void end_row();
  /// The cells of one row of a list, by its columns.
  template <class Row> CsvTable& columns(const std::vector<schema::Column<Row>>& columns, const Row& row) {
    for (const auto& column : columns) {
      if (const auto* words = std::get_if<std::string Row::*>(&column.member))
        text(row.**words);
      else if (const auto* real = std::get_if<double Row::*>(&column.member))
        number(row.**real);
      else if (const auto* whole = std::get_if<std::uint32_t Row::*>(&column.member))
        count(row.**whole);
      else
        count(row.*std::get<bool Row::*>(column.member) ? 1 : 0);
    }
    return *this;
  }
  /// The whole text, lines ending in CR LF.
  [[nodiscard]] const std::string& str() const { return text_; }

private:
  void separate();

  std::string text_;
  bool row_started_ = false;
};

/// The names of `columns` after those in `before`: a header.
template <class Row>
std::vector<std::string> csv_header(std::vector<std::string> before,
                                    const std::vector<schema::Column<Row>>& columns) {
  for (const auto& column : columns) before.emplace_back(column.name);
  return before;
}

} // namespace carepath
