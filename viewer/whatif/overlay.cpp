#include "viewer/whatif/overlay.hpp"

#include "models/study/overlay_text.hpp"

#include <fmt/format.h>

namespace carepath {

namespace {

std::string title_of(const Document& document) {
  const auto* item = document.item("scenario");
  const auto* title = item ? item->find("title") : nullptr;
  return title && title->value.is_text() ? title->value.text : document.path.stem().string();
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

std::string saved_overlay(const ChangeableScenario& scenario, const Document& changed,
                          const std::string& base) {
  SourceTexts texts;
  Diagnostics faults;
  const auto before = read_document(scenario.folder / scenario.file, texts, faults);
  return overlay_text(before, changed, base, title_of(changed),
                      fmt::format("Saved by carepath-viewer: what is otherwise than in {}.", scenario.file));
}

} // namespace carepath
