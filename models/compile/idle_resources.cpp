#include "models/compile/idle_resources.hpp"

#include "engine/base/text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace carepath {
namespace {

using Names = std::set<std::string, std::less<>>;

Names needed_by_steps(const CompileContext& context, const Pathway& pathway) {
  Names needed;
  for (const auto& step : pathway.steps)
    for (const auto& need : step.needs)
      for (const auto& part : need.parts) needed.insert(context.resources.names()[part.first.value]);
  return needed;
}

void add_texts(const Node& node, Names& texts) {
  for (auto& text : texts_within(node)) texts.insert(std::move(text));
}

Names texts_in(const CompileContext& context, std::string_view section, std::string_view key) {
  Names texts;
  for (const auto& item : context.items(section))
    if (const auto* field = item.find(key)) add_texts(field->value, texts);
  return texts;
}

/// What expressions may hold: every text of the scenario that people do not only read.
Names expressions(const CompileContext& context) {
  Names texts;
  for (const auto& section : context.document.sections) {
    if (section.kind == "scenario" || section.kind == "variant" || section.kind == "sweep") continue;
    for (const auto& item : section.items)
      for (const auto& field : item.fields)
        if (field.key != "title" && field.key != "source" && field.key != "label")
          add_texts(field.value, texts);
  }
  return texts;
}

/// "capacity(ward)", "resource.ward.capacity".
bool reads(std::string_view text, const std::string& name) {
  if (text.find("resource." + name + ".") != std::string_view::npos) return true;
  for (auto at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1))
    if (trim(text.substr(0, at)).ends_with('(') && trim(text.substr(at + name.size())).starts_with(')'))
      return true;
  return false;
}

bool is_read(const Names& texts, const std::string& name) {
  return std::any_of(texts.begin(), texts.end(), [&](const auto& text) { return reads(text, name); });
}

} // namespace

void warn_of_idle_resources(CompileContext& context, const Pathway& pathway) {
  auto meant = needed_by_steps(context, pathway);
  meant.merge(texts_in(context, "cost", "resource"));
  meant.merge(texts_in(context, "source", "holding"));
  const auto shown = texts_in(context, "kpi", "resource");
  const auto texts = expressions(context);
  for (const auto& item : context.items("resource"))
    if (!meant.contains(item.name) && !is_read(texts, item.name))
      context.faults.warning(
          item.where,
          fmt::format("resource '{}' is needed by no step, so {}", item.name,
                      shown.contains(item.name) ? "nobody ever uses it" : "it cannot affect the result"));
}

} // namespace carepath
