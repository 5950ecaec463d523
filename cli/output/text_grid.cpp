// Column widths, blocks and padding of `TextGrid`.
#include "cli/output/text_grid.hpp"

#include <algorithm>
#include <numeric>

#include "engine/base/ensure.hpp"
#include "engine/base/text.hpp"

namespace carepath {

namespace {

constexpr std::size_t gap = 2; // columns between two columns
constexpr std::size_t least_label = 20;

std::string padding(std::size_t width, const std::string& text) {
  const std::size_t taken = display_width(text);
  return std::string(taken < width ? width - taken : 0, ' ');
}

std::string repeated(const std::string& symbol, std::size_t times) {
  std::string text;
  for (std::size_t time = 0; time < times; ++time) text += symbol;
  return text;
}

std::string without_trailing_spaces(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

/// Line `down` of a cell, padded on the left.
std::string figure(const GridCell& cell, std::size_t down, std::size_t width, bool colour) {
  if (down == 0) return padding(width, cell.text) + toned(cell.text, cell.tone, colour);
  if (down == 1) return padding(width, cell.below) + toned(cell.below, cell.below_tone, colour);
  return std::string(width, ' ');
}

} // namespace

std::string toned(const std::string& text, Tone tone, bool colour) {
  if (!colour || tone == Tone::plain || text.empty()) return text;
  const char* code = tone == Tone::heading ? "\033[1m" : tone == Tone::good ? "\033[32m" : "\033[31m";
  return code + text + "\033[0m";
}

std::size_t display_width(std::string_view text) {
  // Every byte that does not continue a UTF-8 character starts one.
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  }));
}

std::vector<std::string> wrap_words(const std::string& text, std::size_t width) {
  const std::string indent(std::min(text.find_first_not_of(' '), text.size()), ' ');
  std::vector<std::string> lines;
  std::string current = indent;
  for (std::size_t at = indent.size(); at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, end - at);
    const bool fresh = current.size() == indent.size();
    if (!fresh && display_width(current) + 1 + display_width(word) > width) {
      lines.push_back(current);
      current = indent + word;
    } else {
      current += (fresh ? "" : " ") + word;
    }
    at = end + 1;
  }
  lines.push_back(current);
  return lines;
}

std::string paragraph(const std::string& text, std::size_t indent) {
  return join(wrap_words(std::string(indent, ' ') + text, page_width), "\n") + "\n";
}

TextGrid::TextGrid(std::vector<std::string> header, std::size_t fixed)
    : header_(std::move(header)), fixed_(fixed) {}

void TextGrid::row(std::vector<GridCell> cells) {
  ensure(cells.size() == header_.size(), "a table row has the wrong number of cells");
  rows_.push_back(std::move(cells));
}

std::vector<std::size_t> TextGrid::widths(std::size_t label_limit) const {
  std::vector<std::size_t> widths(header_.size());
  for (std::size_t column = 0; column < header_.size(); ++column) {
    widths[column] = display_width(header_[column]);
    for (const auto& cells : rows_)
      widths[column] =
          std::max({widths[column], display_width(cells[column].text), display_width(cells[column].below)});
  }
  // A word longer than the limit still has to fit.
  std::size_t wrapped = 0;
  for (const auto& cells : rows_)
    for (const std::string& part : wrap_words(cells[0].text, label_limit))
      wrapped = std::max(wrapped, display_width(part));
  widths[0] = std::max(display_width(header_[0]), wrapped);
  return widths;
}

std::string TextGrid::line(const std::vector<GridCell>& cells, const std::vector<std::size_t>& shown,
                           const std::vector<std::size_t>& widths, bool colour) const {
  const std::vector<std::string> label = wrap_words(cells[0].text, widths[0]);
  const bool two =
      std::any_of(shown.begin(), shown.end(), [&](auto column) { return !cells[column].below.empty(); });
  std::string text;
  for (std::size_t down = 0; down < std::max<std::size_t>(label.size(), two ? 2 : 1); ++down) {
    const std::string part = down < label.size() ? label[down] : "";
    std::string one = toned(part, cells[0].tone, colour) + padding(widths[0], part);
    for (const std::size_t column : shown)
      if (column > 0) one += std::string(gap, ' ') + figure(cells[column], down, widths[column], colour);
    text += without_trailing_spaces(one) + "\n";
  }
  return text;
}

std::string TextGrid::block(const std::vector<std::size_t>& shown, const std::vector<std::size_t>& widths,
                            bool colour) const {
  std::vector<GridCell> header;
  header.reserve(header_.size());
  for (const std::string& name : header_) header.push_back({name, Tone::heading});
  std::size_t total = 0;
  for (const std::size_t column : shown) total += widths[column] + (column > 0 ? gap : 0);
  std::string text = line(header, shown, widths, colour) + repeated("─", total) + "\n";
  for (const auto& cells : rows_) text += line(cells, shown, widths, colour);
  return text;
}

std::string TextGrid::str(const TableOptions& options) const {
  const auto room = static_cast<std::size_t>(std::max(options.width, 1));
  const std::vector<std::size_t> column_widths = widths(std::max(least_label, room / 3));
  std::vector<std::size_t> fixed(fixed_);
  std::iota(fixed.begin(), fixed.end(), std::size_t{0});
  std::size_t fixed_width = 0;
  for (const std::size_t column : fixed) fixed_width += column_widths[column] + (column > 0 ? gap : 0);
  std::string text;
  for (std::size_t column = fixed_; column < header_.size();) {
    std::vector<std::size_t> shown = fixed;
    std::size_t taken = fixed_width;
    do {
      taken += gap + column_widths[column];
      shown.push_back(column++);
    } while (column < header_.size() && taken + gap + column_widths[column] <= room);
    text += (text.empty() ? "" : "\n") + block(shown, column_widths, options.colour);
  }
  return text;
}

} // namespace carepath
