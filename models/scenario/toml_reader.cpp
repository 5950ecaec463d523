// Reading a scenario file: checks on the file, then on the text, then TOML into nodes.
#include "models/scenario/toml_reader.hpp"

#include "engine/base/text.hpp"
#include "models/scenario/file_text.hpp"
#include "models/scenario/toml_limits.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <toml++/toml.h>
#include <tuple>

namespace carepath {
namespace {

constexpr std::int64_t largest_exact_integer = 9'007'199'254'740'992; // 2^53, kept by a double
constexpr std::size_t longest_typed_value = 65536;
constexpr std::size_t longest_name = 256;

/// Whether a text holds a character that steers a terminal or a printer: C0 and C1 controls but tab and line
/// end.
bool has_control(std::string_view text, bool several_lines) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto sign = static_cast<unsigned char>(text[at]);
    const bool next_is_c1 =
        sign == 0xC2 && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA0;
    const bool line_end = several_lines && (sign == '\n' || sign == '\t' || sign == '\r');
    if (next_is_c1 || sign == 0x7F || (sign < 0x20 && !line_end)) return true;
  }
  return false;
}

class Converter {
public:
  Converter(std::uint32_t file, Diagnostics& faults) : file_(file), faults_(faults) {}

  Node convert(const toml::node& node, int depth) {
    Node out;
    out.where = place(node.source());
    if (depth > deepest_nesting) {
      faults_.error(out.where, fmt::format("tables and lists nest more than {} deep", deepest_nesting));
      return out;
    }
    if (const auto* table = node.as_table())
      convert_table(*table, depth, out);
    else if (const auto* array = node.as_array())
      convert_array(*array, depth, out);
    else
      convert_leaf(node, out);
    return out;
  }

private:
  [[nodiscard]] SourceRef place(const toml::source_region& region) const {
    return {file_, region.begin.line, region.begin.column};
  }

  void convert_table(const toml::table& table, int depth, Node& out) {
    out.kind = NodeKind::table;
    std::vector<std::pair<const toml::key*, const toml::node*>> entries;
    for (const auto& [key, value] : table) entries.emplace_back(&key, &value);
    // The library keeps keys in alphabetical order; written order is recovered from their places.
    std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
      const auto& p = a.first->source().begin;
      const auto& q = b.first->source().begin;
      return std::tie(p.line, p.column) < std::tie(q.line, q.column);
    });
    for (const auto& [key, value] : entries) {
      check_name(key->str(), place(key->source()));
      out.keys.emplace_back(key->str());
      out.key_where.push_back(place(key->source()));
      out.values.push_back(convert(*value, depth + 1));
    }
  }

  void check_name(std::string_view name, SourceRef where) {
    if (name.size() > longest_name)
      faults_.error(where, fmt::format("a name may have at most {} characters", longest_name));
    else if (has_control(name, false))
      faults_.error(where, "a name holds a control character",
                    "such as a line end or an escape: leave it out");
  }

  void convert_array(const toml::array& array, int depth, Node& out) {
    out.kind = NodeKind::array;
    for (const auto& item : array) out.items.push_back(convert(item, depth + 1));
  }

  void convert_leaf(const toml::node& node, Node& out) {
    if (const auto* text = node.as_string()) {
      out.kind = NodeKind::text;
      out.text = text->get();
      if (has_control(out.text, true))
        faults_.error(out.where, "this text holds a control character",
                      "only tabs and line ends may stand in a text");
    } else if (const auto* truth = node.as_boolean()) {
      out.kind = NodeKind::boolean;
      out.number = truth->get() ? 1 : 0;
    } else if (node.is_number()) {
      convert_number(node, out);
    } else {
      out.kind = NodeKind::date_time;
      out.text = date_text(node);
    }
  }

  void convert_number(const toml::node& node, Node& out) {
    if (const auto* whole = node.as_integer()) {
      out.kind = NodeKind::integer;
      out.number = static_cast<double>(whole->get());
      if (whole->get() > largest_exact_integer || whole->get() < -largest_exact_integer)
        faults_.error(out.where, "this whole number is too large; the largest is 9007199254740992");
      return;
    }
    out.kind = NodeKind::number;
    out.number = node.value<double>().value_or(0);
    if (!std::isfinite(out.number))
      faults_.error(out.where, "this is not a finite number",
                    "write \"unlimited\" where something has no bound");
  }

  [[nodiscard]] static std::string date_text(const toml::node& node) {
    const auto date = [](const toml::date& d) {
      return fmt::format("{:04}-{:02}-{:02}", d.year, d.month, d.day);
    };
    const auto time = [](const toml::time& t) {
      return fmt::format("{:02}:{:02}:{:02}", t.hour, t.minute, t.second);
    };
    if (const auto* d = node.as_date()) return date(d->get());
    if (const auto* t = node.as_time()) return time(t->get());
    const auto* both = node.as_date_time();
    if (!both) return {};
    const auto& value = both->get();
    return date(value.date) + "T" + time(value.time) + (value.offset ? " with a time zone" : "");
  }

  std::uint32_t file_;
  Diagnostics& faults_;
};

