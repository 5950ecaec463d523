#include "viewer/whatif/levers.hpp"

#include "engine/base/text.hpp"
#include "models/study/value_range.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <string_view>

namespace carepath {

namespace {

constexpr std::array<std::string_view, 7> sections{"parameter", "resource", "source",   "step",
                                                   "risk",      "cost",     "attribute"};
constexpr std::string_view pound = "£";

/// A quantity with its unit; not "42/52", which is one number written as two.
bool read_text(std::string_view text, Lever& lever) {
  std::string before, after;
  if (!split_quantity(text, lever.value, before, after)) return false;
  lever.money = trim(before) == pound;
  lever.unit = trim(after);
  return !lever.unit.starts_with('/');
}

bool read_leaf(const Node& node, Lever& lever) {
  if (node.is_number()) {
    lever.value = node.number;
    lever.whole = node.kind == NodeKind::integer;
    return true;
  }
  if (!node.is_text() || !read_text(node.text, lever)) return false;
  lever.whole = lever.value == std::round(lever.value) && lever.value >= 3;
  return true;
}

/// From nothing to twice the value, rounded up to a round number; shares from 0 to 1.
void set_ends(Lever& lever) {
  lever.now = lever.value;
  const bool share =
      lever.unit.empty() && !lever.money && !lever.whole && lever.value > 0 && lever.value <= 1;
  const double twice = std::max(2 * std::abs(lever.value), lever.whole ? 10.0 : 1e-3);
  const double power = std::pow(10.0, std::floor(std::log10(twice)));
  lever.high = share ? 1.0 : std::ceil(twice / power * 2) / 2 * power;
  lever.low = lever.value < 0 ? -lever.high : 0.0;
  if (lever.unit == "%") lever.high = std::min(lever.high, std::max(100.0, lever.value));
}

class LeverFinder {
public:
  explicit LeverFinder(std::vector<Lever>& out) : out_(out) {}

  void walk(const Node& node, const std::string& path, const std::string& title) {
    if (node.is_table())
      for (std::size_t at = 0; at < node.values.size(); ++at)
        walk(node.values[at], path + "." + written_key(node.keys[at]), title + ", " + node.keys[at]);
    if (node.is_array())
      for (std::size_t at = 0; at < node.items.size(); ++at)
        walk(node.items[at], fmt::format("{}.{}", path, at + 1), fmt::format("{} {}", title, at + 1));
    Lever lever;
    if (node.is_table() || node.is_array() || !read_leaf(node, lever)) return;
    lever.path = path;
    lever.kind = kind_;
    lever.title = title;
    set_ends(lever);
    out_.push_back(std::move(lever));
  }
  void walk(const Item& item, const std::string& section) {
    kind_ = section;
    const auto base = item.name.empty() ? section : section + "." + written_key(item.name);
    for (const auto& field : item.fields) {
      const bool plain = field.key == "is" || item.name.empty();
      const auto title = item.name.empty() ? field.key : plain ? item.name : item.name + ": " + field.key;
      walk(field.value, base + "." + written_key(field.key), spoken(title));
    }
  }

private:
  std::vector<Lever>& out_;
  std::string kind_;
};

} // namespace

std::vector<Lever> find_levers(const Document& document) {
  std::vector<Lever> levers;
  LeverFinder finder(levers);
  for (const auto name : sections)
    if (const auto* section = document.section(name))
      for (const auto& item : section->items) finder.walk(item, std::string(name));
  return levers;
}

std::vector<std::string> settings_of(const std::vector<Lever>& levers) {
  std::vector<std::string> settings;
  for (const auto& lever : levers) {
    if (!lever.moved()) continue;
    const auto text = lever_text(lever, lever.now);
    const bool bare = lever.unit.empty() && !lever.money;
    settings.push_back(fmt::format("{}={}", lever.path, bare ? text : "\"" + text + "\""));
  }
  return settings;
}

} // namespace carepath
