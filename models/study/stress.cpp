#include "models/study/stress.hpp"

#include "engine/base/text.hpp"
#include "models/scenario/written.hpp"

#include <fmt/format.h>
#include <utility>

namespace carepath {
namespace {

std::string text_of(const Document& document, std::string_view section, std::string_view key) {
  const auto* item = document.item(section);
  const auto* field = item ? item->find(key) : nullptr;
  if (!field) return {};
  if (field->value.is_text() || field->value.kind == NodeKind::date_time) return field->value.text;
  std::vector<std::string> parts;
  for (const auto& node : field->value.items) parts.push_back(node.text);
  return parts.empty() ? written_form(field->value) : join(parts, "; ");
}

/// The items of a section, each with its title.
std::string names_of(const Document& document, std::string_view section) {
  std::vector<std::string> parts;
  if (const auto* found = document.section(section))
    for (const auto& item : found->items) {
      const auto title = title_of(item);
      parts.push_back(title == item.name ? item.name : fmt::format("{} ({})", item.name, title));
    }
  return parts.empty() ? "none" : join(parts, ", ");
}

std::string or_missing(std::string text, std::string_view field) {
  return text.empty() ? fmt::format("Not stated: add {} to the scenario.", field) : text;
}

std::string run_text(const Document& document) {
  const auto warm_up = text_of(document, "run", "warm_up");
  return fmt::format(
      "Starts {}; warm-up {}; measured for {}. Replications and seed: see “How to repeat this”.",
      text_of(document, "run", "start"), warm_up.empty() ? "none" : warm_up,
      text_of(document, "run", "length"));
}

} // namespace

std::vector<Assumption> assumptions_of(const Document& document) {
  std::vector<Assumption> out;
  for (const auto& section : document.sections) {
    if (section.kind == "scenario" || section.kind == "variant" || section.kind == "sweep") continue;
    for (const auto& item : section.items) {
      const auto* source = item.find("source");
      if (section.kind != "parameter" && !source) continue;
      const auto* value = item.find("is")         ? item.find("is")
                          : item.find("takes")    ? item.find("takes")
                          : item.find("amount")   ? item.find("amount")
                          : item.find("capacity") ? item.find("capacity")
                          : item.find("target")   ? item.find("target")
                          : item.find("pounds")   ? item.find("pounds")
                                                  : item.find("choose");
      out.push_back({document.path.stem().string(), section.kind + "." + item.name,
                     value ? written_form(value->value) : "",
                     source ? source->value.text : "no source stated"});
      if (const auto* spread = item.find("uncertain"))
        out.push_back({document.path.stem().string(), section.kind + "." + item.name + ".uncertain",
                       written_form(spread->value), source ? source->value.text : "no source stated"});
    }
  }
  const auto* scenario = document.item("scenario");
  if (const auto* field = scenario ? scenario->find("assumptions") : nullptr)
    for (const auto& node : field->value.items)
      out.push_back({document.path.stem().string(), "assumption", node.text, ""});
  return out;
}

std::vector<AboutRow> about_scenario(const Document& document) {
  constexpr std::pair<const char*, const char*> told[] = {{"version", "Version"},
                                                          {"authors", "Authors"},
                                                          {"declarations", "Declarations of interest"},
                                                          {"population", "Population"},
                                                          {"sources", "Sources"}};
  std::vector<AboutRow> rows;
  for (const auto& [key, title] : told)
    if (auto text = text_of(document, "scenario", key); !text.empty())
      rows.push_back({title, std::move(text)});
  return rows;
}

std::vector<StressItem> stress_items(const Document& document) {
  const auto scenario = [&](std::string_view key) { return text_of(document, "scenario", key); };
  const auto purpose = scenario("purpose").empty() ? scenario("question") : scenario("purpose");
  return {
      {"1.1", "Purpose of the model", or_missing(purpose, "purpose")},
      {"1.2", "Model outputs", names_of(document, "kpi")},
      {"1.3", "Experimentation aims", or_missing(scenario("question"), "question")},
      {"2.1", "Base model overview diagram", "The pathway map of this report."},
      {"2.2", "Base model logic", "Steps: " + names_of(document, "step")},
      {"2.3", "Scenario logic", "What changes in each variant is listed in this report."},
      {"2.4", "Algorithms",
       "Clocks: " + names_of(document, "clock") + ". Risks: " + names_of(document, "risk")},
      {"2.5.1", "Entities", "People, with attributes: " + names_of(document, "attribute")},
      {"2.5.2", "Activities", names_of(document, "step")},
      {"2.5.3", "Resources", names_of(document, "resource")},
      {"2.5.4", "Queues", "One for each resource; its order is in the scenario."},
      {"2.5.5", "Entry and exit points",
       "In: " + names_of(document, "source") + ". Out: " + names_of(document, "outcome")},
      {"3.1", "Data sources", or_missing(scenario("sources"), "sources")},
      {"3.2", "Pre-processing", "As described with the sources."},
      {"3.3", "Input parameters",
       "Parameters: " + names_of(document, "parameter") + ". The whole scenario is in this report."},
      {"3.4", "Assumptions", or_missing(scenario("assumptions"), "assumptions")},
      {"4.1", "Initialisation", "People present at the start come from the sources with at = \"start\"."},
      {"4.2", "Run length", run_text(document)},
      {"4.3", "Estimation approach",
       "Means over replications with 95% Student-t limits; differences are paired on the same people."},
      {"5.1", "Software", "Carepath."},
      {"5.2", "Random sampling",
       "Keyed by seed, replication, person, place and visit; by inversion, one uniform a draw."},
      {"5.3", "Model execution",
       "Discrete events in one total order of time, rank and sequence; integer milliseconds."},
      {"5.4", "System specification", "Results do not depend on the machine or the number of threads."},
      {"6.1", "Model sharing", "The scenario text in this report runs as it is."},
  };
}

} // namespace carepath
