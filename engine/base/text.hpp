// Small helpers on text that messages and readers share.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace carepath {

/// The candidate nearest to `name` by edit distance, or empty when none is near enough to be meant.
[[nodiscard]] std::string nearest_name(std::string_view name, const std::vector<std::string>& candidates);

/// "did you mean 'needs'?", or "expected one of: a, b, c" when nothing is near.
[[nodiscard]] std::string name_hint(std::string_view name, const std::vector<std::string>& candidates);

[[nodiscard]] constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
[[nodiscard]] bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words);
[[nodiscard]] std::string_view trim(std::string_view text);
[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);
[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view separator);
/// A name of a scenario as words: "heart_failure" as "heart failure".
[[nodiscard]] std::string spoken(std::string_view name);
/// True when `text` is well-formed UTF-8.
[[nodiscard]] bool is_utf8(std::string_view text);

} // namespace carepath
