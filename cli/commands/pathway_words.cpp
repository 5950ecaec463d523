#include "cli/commands/pathway_words.hpp"

#include "cli/output/text_grid.hpp"
#include "engine/base/text.hpp"
#include "models/scenario/written.hpp"
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

std::string source_words(const Item& source, const PlaceNames& names) {
  auto out = source.name + ": ";
  const auto* at = source.find("at");
  if (at && at->value.is_text() && at->value.text == "start") {
    out += clause(source, "count", "", " people are there at the start", names);
    if (!source.find("count")) out += "people are there at the start";
    out += clause(source, "waited", ", having waited ", "", names);
    out += clause(source, "phase", ", found in the phase ", "", names);
  } else if (source.find("rate")) {
    out += clause(source, "rate", "", " come", names);
    out += clause(source, "trend", ", with a trend of ", "", names);
    if (source.find("pattern") || source.find("season") || source.find("hours"))
      out += " in a pattern over the calendar";
  } else {
    out += clause(source, "count", "", " come", names) + clause(source, "per", " each ", "", names);
    out +=
        clause(source, "every", "one comes every ", "", names) + clause(source, "at", "come at ", "", names);
  }
  out += clause(source, "file", out.ends_with(": ") ? "read from " : ", read from ", "", names);
  if (const auto* list = source.find("rtt"); list && list->value.is_table())
    if (const auto* file = list->value.find("file")) out += ", from the published list in " + file->text;
  if (const auto* first = source.find("first")) out += "; first to " + route_words(first->value, names);
  return out + ".";
}

/// How a diary gives its dates: ", a date on joining, between 2 days and 6 weeks ahead".
std::string dates_words(const Item& resource, const PlaceNames& names) {
  const auto* assign = resource.find("assign");
  if (!assign || assign->value.text != "on_arrival") return {};
  return ", a date given on joining" + clause(resource, "notice", ", at least ", " ahead", names) +
         clause(resource, "horizon", ", at most ", " ahead", names);
}

std::string resource_words(const Item& resource, const PlaceNames& names) {
  auto out = resource.name + ": ";
  if (const auto* capacity = resource.find("capacity")) out += value_words(capacity->value, names);
  out += clause(resource, "sessions", "sessions ", "", names) +
         clause(resource, "every", "a session every ", "", names);
  out +=
      clause(resource, "slots", " of ", " slots", names) + clause(resource, "during", ", during ", "", names);
  out += clause(resource, "working_weeks", ", in ", " of weeks", names) +
         clause(resource, "setting", ", ", "", names);
  return out + dates_words(resource, names) + ".";
}

/// A text, or those of a list.
std::vector<std::string> texts_of(const Node& node) {
  if (node.is_text()) return {node.text};
  std::vector<std::string> texts;
  for (const auto& item : node.items) texts.push_back(item.text);
  return texts;
}

/// Events that wipe a clock out: "first_clinic.dna (starts again on rebooking), left".
std::string nullified_words(const Item& clock) {
  const auto* nullified = clock.find("nullified");
  if (!nullified) return {};
  std::vector<std::string> parts;
  for (const auto& entry :
       nullified->value.is_array() ? nullified->value.items : std::vector<Node>{nullified->value}) {
    const auto* at = entry.is_table() ? entry.find("at") : &entry;
    if (at)
      parts.push_back(listed(texts_of(*at), " or ") +
                      (entry.find("restart") ? " (starts again on rebooking)" : ""));
  }
  return "; nullified at " + join(parts, ", ");
}

std::string clock_words(const Item& clock, const PlaceNames& names) {
  return clock.name + clause(clock, "starts", ": starts at ", "", names) +
         clause(clock, "stops", "; stops at ", "", names) + nullified_words(clock) + ".";
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
  std::string out = "\nWhat happens to them\n";
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
  const auto risk_words = [](const Item& risk, const PlaceNames& names) {
    return risk.name + clause(risk, "while", ": during ", "", names) +
           clause(risk, "after", ", after ", "", names) +
           (risk.find("to") ? ", to " + route_words(risk.find("to")->value, names) : std::string()) + ".";
  };
  return section_words(document, "source", "Who comes", source_words) + steps_words(document) +
         section_words(document, "risk", "What may end a wait or a stay", risk_words) +
         section_words(document, "resource", "What there is", resource_words) +
         section_words(document, "clock", "What is timed", clock_words);
}

} // namespace carepath
