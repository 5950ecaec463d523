#include "cli/output/answer_text.hpp"

#include "cli/output/table_parts.hpp"

namespace carepath {
namespace {

std::string paragraphs(const std::vector<std::string>& texts, const TableOptions& options) {
  std::string out;
  for (const std::string& text : texts)
    for (const std::string& line : wrap_words(text, usable_width(options))) out += line + "\n";
  return out;
}

} // namespace

std::string answer_text(const Answer& answer, const TableOptions& options) {
  std::string out = toned(answer.title, Tone::heading, options.colour) + "\n";
  if (!answer.facts.empty()) out += answer.facts + "\n";
  out += "\n" + paragraphs(answer.sentences, options);
  for (const AnswerTable& table : answer.tables) {
    TextGrid grid(table.columns, 1);
    for (const auto& row : table.rows) {
      std::vector<GridCell> cells;
      for (const std::string& text : row) cells.push_back({text});
      grid.row(std::move(cells));
    }
    out += part(table.caption, grid, options);
  }
  if (!answer.notes.empty()) out += "\n" + paragraphs(answer.notes, options);
  return answer.listing.empty() ? out : out + "\n" + answer.listing;
}

} // namespace carepath
