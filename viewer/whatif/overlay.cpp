#include "viewer/whatif/overlay.hpp"

#include "models/scenario/sections.hpp"
#include "models/scenario/toml_reader.hpp"

#include <fmt/format.h>

namespace carepath {

namespace {

std::string title_of(const Document& document) {
  const auto* item = document.item("scenario");
  const auto* title = item ? item->find("title") : nullptr;
  return title && title->value.is_text() ? title->value.text : document.path.stem().string();
}

std::string heading(const Section& section, const Item& item) {
  return item.name.empty() ? fmt::format("[{}]", section.kind)
                           : fmt::format("[{}.{}]", section.kind, written_key(item.name));
}

/// Lines of the fields of `item` that `before` lacks or has otherwise.
std::string changed_fields(const Item* before, const Item& item) {
  std::string lines;
  for (const auto& field : item.fields) {
    const auto* old = before ? before->find(field.key) : nullptr;
    if (old && same_node(old->value, field.value)) continue;
    lines += fmt::format("{} = {}\n", written_key(field.key), written_form(field.value));
  }
  return lines;
}

} // namespace

Document changed_document(const ChangeableScenario& scenario, const std::vector<Lever>& levers,
                          const std::string& name, Diagnostics& faults) {
  auto changed = scenario.document;
  for (const auto& setting : settings_of(levers)) static_cast<void>(set_typed(changed, setting, faults));
  const auto title = make_text("What if: " + title_of(scenario.document));
  static_cast<void>(set_path(changed, "scenario.title", title, {}, NewPaths::allowed, faults));
  changed.path = scenario.folder / (name + ".toml");
  return changed;
}

std::string overlay_text(const ChangeableScenario& scenario, const Document& changed) {
  SourceTexts texts;
  Diagnostics faults;
  const auto base = read_document(scenario.folder / scenario.file, texts, faults);
  auto text = fmt::format("# Saved by carepath-viewer: what is otherwise than in {}.\n\n[scenario]\n"
                          "title = {}\nbase  = {}\n",
                          scenario.file, written_form(make_text(title_of(changed))),
                          written_form(make_text(scenario.file)));
  for (const auto& section : changed.sections) {
    if (section.kind == "scenario" || section.kind == "variant" || section.kind == "sweep") continue;
    for (const auto& item : section.items) {
      const auto lines = changed_fields(base.item(section.kind, item.name), item);
      if (!lines.empty()) text += fmt::format("\n{}\n{}", heading(section, item), lines);
    }
  }
  return text;
}

} // namespace carepath
