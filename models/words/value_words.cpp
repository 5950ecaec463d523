#include "models/words/value_words.hpp"

#include "engine/base/text.hpp"
#include "models/scenario/written.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

/// What stands where a leaf of a choice may: a value, or a place to go to.
using LeafWords = std::string (*)(const Node&, const PlaceNames&);

std::string text_words(const std::string& text) {
  return text.starts_with("=") ? std::string(trim(std::string_view(text).substr(1))) : text;
}

std::string leaf_words(const Node& node, const PlaceNames& names) {
  if (node.is_text()) return text_words(node.text);
  return node.is_table() || node.is_array() ? value_words(node, names) : written_form(node);
}

std::string place_words(const Node& node, const PlaceNames& names) {
  return node.is_text() ? names.title(node.text) : route_words(node, names);
}

std::string modifier_words(const std::string& key, const std::string& value) {
  if (key == "min") return "at least " + value;
  if (key == "max") return "at most " + value;
  return key + " " + value;
}

std::string distribution_words(const Node& table, const PlaceNames& names) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < table.keys.size(); ++i)
    if (table.keys[i] != "dist")
      parts.push_back(modifier_words(table.keys[i], leaf_words(table.values[i], names)));
  const auto* name = table.find("dist");
  return fmt::format("{} ({})", name->is_text() ? name->text : written_form(*name), join(parts, ", "));
}

/// A part in parentheses where its own commas would run into those of the whole.
std::string enclosed(const std::string& part) {
  int depth = 0;
  for (std::size_t at = 0; at < part.size(); ++at) {
    depth += part[at] == '(' ? 1 : part[at] == ')' ? -1 : 0;
    const auto rest = std::string_view(part).substr(at);
    if (depth == 0 && (rest.starts_with(", ") || rest.starts_with(" or "))) return "(" + part + ")";
  }
  return part;
}

std::string chance_words(const Node& chance, const PlaceNames& names) {
  return "true with chance " +
         (chance.is_number() ? percent_words(chance.number) : value_words(chance, names));
}

/// "30% Listed, 49% Therapy or 21% Tests"; a weight that is no number is an expression.
std::string weight_words(const Node& table, const PlaceNames& names, bool places) {
  std::vector<std::string> parts;
  std::string otherwise;
  for (std::size_t i = 0; i < table.keys.size(); ++i) {
    const auto& weight = table.values[i];
    const auto name = places ? names.title(table.keys[i]) : table.keys[i];
    if (table.keys[i] == "else")
      otherwise = ", otherwise " + (places ? place_words(weight, names) : leaf_words(weight, names));
    else if (weight.is_number())
      parts.push_back(percent_words(weight.number) + " " + name);
    else
      parts.push_back(fmt::format("{} with chance '{}'", name, leaf_words(weight, names)));
  }
  return listed(parts, " or ") + otherwise;
}

std::string by_words(const Node& table, const PlaceNames& names, LeafWords leaf) {
  std::vector<std::string> parts;
  std::string scale;
  for (std::size_t i = 0; i < table.keys.size(); ++i) {
    const auto& key = table.keys[i];
    if (key == "by") continue;
    if (key == "times" || key == "plus")
      scale += fmt::format(", {} {}", key, leaf_words(table.values[i], names));
    else
      parts.push_back((key == "else" ? "otherwise" : key) + " " + enclosed(leaf(table.values[i], names)));
  }
  return fmt::format("by {}{}: {}", table.find("by")->text, scale, join(parts, ", "));
}

/// ", at least 1 day": what stands beside a form in its table.
std::string modifiers_words(const Node& table, std::string_view form, const PlaceNames& names) {
  std::string out;
  for (std::size_t i = 0; i < table.keys.size(); ++i)
    if (table.keys[i] != form)
      out += ", " + modifier_words(table.keys[i], leaf_words(table.values[i], names));
  return out;
}

std::string mix_words(const Node& mix, const PlaceNames& names) {
  std::vector<std::string> parts;
  for (const auto& item : mix.items) {
    const auto* weight = item.find("weight");
    const auto* is = item.find("is");
    if (!weight || !is) return written_form(mix);
    const auto share = weight->is_number() ? percent_words(weight->number) : leaf_words(*weight, names);
    parts.push_back(fmt::format("{} for {}", enclosed(leaf_words(*is, names)), share));
  }
  return listed(parts, " or ");
}

std::string condition_words(const Node& guard, const PlaceNames& names) {
  std::vector<std::string> parts;
  for (const auto* key : {"when", "during", "from", "until"})
    if (const auto* node = guard.find(key))
      parts.push_back((key == std::string_view("when") ? "if " : std::string(key) + " ") +
                      leaf_words(*node, names));
  return join(parts, " and ");
}

