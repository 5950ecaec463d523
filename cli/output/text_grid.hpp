// A table of texts for the terminal: labels on the left, figures on the right, broken into blocks of columns
// where the terminal is too narrow for all.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace carepath {

/// How a table is printed.
struct TableOptions {
  bool colour = false; // ANSI colours; no meaning is carried by colour alone
  int width = 100;     // columns of the terminal; a single figure column may go beyond it
};

enum class Tone { plain, heading, good, bad };

struct GridCell {
  std::string text;
  Tone tone = Tone::plain;
  std::string below = {}; // a second line
  Tone below_tone = Tone::plain;
};

/// `text` in the colour of `tone`, or as it is without colours.
[[nodiscard]] std::string toned(const std::string& text, Tone tone, bool colour);

/// Columns a UTF-8 text takes on the terminal (one per character).
[[nodiscard]] std::size_t display_width(std::string_view text);

/// `text` broken between words into lines of at most `width` columns; longer words stand alone. Spaces at
/// its start indent every line.
[[nodiscard]] std::vector<std::string> wrap_words(const std::string& text, std::size_t width);

/// Columns of words that stand in no table.
inline constexpr std::size_t page_width = 100;

/// `text` in lines of a page's width, each indented by `indent` blanks, the last ended too.
[[nodiscard]] std::string paragraph(const std::string& text, std::size_t indent = 0);

class TextGrid {
public:
  /// The first `fixed` columns are repeated in every block; the first of all is the label.
  TextGrid(std::vector<std::string> header, std::size_t fixed);
  /// One cell per column.
  void row(std::vector<GridCell> cells);
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  [[nodiscard]] std::string str(const TableOptions& options) const;

private:
  [[nodiscard]] std::vector<std::size_t> widths(std::size_t label_limit) const;
  [[nodiscard]] std::string line(const std::vector<GridCell>& cells, const std::vector<std::size_t>& shown,
                                 const std::vector<std::size_t>& widths, bool colour) const;
  [[nodiscard]] std::string block(const std::vector<std::size_t>& shown,
                                  const std::vector<std::size_t>& widths, bool colour) const;

  std::vector<std::string> header_;
  std::size_t fixed_;
  std::vector<std::vector<GridCell>> rows_;
};

} // namespace carepath
