#include "models/sources/csv.hpp"

#include "engine/base/text.hpp"
#include "models/scenario/library.hpp"

#include <fmt/format.h>
#include <fstream>
#include <iterator>

namespace carepath {
namespace {

constexpr std::uintmax_t largest_file = 512u << 20;

/// Splits text into rows of cells.
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

private:
  std::string cell() {
    std::string out;
    if (at_ < text_.size() && text_[at_] == '"') {
      ++at_;
      while (at_ < text_.size()) {
        if (text_[at_] == '"' && !(at_ + 1 < text_.size() && text_[at_ + 1] == '"')) {
          ++at_;
          break;
        }
        if (text_[at_] == '"') ++at_;
        if (text_[at_] == '\n') ++line_;
        out += text_[at_++];
      }
    }
    while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n' && text_[at_] != '\r')
      out += text_[at_++];
    return out;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
};

std::optional<std::string> file_text(const Node& node, CompileContext& context) {
  const std::filesystem::path naming =
      node.where.file > 0 ? context.texts.name(node.where.file) : context.document.path.string();
  const auto path =
      resolve_in_library(context.document.library, naming, node.text, node.where, context.faults);
  if (!path) return std::nullopt;
  std::error_code fault;
  const auto size = std::filesystem::file_size(*path, fault);
  std::ifstream in(*path, std::ios::binary);
  if (fault || !in) {
    context.faults.error(node.where, fmt::format("cannot read the file '{}'", node.text),
                         "it is looked for beside the scenario file");
    return std::nullopt;
  }
  if (size > largest_file) {
    context.faults.error(node.where, fmt::format("the file '{}' is larger than 512 MB", node.text));
    return std::nullopt;
  }
  return std::string(std::istreambuf_iterator<char>(in), {});
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
  std::vector<std::string> cells;
  while (parser.row(cells, line)) {
    if (cells.size() == 1 && cells[0].empty()) continue;
    if (cells.size() != table.header.size()) {
      context.faults.error(node.where, fmt::format("line {} of '{}' has {} cells, the header has {}", line,
                                                   node.text, cells.size(), table.header.size()));
      return std::nullopt;
    }
    table.rows.push_back(cells);
    table.lines.push_back(line);
  }
  return table;
}

} // namespace carepath
