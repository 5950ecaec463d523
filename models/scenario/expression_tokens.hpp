// Expressions cut into words: numbers with their units, names, texts and signs.
#pragma once

#include "models/scenario/value.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace carepath {

enum class TokenKind : std::uint8_t { number, name, text, sign, end };

struct Token {
  TokenKind kind = TokenKind::end;
  std::size_t at = 0; // byte offset in the expression
  std::string text;   // as written; of texts what is between the quotes
  double number = 0;  // converted, for numbers
  Dimension dimension = Dimension::number;
};

/// Cuts `text` into tokens, ended by one of kind `end`. On a character that starts none, returns false
/// and leaves its offset and a message in `at` and `message`.
[[nodiscard]] bool read_tokens(std::string_view text, std::vector<Token>& tokens, std::size_t& at,
                               std::string& message);

} // namespace carepath
