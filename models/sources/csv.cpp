#include "models/sources/csv.hpp"

#include "engine/base/text.hpp"
#include "models/scenario/data_files.hpp"
#include "models/scenario/file_text.hpp"
#include "models/scenario/library.hpp"

#include <fmt/format.h>

namespace carepath {
namespace {

constexpr std::size_t most_columns = 10'000;
constexpr std::size_t most_cells =
    50'000'000; // some 2 GB in memory; an extract of all England has half as many

/// Splits text into rows of cells. A quote that is not closed, or is followed by more, is a fault of its
/// line.
class CsvParser {
public:
  explicit CsvParser(std::string_view text) : text_(text) {}

  /// The next row; false at the end.
  bool row(std::vector<std::string>& cells, std::uint32_t& line) {
    cells.clear();
    if (at_ >= text_.size()) return false;
    line = line_;
    while (true) {
      cells.push_back(cell());
      if (at_ >= text_.size()) return true;
      const char end = text_[at_++];
      if (end == ',') continue;
      if (end == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
      ++line_;
      return true;
    }
  }

  /// The line of the first wrong quote; 0 when there is none.
  [[nodiscard]] std::uint32_t wrong_quote() const { return wrong_quote_; }

private:
  std::string cell() {
    std::string out;
    if (at_ < text_.size() && text_[at_] == '"') {
      quoted(out);
      if (!at_end_of_cell()) note_wrong_quote(line_);
    }
    while (!at_end_of_cell()) out += text_[at_++];
    return out;
  }

  /// From a quote to behind the one that closes it.
  void quoted(std::string& out) {
    const auto opened = line_;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"') {
        if (!text_.substr(at_ + 1).starts_with('"')) {
          ++at_;
          return;
        }
        ++at_;
      }
      if (text_[at_] == '\n') ++line_;
      out += text_[at_];
    }
    note_wrong_quote(opened);
  }

  [[nodiscard]] bool at_end_of_cell() const {
    return at_ >= text_.size() || text_[at_] == ',' || text_[at_] == '\n' || text_[at_] == '\r';
  }

  void note_wrong_quote(std::uint32_t line) {
    if (wrong_quote_ == 0) wrong_quote_ = line;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  std::uint32_t wrong_quote_ = 0;
};

std::optional<std::string> file_text(const Node& node, CompileContext& context) {
  const auto naming = naming_file(node, context.document, context.texts);
  const auto path =
      resolve_in_library(context.document.library, naming, node.text, node.where, context.faults);
  if (!path) return std::nullopt;
  auto read = read_file_text(*path, largest_table_file);
  if (read.fault == FileFault::none) return std::move(read.text);
  if (read.fault == FileFault::too_large)
    context.faults.error(node.where, fmt::format("the file '{}' is larger than 512 MB", node.text));
  else
    context.faults.error(node.where,
                         read.fault == FileFault::folder ? fmt::format("'{}' is a folder", node.text)
                         : read.fault == FileFault::not_ordinary
                             ? fmt::format("'{}' is not an ordinary file", node.text)
                             : fmt::format("cannot read the file '{}'", node.text),
                         "it is looked for beside the scenario file");
  return std::nullopt;
}

/// Whether a table of so many rows and columns is small enough to be kept.
bool fits(const CsvDocument& table, const Node& node, CompileContext& context) {
  if (table.header.size() > most_columns)
    context.faults.error(node.where, fmt::format("the file '{}' has {} columns; the most is {}", node.text,
                                                 table.header.size(), most_columns));
  else if (table.rows.size() * table.header.size() > most_cells)
    context.faults.error(
        node.where,
        fmt::format("the file '{}' has more than {} million cells", node.text, most_cells / 1'000'000),
        "leave out rows or columns that are not used");
  else
    return true;
  return false;
}

bool quotes_are_right(const CsvParser& parser, const Node& node, CompileContext& context) {
  if (parser.wrong_quote() == 0) return true;
  context.faults.error(
      node.where,
      fmt::format("line {} of '{}' has a quote that does not end its cell", parser.wrong_quote(), node.text),
      "a quoted cell ends with its quote; a quote inside it is written twice");
  return false;
}

/// What a spreadsheet may write between cells instead of commas, where the header has none; else empty.
std::string_view other_separator(const CsvDocument& table) {
  if (table.header.size() != 1) return {};
  if (table.header[0].find(';') != std::string::npos) return "semicolons";
  return table.header[0].find('\t') != std::string::npos ? "tabs" : "";
}

bool read_rows(CsvParser& parser, CsvDocument& table, const Node& node, CompileContext& context) {
  std::vector<std::string> cells;
  std::uint32_t line = 0;
  while (fits(table, node, context)) {
    if (!parser.row(cells, line)) return quotes_are_right(parser, node, context);
    if (cells.size() == 1 && cells[0].empty()) continue;
    if (cells.size() != table.header.size()) {
      if (quotes_are_right(parser, node, context))
        context.faults.error(node.where, fmt::format("line {} of '{}' has {} cells, the header has {}", line,
                                                     node.text, cells.size(), table.header.size()));
      return false;
    }
    table.rows.push_back(cells);
    table.lines.push_back(line);
  }
  return false;
}

} // namespace

std::optional<std::size_t> CsvDocument::column(std::string_view wanted) const {
  for (std::size_t at = 0; at < header.size(); ++at)
    if (header[at] == wanted) return at;
  return std::nullopt;
}

std::optional<CsvDocument> read_csv(const Node& node, CompileContext& context) {
  auto text = file_text(node, context);
  if (!text) return std::nullopt;
  if (text->starts_with("\xEF\xBB\xBF")) text->erase(0, 3);
  if (!is_utf8(*text)) {
    context.faults.error(node.where, fmt::format("the file '{}' is not UTF-8 text", node.text));
    return std::nullopt;
  }
  CsvParser parser(*text);
  CsvDocument table;
  table.name = node.text;
  std::uint32_t line = 0;
  if (!parser.row(table.header, line)) {
    context.faults.error(node.where, fmt::format("the file '{}' is empty", node.text));
    return std::nullopt;
  }
  if (const auto separator = other_separator(table); !separator.empty()) {
    context.faults.error(
        node.where, fmt::format("the cells of '{}' are separated by {}, not by commas", node.text, separator),
        "save it with commas: a cell that has a comma in it stands in quotes");
    return std::nullopt;
  }
  return read_rows(parser, table, node, context) ? std::optional(std::move(table)) : std::nullopt;
}

} // namespace carepath