/// A list whose items are guarded: the first whose condition holds.
std::string guard_words(const Node& list, const PlaceNames& names, LeafWords leaf) {
  std::vector<std::string> parts;
  for (const auto& item : list.items) {
    const auto* value = item.find("to") ? item.find("to") : item.find("is");
    if (!value) return written_form(list);
    const auto condition = condition_words(item, names);
    const auto words = leaf(*value, names);
    parts.push_back(condition.empty() ? "otherwise " + words : words + " " + condition);
  }
  return join(parts, ", ");
}

bool is_guard_list(const Node& node) {
  return node.is_array() && !node.items.empty() && node.items.front().is_table() &&
         (node.items.front().find("is") || node.items.front().find("to"));
}

/// The points of a clock and what passing them is called: "ward.start (admitted); left".
bool is_point_list(const Node& list) {
  const auto is_point = [](const Node& item) {
    const auto* as = item.is_table() ? item.find("as") : nullptr;
    return item.is_table() && item.find("at") && item.keys.size() == (as && as->is_text() ? 2 : 1);
  };
  return std::any_of(list.items.begin(), list.items.end(), is_point) &&
         std::all_of(list.items.begin(), list.items.end(),
                     [&](const Node& item) { return item.is_text() || is_point(item); });
}

std::string point_words(const Node& point) {
  const auto* at = point.is_table() ? point.find("at") : &point;
  const auto* as = point.find("as");
  std::vector<std::string> places;
  if (at->is_text()) places.push_back(at->text);
  for (const auto& place : at->items) places.push_back(place.text);
  return listed(places, " or ") + (as ? fmt::format(" ({})", as->text) : std::string());
}

std::string list_words(const Node& list, const PlaceNames& names) {
  std::vector<std::string> parts;
  const bool points = is_point_list(list);
  for (const auto& item : list.items) parts.push_back(points ? point_words(item) : leaf_words(item, names));
  return join(parts, points ? "; " : ", ");
}

/// "4, 8, 8 per day in turn, each for 8 h".
std::string cycle_words(const Node& table, const Node& cycle, const PlaceNames& names) {
  const auto* per = table.find("per");
  const auto period = per ? leaf_words(*per, names) : std::string();
  return fmt::format("{}{} in turn, each for {}", list_words(cycle, names),
                     per ? " per " + period.substr(period.starts_with("1 ") ? 2 : 0) : std::string(),
                     leaf_words(*table.find("every"), names));
}

bool all_numbers_or_else(const Node& table) {
  if (table.keys.empty()) return false;
  for (std::size_t i = 0; i < table.keys.size(); ++i)
    if (!table.values[i].is_number() && table.keys[i] != "else") return false;
  return true;
}

} // namespace

std::string value_words(const Node& node, const PlaceNames& names) {
  if (is_guard_list(node)) return guard_words(node, names, leaf_words);
  if (node.is_array()) return list_words(node, names);
  if (!node.is_table()) return leaf_words(node, names);
  if (const auto* chance = node.find("chance"); chance && node.keys.size() == 1)
    return chance_words(*chance, names);
  if (node.find("dist")) return distribution_words(node, names);
  if (const auto* choose = node.find("choose"); choose && choose->is_table())
    return weight_words(*choose, names, false);
  if (const auto* mix = node.find("mix"); mix && mix->is_array())
    return mix_words(*mix, names) + modifiers_words(node, "mix", names);
  if (const auto* by = node.find("by"); by && by->is_text()) return by_words(node, names, leaf_words);
  if (const auto* cycle = node.find("cycle"); cycle && cycle->is_array() && node.find("every"))
    return cycle_words(node, *cycle, names);
  return all_numbers_or_else(node) ? weight_words(node, names, false) : written_form(node);
}

std::string route_words(const Node& node, const PlaceNames& names) {
  if (is_guard_list(node)) return guard_words(node, names, place_words);
  if (node.is_text()) return names.title(node.text);
  if (!node.is_table()) return written_form(node);
  if (const auto* by = node.find("by"); by && by->is_text()) return by_words(node, names, place_words);
  return weight_words(node, names, true);
}

std::string entry_words(const Node& table, std::string_view key, std::string_view before,
                        std::string_view after, const PlaceNames& names) {
  const auto* entry = table.find(key);
  return entry ? fmt::format("{}{}{}", before, value_words(*entry, names), after) : std::string();
}

std::string pairs_words(const Node& table, const PlaceNames& names, std::string_view joint) {
  if (!table.is_table()) return value_words(table, names);
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < table.keys.size(); ++i)
    parts.push_back(fmt::format("{}{}{}", table.keys[i], joint, value_words(table.values[i], names)));
  return join(parts, ", ");
}

} // namespace carepath
