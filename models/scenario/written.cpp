// Writing nodes as TOML on one line.
#include "models/scenario/written.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

std::string written_table(const Node& node) {
  if (node.keys.empty()) return "{}";
  std::string out = "{ ";
  for (std::size_t i = 0; i < node.keys.size(); ++i)
    out += fmt::format("{}{} = {}", i ? ", " : "", written_key(node.keys[i]), written_form(node.values[i]));
  return out + " }";
}

std::string written_list(const Node& node) {
  std::string out = "[";
  for (std::size_t i = 0; i < node.items.size(); ++i) out += (i ? ", " : "") + written_form(node.items[i]);
  return out + "]";
}

} // namespace

std::string written_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      out += fmt::format("\\{}", c);
    else if (c == '\n')
      out += "\\n";
    else if (c == '\t')
      out += "\\t";
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
      out += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
    else
      out += c;
  }
  return out + "\"";
}

std::string written_key(std::string_view key) {
  const bool plain = !key.empty() && std::all_of(key.begin(), key.end(), is_name_letter);
  return plain ? std::string(key) : written_text(key);
}

std::string written_form(const Node& node) {
  switch (node.kind) {
  case NodeKind::text: return written_text(node.text);
  case NodeKind::integer: return fmt::format("{}", static_cast<std::int64_t>(node.number));
  case NodeKind::number: return fmt::format("{}", node.number);
  case NodeKind::boolean: return node.number != 0 ? "true" : "false";
  case NodeKind::date_time: return node.text;
  case NodeKind::array: return written_list(node);
  case NodeKind::table: return written_table(node);
  }
  return {};
}

bool same_node(const Node& a, const Node& b) {
  if (a.is_number() && b.is_number()) return a.number == b.number;
  const auto same = [](const auto& x, const auto& y) {
    return std::equal(x.begin(), x.end(), y.begin(), y.end(), same_node);
  };
  return a.kind == b.kind && a.text == b.text && a.number == b.number && a.keys == b.keys &&
         same(a.items, b.items) && same(a.values, b.values);
}

} // namespace carepath
