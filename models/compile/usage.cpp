#include "models/compile/usage.hpp"

#include <fmt/format.h>
#include <set>

namespace carepath {
namespace {

/// Every word that occurs in a value anywhere in the scenario: names are made of letters, digits, _ and -.
void collect_words(std::string_view text, std::set<std::string, std::less<>>& words) {
  std::string word;
  const auto flush = [&] {
    if (!word.empty()) words.insert(word);
    word.clear();
  };
  for (const char c : text) {
    const bool part =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    if (part)
      word += c;
    else
      flush();
  }
  flush();
}

void collect(const Node& node, std::set<std::string, std::less<>>& words) {
  if (node.is_text()) collect_words(node.text, words);
  for (const auto& key : node.keys) collect_words(key, words);
  for (const auto& item : node.items) collect(item, words);
  for (const auto& value : node.values) collect(value, words);
}

std::set<std::string, std::less<>> words_used(const CompileContext& context,
                                              std::string_view except_section) {
  std::set<std::string, std::less<>> words;
  for (const auto& section : context.document.sections) {
    if (section.kind == "scenario" || section.kind == "variant") continue;
    for (const auto& item : section.items)
      for (const auto& field : item.fields) {
        if (section.kind == except_section && section.kind != "parameter" && section.kind != "attribute")
          continue;
        if (field.key == "title" || field.key == "source" || field.key == "definition" ||
            field.key == "label")
          continue;
        collect(field.value, words);
      }
  }
  return words;
}

void warn_section(std::string_view section, std::string_view what, CompileContext& context) {
  const auto used = words_used(context, section);
  for (const auto& item : context.items(section))
    if (!used.contains(item.name))
      context.faults.warning(
          item.where, fmt::format("{} '{}' is never used, so it cannot affect the result", what, item.name));
}

} // namespace

void warn_of_unused(CompileContext& context, const Pathway& pathway) {
  warn_section("parameter", "parameter", context);
  warn_section("calendar", "calendar", context);
  warn_section("attribute", "attribute", context);
  std::set<std::string> needed;
  for (const auto& step : pathway.steps)
    for (const auto& need : step.needs)
      for (const auto& part : need.parts) needed.insert(context.resources.names()[part.first.value]);
  for (const auto& item : context.items("resource"))
    if (!needed.contains(item.name))
      context.faults.warning(
          item.where,
          fmt::format("resource '{}' is needed by no step, so it cannot affect the result", item.name));
  std::set<std::string> reached;
  for (const auto& step : pathway.steps) reached.insert(step.leads_to.begin(), step.leads_to.end());
  for (const auto& risk : pathway.risks) {
    std::vector<std::string> names;
    route_names(risk.to, names);
    reached.insert(names.begin(), names.end());
  }
  const auto sources = words_used(context, "step");
  for (const auto& item : context.items("step"))
    if (!reached.contains(item.name) && !sources.contains(item.name))
      context.faults.warning(
          item.where, fmt::format("step '{}' is never reached, so it cannot affect the result", item.name));
}

} // namespace carepath
