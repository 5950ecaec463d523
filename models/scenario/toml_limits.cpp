// A one-pass scanner over TOML text: brackets and dots outside strings and comments.
#include "models/scenario/toml_limits.hpp"

namespace carepath {
namespace {

class Scanner {
public:
  explicit Scanner(std::string_view text) : text_(text) {}

  TomlExtent scan() {
    while (at_ < text_.size()) step();
    return extent_;
  }

private:
  void step() {
    const char c = text_[at_];
    if (c == '"' || c == '\'') return skip_string(c);
    ++at_;
    switch (c) {
    case '#': skip_comment(); break;
    case '\n':
      ++line_;
      parts_ = 1;
      break;
    case '[':
    case '{': open(); break;
    case ']':
    case '}':
      if (nesting_ > 0) --nesting_;
      parts_ = 1;
      break;
    case ',':
    case '=': parts_ = 1; break;
    case '.': dot(); break;
    default: break;
    }
  }

  void open() {
    parts_ = 1;
    if (++nesting_ <= extent_.nesting) return;
    extent_.nesting = nesting_;
    extent_.nesting_line = line_;
  }

  void dot() {
    if (++parts_ <= extent_.key_parts) return;
    extent_.key_parts = parts_;
    extent_.key_line = line_;
  }

  void skip_comment() {
    while (at_ < text_.size() && text_[at_] != '\n') ++at_;
  }

  /// Skips a string of either kind; a one-line string that is not closed ends with its line.
  void skip_string(char quote) {
    const bool several_lines = text_.substr(at_, 3) == std::string_view(quote == '"' ? "\"\"\"" : "'''");
    at_ += several_lines ? 3 : 1;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\\' && quote == '"') {
        if (at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++line_;
        at_ += 2;
      } else if (c == quote && !several_lines) {
        ++at_;
        return;
      } else if (c == quote && text_.substr(at_, 3) == std::string_view(quote == '"' ? "\"\"\"" : "'''")) {
        at_ += 3;
        return;
      } else if (c == '\n') {
        if (!several_lines) return;
        ++line_;
        ++at_;
      } else {
        ++at_;
      }
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  int nesting_ = 0;
  int parts_ = 1;
  TomlExtent extent_;
};

} // namespace

TomlExtent measure_toml(std::string_view text) {
  return Scanner(text).scan();
}

} // namespace carepath
