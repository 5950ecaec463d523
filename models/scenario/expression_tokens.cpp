// The lexical part of expressions.
#include "models/scenario/expression_tokens.hpp"

#include "engine/base/text.hpp"
#include "models/scenario/units.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace carepath {
namespace {

constexpr std::string_view pound = "£";
// Longer signs first, so that "<=" is not read as "<".
constexpr std::array<std::string_view, 18> signs{"<=", ">=", "==", "!=", "<", ">", "=", "+", "-",
                                                 "*",  "/",  "(",  ")",  "[", "]", ",", "%", "^"};

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool starts_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool goes_on_name(char c) {
  return starts_name(c) || is_digit(c);
}

class Cutter {
public:
  explicit Cutter(std::string_view text) : text_(text) {}

  bool next(Token& token, std::string& message) {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
    token = {};
    token.at = at_;
    if (at_ == text_.size()) return true;
    const char c = text_[at_];
    if (text_.substr(at_).starts_with(pound) || is_digit(c) ||
        (c == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1])))
      return take_quantity(token, message);
    if (c == '"' || c == '\'') return take_text(token, message);
    if (starts_name(c)) return take_name(token);
    for (const auto sign : signs)
      if (text_.substr(at_).starts_with(sign)) {
        token.kind = TokenKind::sign;
        token.text = sign;
        at_ += sign.size();
        return true;
      }
    message = fmt::format("'{}' has no place in an expression", c);
    return false;
  }

  [[nodiscard]] std::size_t at() const { return at_; }

private:
  bool take_name(Token& token) {
    token.kind = TokenKind::name;
    while (at_ < text_.size()) {
      const bool joint = text_[at_] == '.' && at_ + 1 < text_.size() && goes_on_name(text_[at_ + 1]);
      if (!joint && !goes_on_name(text_[at_])) break;
      token.text += text_[at_++];
    }
    return true;
  }

  bool take_text(Token& token, std::string& message) {
    const auto close = text_.find(text_[at_], at_ + 1);
    if (close == std::string_view::npos) {
      message = "this quotation mark is not closed";
      return false;
    }
    token.kind = TokenKind::text;
    token.text = text_.substr(at_ + 1, close - at_ - 1);
    at_ = close + 1;
    return true;
  }

  /// The end of the word that starts after blanks at `from`, or `from` when there is none.
  [[nodiscard]] std::size_t word_end(std::size_t from) const {
    std::size_t at = from;
    while (at < text_.size() && is_blank(text_[at])) ++at;
    const std::size_t start = at;
    while (at < text_.size() && goes_on_name(text_[at]) && static_cast<unsigned char>(text_[at]) < 0x80) ++at;
    return at > start ? at : from;
  }

  [[nodiscard]] std::string_view word(std::size_t from, std::size_t end) const {
    return trim(text_.substr(from, end - from));
  }

  /// The end of "k", "m" or "bn" after an amount of money; `from` when there is none.
  [[nodiscard]] std::size_t scale_end(std::size_t from) const {
    static constexpr std::array<std::string_view, 3> scales{"k", "m", "bn"};
    const auto end = word_end(from);
    return std::find(scales.begin(), scales.end(), word(from, end)) != scales.end() ? end : from;
  }

  /// The end of a number's unit: "min", "min^2", "%", "per week"; `from` when it has none.
  [[nodiscard]] std::size_t unit_end(std::size_t from) const {
    if (text_.substr(from).starts_with('%')) return from + 1;
    const auto end = word_end(from);
    if (word(from, end) == "per") return word_end(end);
    if (unit_days(word(from, end)) > 0) return text_.substr(end).starts_with("^2") ? end + 2 : end;
    return from;
  }

  /// Whether the digits are followed by a comma and exactly three more, as thousands are written and as two
  /// arguments may be.
  [[nodiscard]] static bool may_be_thousands(std::string_view digits, std::string_view rest) {
    const bool may_lead = !digits.empty() && digits.size() <= 3 && digits[0] != '0' &&
                          std::all_of(digits.begin(), digits.end(), is_digit);
    const bool three =
        rest.size() >= 4 && rest[0] == ',' && std::all_of(rest.begin() + 1, rest.begin() + 4, is_digit);
    return may_lead && three && (rest.size() == 4 || !is_digit(rest[4]));
  }

  /// A comma ends a number here: it separates arguments.
  bool take_quantity(Token& token, std::string& message) {
    token.kind = TokenKind::number;
    std::size_t end = at_;
    const bool is_money = text_.substr(end).starts_with(pound);
    if (is_money) end += pound.size();
    const auto digits = end;
    auto rest = text_.substr(end, text_.substr(end).find(','));
    const auto before = rest.size();
    double number = 0;
    if (take_number(rest, number)) end += before - rest.size();
    const auto number_end = end;
    if (may_be_thousands(text_.substr(digits, end - digits), text_.substr(end))) {
      const auto first = text_.substr(at_, end - at_);
      const auto second = text_.substr(end + 1, 3);
      message = fmt::format(
          "'{0},{1}' may be one number or two: write {0}{1} for one, {0}, {1} with a blank for two", first,
          second);
      return false;
    }
    end = unit_end(is_money ? scale_end(end) : end);
    if (!read_quantity(text_.substr(at_, end - at_), token.number, token.dimension)) {
      message = fmt::format("'{}' is not a quantity", text_.substr(at_, std::max(end, at_ + 1) - at_));
      return false;
    }
    const bool run_on = end < text_.size() && starts_name(text_[end]);
    if (run_on || (end == number_end && is_name_after(end))) {
      message = fmt::format("'{}' is not a unit", word(end, word_end(end)));
      at_ = end;
      return false;
    }
    token.text = trim(text_.substr(at_, end - at_));
    at_ = end;
    return true;
  }

  /// True when a word follows that no expression allows after a number.
  [[nodiscard]] bool is_name_after(std::size_t from) const {
    static constexpr std::array<std::string_view, 4> joining{"and", "or", "not", "in"};
    const auto found = word(from, word_end(from));
    return !found.empty() && std::find(joining.begin(), joining.end(), found) == joining.end();
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

} // namespace

bool read_tokens(std::string_view text, std::vector<Token>& tokens, std::size_t& at, std::string& message) {
  Cutter cutter(text);
  do {
    Token token;
    if (!cutter.next(token, message)) {
      at = cutter.at();
      return false;
    }
    tokens.push_back(std::move(token));
  } while (tokens.back().kind != TokenKind::end);
  return true;
}

} // namespace carepath