/// Adds a fault and returns false when the text nests too deep for the parser.
bool within_limits(std::string_view text, std::uint32_t file, Diagnostics& faults) {
  const auto extent = measure_toml(text);
  if (extent.nesting > deepest_nesting)
    faults.error({file, extent.nesting_line, 1},
                 fmt::format("tables and lists nest more than {} deep", deepest_nesting));
  else if (extent.key_parts > most_key_parts)
    faults.error({file, extent.key_line, 1},
                 fmt::format("a dotted key may have at most {} parts", most_key_parts));
  else
    return true;
  return false;
}

/// What is wrong with the file itself.
std::string file_fault(const FileText& file) {
  switch (file.fault) {
  case FileFault::none: return {};
  case FileFault::missing: return "there is no such file";
  case FileFault::folder: return "this is a folder; a scenario file is expected";
  case FileFault::not_ordinary: return "this is not an ordinary file";
  case FileFault::unreadable: return "the file cannot be read";
  case FileFault::too_large: break;
  }
  return fmt::format("the file has {:.1f} MB; a scenario may have at most {} MB",
                     static_cast<double>(file.size) / 1e6, largest_scenario_file / 1'000'000);
}

bool is_blank(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return trim(text).empty();
}

/// The first line that is not UTF-8, counted from 1.
std::size_t first_bad_line(std::string_view text) {
  const auto lines = split(text, '\n');
  const auto bad =
      std::find_if_not(lines.begin(), lines.end(), [](const auto& line) { return is_utf8(line); });
  return static_cast<std::size_t>(bad - lines.begin()) + 1;
}

/// The library's sentence, less its "Error".
std::string syntax_message(std::string_view description) {
  constexpr std::string_view opening = "Error while ";
  if (!description.starts_with(opening)) return fmt::format("this is not TOML: {}", description);
  return fmt::format("this is not TOML: while {}", description.substr(opening.size()));
}

/// The commonest slip is a quantity without quotes.
std::string syntax_hint(std::string_view description) {
  const bool runs_on = description.find("expected a comment or whitespace") != std::string_view::npos;
  if (runs_on) return "a text or a quantity with its unit needs quotes: \"95 min\"";
  if (description.find("cannot redefine existing") != std::string_view::npos)
    return "it has been written before; write it once";
  if (description.find("unescaped control characters") != std::string_view::npos)
    return "a text ends on its own line; is a closing quote missing?";
  return {};
}

/// What is typed has no line to show.
void forget_places(Node& node) {
  node.where = {};
  for (auto& place : node.key_where) place = {};
  for (auto& item : node.items) forget_places(item);
  for (auto& value : node.values) forget_places(value);
}

} // namespace

bool read_toml_text(std::string_view text, std::uint32_t file, Diagnostics& faults, Node& out) {
  if (!within_limits(text, file, faults)) return false;
  try {
    const auto before = faults.errors_met();
    const toml::table table = toml::parse(text);
    out = Converter(file, faults).convert(table, 0);
    return faults.errors_met() == before;
  } catch (const toml::parse_error& error) {
    const auto& at = error.source().begin;
    faults.error({file, at.line, at.column}, syntax_message(error.description()),
                 syntax_hint(error.description()));
    return false;
  }
}

bool read_toml(const std::filesystem::path& path, SourceTexts& texts, Diagnostics& faults, Node& out) {
  const auto refuse = [&](std::string message, std::string hint = {}) {
    faults.error({texts.add(path.string(), ""), 0, 0}, std::move(message), std::move(hint));
    return false;
  };
  auto read = read_file_text(path, largest_scenario_file);
  if (read.fault != FileFault::none) return refuse(file_fault(read));
  auto& text = read.text;
  if (is_blank(text)) return refuse("the file is empty; a scenario is expected");
  if (!is_utf8(text))
    return refuse(fmt::format("line {} is not UTF-8 text", first_bad_line(text)), "save the file as UTF-8");
  const auto file = texts.add(path.string(), std::move(text));
  return read_toml_text(texts.text(file), file, faults, out);
}

Node read_typed_value(std::string_view text) {
  const std::string line = "v = " + std::string(text);
  Diagnostics unread;
  Node table;
  const bool one_line = text.find('\n') == std::string_view::npos && text.size() <= longest_typed_value;
  if (!one_line || !read_toml_text(line, 0, unread, table) || table.keys != std::vector<std::string>{"v"})
    return make_text(std::string(text));
  auto value = std::move(table.values.front());
  forget_places(value);
  return value;
}

} // namespace carepath
