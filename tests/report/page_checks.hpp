// Reads a report's markup well enough to check its structure: tags in order, attributes, heading levels.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace carepath {

/// Every value of an attribute, in order: `attribute_values(html, "id")`.
inline std::vector<std::string> attribute_values(std::string_view html, const std::string& name) {
  std::vector<std::string> values;
  for (const std::string quote : {"\"", "'"}) {
    const auto open = " " + name + "=" + quote;
    for (auto at = html.find(open); at != std::string_view::npos; at = html.find(open, at + 1)) {
      const auto from = at + open.size();
      values.emplace_back(html.substr(from, html.find(quote, from) - from));
    }
  }
  return values;
}

inline bool all_different(const std::vector<std::string>& values) {
  return std::set<std::string>(values.begin(), values.end()).size() == values.size();
}

/// Heading levels in the order met: 1, 2, 3, 3, 2, ...
inline std::vector<int> heading_levels(std::string_view html) {
  std::vector<int> levels;
  for (std::size_t at = html.find("<h"); at != std::string_view::npos; at = html.find("<h", at + 1)) {
    const char digit = at + 3 < html.size() ? html[at + 2] : ' ';
    if (digit >= '1' && digit <= '6' && (html[at + 3] == '>' || html[at + 3] == ' '))
      levels.push_back(digit - '0');
  }
  return levels;
}

/// Headings start at 1, there is one of that level, and none is more than one level below the one before.
inline bool well_nested(const std::vector<int>& levels) {
  if (levels.empty() || levels.front() != 1) return false;
  for (std::size_t i = 1; i < levels.size(); ++i)
    if (levels[i] == 1 || levels[i] > levels[i - 1] + 1) return false;
  return true;
}

/// True when every element that is opened is closed in order, and what is inside each `<svg>` too.
inline bool balanced(std::string_view html) {
  static const std::set<std::string, std::less<>> empty_elements{"meta", "br", "!DOCTYPE"};
  std::vector<std::string> open;
  for (auto at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    const auto end = html.find('>', at);
    if (end == std::string_view::npos) return false;
    const bool closing = html[at + 1] == '/';
    const auto from = at + (closing ? 2 : 1);
    const auto stop = html.find_first_of(" \t\n/>", from);
    const std::string name(html.substr(from, stop - from));
    if (closing) {
      if (open.empty() || open.back() != name) return false;
      open.pop_back();
    } else if (html[end - 1] != '/' && !empty_elements.contains(name)) {
      open.push_back(name);
    }
  }
  return open.empty();
}

inline std::size_t times_found(std::string_view html, std::string_view part) {
  std::size_t found = 0;
  for (auto at = html.find(part); at != std::string_view::npos; at = html.find(part, at + part.size()))
    ++found;
  return found;
}

} // namespace carepath
