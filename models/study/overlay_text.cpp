#include "models/study/overlay_text.hpp"

#include "engine/base/text.hpp"
#include "models/scenario/library.hpp"
#include "models/scenario/written.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

std::string heading(const std::string& kind, const std::string& name) {
  return name.empty() ? fmt::format("\n[{}]\n", kind) : fmt::format("\n[{}.{}]\n", kind, written_key(name));
}

/// An `is` is written even where it is the same: it says that nothing is uncertain any more.
bool ends_uncertainty(const Item* before, const Item& after, const std::string& key) {
  return key == "is" && before && before->find("uncertain") && !after.find("uncertain");
}

/// The fields of an item that differ, or all of a new one.
std::string changed_fields(const Item* before, const Item& after) {
  std::string out;
  for (const auto& field : after.fields) {
    const auto* old = before ? before->find(field.key) : nullptr;
    if (!old || !same_node(old->value, field.value) || ends_uncertainty(before, after, field.key))
      out += fmt::format("{} = {}\n", written_key(field.key), written_form(field.value));
  }
  return out;
}

} // namespace

std::vector<std::string> lost_fields(const Document& before, const Document& after) {
  std::vector<std::string> lost;
  for (const auto& section : before.sections)
    for (const auto& item : section.items) {
      const auto* kept = after.item(section.kind, item.name);
      for (const auto& field : item.fields) {
        if (!kept || kept->find(field.key)) continue;
        if (field.key == "uncertain" && kept->find("is")) continue;
        lost.push_back(join({section.kind, item.name, field.key}, "."));
      }
    }
  return lost;
}

std::string overlay_text(const Document& before, const Document& after, const std::string& base,
                         const std::string& title, const std::string& comment) {
  std::string out = fmt::format("# {}\n\n[scenario]\ntitle = {}\nbase  = {}\n", comment,
                                written_form(make_text(title)), written_form(make_text(base)));
  for (const auto& section : after.sections) {
    if (section.kind == "scenario") continue;
    for (const auto& item : section.items) {
      const auto fields = changed_fields(before.item(section.kind, item.name), item);
      if (!fields.empty()) out += heading(section.kind, item.name) + fields;
    }
  }
  for (const auto& section : before.sections)
    for (const auto& item : section.items)
      if (!after.item(section.kind, item.name)) out += heading(section.kind, item.name) + "drop = true\n";
  return out;
}

std::optional<std::string> base_name(const std::filesystem::path& overlay,
                                     const std::filesystem::path& file) {
  const auto from = std::filesystem::absolute(overlay).lexically_normal();
  const auto to = std::filesystem::absolute(file).lexically_normal();
  auto name = to.lexically_relative(from.parent_path()).generic_string();
  Diagnostics ignored;
  if (!resolve_in_library(library_root(from), from, name, {}, ignored)) return std::nullopt;
  return name;
}

} // namespace carepath
