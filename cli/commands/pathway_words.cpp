#include "cli/commands/pathway_words.hpp"

#include "cli/output/text_grid.hpp"
#include "engine/base/text.hpp"
#include "models/words/clock_words.hpp"
#include "models/words/field_teller.hpp"
#include "models/words/resource_words.hpp"
#include "models/words/source_words.hpp"
#include "models/words/step_words.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

/// Every name in a value that may be a step's: keys of tables and texts.
void collect_names(const Node& node, std::vector<std::string>& out) {
  if (node.is_text()) out.push_back(node.text);
  for (const auto& item : node.items) collect_names(item, out);
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    out.push_back(node.keys[i]);
    collect_names(node.values[i], out);
  }
}

void append_new_steps(const Node& node, const PlaceNames& names, std::vector<std::string>& order) {
  std::vector<std::string> found;
  collect_names(node, found);
  for (const auto& name : found)
    if (names.is_step(name) && std::find(order.begin(), order.end(), name) == order.end())
      order.push_back(name);
}

/// Steps in the order in which people can first meet them, then any others.
std::vector<std::string> walking_order(const Document& document) {
  const PlaceNames names(document);
  std::vector<std::string> order;
  if (const auto* sources = document.section("source"))
    for (const auto& source : sources->items)
      if (const auto* first = source.find("first")) append_new_steps(first->value, names, order);
  const auto* steps = document.section("step");
  for (std::size_t at = 0; at < order.size(); ++at) {
    const auto* step = steps->find(order[at]);
    for (const auto* key : {"needs", "fails", "ejected", "parallel", "next"})
      if (const auto* field = step->find(key)) append_new_steps(field->value, names, order);
  }
  if (steps)
    for (const auto& name : steps->names())
      if (std::find(order.begin(), order.end(), name) == order.end()) order.push_back(name);
  return order;
}

/// Items of which each field is told as it is written: "ward: in ward.work; amount £412 per day".
std::string written_words(const Item& item, const PlaceNames& names) {
  return item.name + ": " + join(FieldTeller(item, names).rest(), "; ") + ".";
}

/// What every step has that does not say otherwise.
std::string defaults_words(const Document& document) {
  const auto* defaults = document.item("defaults", "step");
  const auto words = defaults ? step_words(*defaults, document) : std::string();
  return words.empty() ? words : paragraph("Steps that do not say otherwise: " + words, 2);
}

template <class Words>
std::string section_words(const Document& document, const char* kind, const char* title, Words words) {
  const auto* section = document.section(kind);
  if (!section || section->items.empty()) return {};
  const PlaceNames names(document);
  auto out = fmt::format("\n{}\n", title);
  for (const auto& item : section->items) out += paragraph(words(item, names), 2);
  return out;
}

std::string steps_words(const Document& document) {
  const PlaceNames names(document);
  std::string out = "\nWhat happens to them\n" + defaults_words(document);
  std::size_t number = 0;
  for (const auto& name : walking_order(document)) {
    const auto title = names.title(name);
    out += fmt::format("{:3}. {}{}\n", ++number, title, title == name ? "" : fmt::format(" ({})", name));
    out += paragraph(step_words(*document.item("step", name), document), 5);
  }
  return number == 0 ? std::string() : out;
}

} // namespace

std::string pathway_words(const Document& document) {
  return section_words(document, "source", "Who comes", source_words) +
         section_words(document, "attribute", "What is known of them", written_words) +
         steps_words(document) +
         section_words(document, "risk", "What may end a wait or a stay", risk_words) +
         section_words(document, "resource", "What there is", resource_words) +
         section_words(document, "calendar", "Calendars", written_words) +
         section_words(document, "clock", "What is timed", clock_words) +
         section_words(document, "cost", "What it costs", written_words) +
         section_words(document, "worth", "What outcomes are worth", written_words);
}

} // namespace carepath
