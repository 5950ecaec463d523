#include "cli/explain/pathway_words.hpp"

#include "cli/explain/value_words.hpp"
#include "cli/output/text_grid.hpp"
#include "engine/base/text.hpp"
#include "models/scenario/written.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

constexpr std::size_t page_width = 100;

std::string paragraph(const std::string& text, std::size_t indent) {
  return join(wrap_words(std::string(indent, ' ') + text, page_width), "\n") + "\n";
}

/// The sentence "BEFORE value AFTER" where the item has the field, otherwise nothing.
std::string clause(const Item& item, std::string_view key, std::string_view before, std::string_view after,
                   const PlaceNames& names) {
  const auto* field = item.find(key);
  return field ? fmt::format("{}{}{}", before, value_words(field->value, names), after) : std::string();
}

std::string failure_words(const Item& step, const PlaceNames& names) {
  const auto* fails = step.find("fails");
  std::string out;
  if (!fails || !fails->value.is_table()) return out;
  for (std::size_t i = 0; i < fails->value.keys.size(); ++i) {
    const auto& failure = fails->value.values[i];
    const auto* chance = failure.find("chance");
    const auto* to = failure.find("to");
    if (!chance || !to) continue;
    const auto share = chance->is_number() ? percent_words(chance->number) : value_words(*chance, names);
    const auto* kept = failure.find("keeps_place");
    out += fmt::format(" It may fail as '{}' (chance {}), which leads to {}{}.", fails->value.keys[i], share,
                       route_words(*to, names),
                       kept && kept->number != 0 ? ", keeping the place in the queue" : "");
  }
  return out;
}

std::string release_words(const Item& step) {
  const auto* release = step.find("release");
  if (!release || !release->value.is_table()) return {};
  std::string out;
  for (std::size_t i = 0; i < release->value.keys.size(); ++i) {
    const auto& when = release->value.values[i].text;
    const auto& name = release->value.keys[i];
    if (when == "keep")
      out += fmt::format(" {} is kept for a later step.", name);
    else if (when == "moved")
      out += fmt::format(" {} is given back when the next step's needs are met.", name);
    else if (when == "work_end")
      out += fmt::format(" {} is given back when the work ends.", name);
  }
  return out;
}

std::string set_words(const Item& step, const PlaceNames& names) {
  std::string out;
  for (const auto& [key, when] :
       {std::pair{"set", "arriving"}, {"set_at_start", "starting"}, {"set_at_end", "ending"}})
    if (const auto* field = step.find(key); field && field->value.is_table())
      for (std::size_t i = 0; i < field->value.keys.size(); ++i)
        out += fmt::format(" On {}, {} becomes {}.", when, field->value.keys[i],
                           value_words(field->value.values[i], names));
  return out;
}

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
    for (const auto* key : {"needs", "fails", "next"})
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
  out += clause(source, "file", ", read from ", "", names);
  if (const auto* list = source.find("rtt"); list && list->value.is_table())
    if (const auto* file = list->value.find("file")) out += ", from the published list in " + file->text;
  if (const auto* first = source.find("first")) out += "; first to " + route_words(first->value, names);
  return out + ".";
}

std::string resource_words(const Item& resource, const PlaceNames& names) {
  auto out = resource.name + ": ";
  if (const auto* capacity = resource.find("capacity")) out += value_words(capacity->value, names);
  out += clause(resource, "sessions", "sessions ", "", names) +
         clause(resource, "every", "a session every ", "", names);
  out += clause(resource, "slots", ", slots a session ", "", names) +
         clause(resource, "during", ", during ", "", names);
  out += clause(resource, "working_weeks", ", ", " of weeks", names) +
         clause(resource, "setting", ", ", "", names);
  return out + ".";
}

std::string clock_words(const Item& clock, const PlaceNames& names) {
  auto out = clock.name + clause(clock, "starts", ": starts at ", "", names);
  if (const auto* stops = clock.find("stops"); stops && stops->value.is_array()) {
    std::vector<std::string> parts;
    for (const auto& stop : stops->value.items)
      if (stop.find("at") && stop.find("as"))
        parts.push_back(fmt::format("{} ({})", value_words(*stop.find("at"), names), stop.find("as")->text));
    out += "; stops at " + join(parts, ", ");
  }
  return out + ".";
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

std::string step_words(const Item& step, const Document& document) {
  const PlaceNames names(document);
  std::string out = clause(step, "setting", " Setting: ", ".", names);
  if (const auto* like = step.find("like"))
    out += fmt::format(" As '{}', except:", names.title(like->value.text));
  if (const auto* needs = step.find("needs"))
    out += fmt::format(" Needs {}.", needs_words(needs->value, names));
  out += set_words(step, names) + failure_words(step, names);
  out += clause(step, "did_not_attend", " Did not attend: ", ".", names);
  out += clause(step, "takes", " Takes ", ".", names) +
         clause(step, "exit_delay", " Leaving may be delayed: ", ".", names);
  out += release_words(step);
  if (const auto* next = step.find("next")) out += fmt::format(" Then {}.", route_words(next->value, names));
  return std::string(trim(out));
}

std::string field_list_words(const Item& item, const Document& document) {
  const PlaceNames names(document);
  std::vector<std::string> parts;
  for (const auto& field : item.fields) parts.push_back(field.key + " " + value_words(field.value, names));
  return join(parts, "; ");
}

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
