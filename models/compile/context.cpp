#include "models/compile/context.hpp"

#include "engine/base/text.hpp"
#include "models/compile/shared_points.hpp"
#include "models/compile/told_place.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {

std::uint32_t NameTable::add(std::string name) {
  const auto id = static_cast<std::uint32_t>(names_.size());
  index_.emplace(name, id);
  names_.push_back(std::move(name));
  return id;
}

std::uint32_t NameTable::find(std::string_view name) const {
  const auto found = index_.find(name);
  return found == index_.end() ? none_value : found->second;
}

ValueContext CompileContext::values(Diagnostics& told) {
  ValueContext context{told, {}, run.start_day, run.start_time_of_day};
  context.names = &measures;
  if (run.end() > 0) context.end = run.end();
  return context;
}

void CompileContext::unknown(SourceRef where, std::string_view kind, std::string_view name,
                             const std::vector<std::string>& known) {
  if (tell_dropped(name, where)) return;
  const bool never_named = kind == "category" && known.empty();
  faults.error(where, fmt::format("there is no {} '{}'", kind, name),
               never_named ? "categories are named by the attribute's own 'choose' or 'values', beside 'is'"
                           : name_hint(name, known));
}

bool CompileContext::tell_dropped(std::string_view name, SourceRef where) {
  const auto& all = document.dropped;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& item) { return item.name == name; });
  if (found == all.end()) return false;
  faults.error(where, fmt::format("the {} '{}' is dropped, but is still named here", found->kind, name),
               fmt::format("it is dropped at {}", told_place(found->where, texts)));
  return true;
}

std::uint32_t CompileContext::require(const NameTable& table, std::string_view kind, std::string_view name,
                                      SourceRef where) {
  const auto found = table.find(name);
  if (found != NameTable::none_value) return found;
  if (table.size() > 0)
    unknown(where, kind, name, table.names());
  else if (!tell_dropped(name, where))
    faults.error(where, fmt::format("there is no {} '{}'", kind, name),
                 fmt::format("none is declared; write [{}.{}]", kind, name));
  return found;
}

const std::vector<Item>& CompileContext::items(std::string_view section) const {
  static const std::vector<Item> none;
  const auto* found = document.section(section);
  return found ? found->items : none;
}

void CompileContext::emit_point(const std::string& point) {
  for (const auto* actions : {&points, &endings})
    if (const auto found = actions->find(point); found != actions->end())
      for (const auto& action : found->second) action();
}

bool CompileContext::require_point(const std::string& point, SourceRef where) {
  if (known_points.contains(point)) return require_one_event(point, where, *this);
  if (tell_dropped(point.substr(0, point.find('.')), where)) return false;
  std::vector<std::string> known;
  for (const auto& [name, unused] : known_points) known.push_back(name);
  const auto owner = point.substr(0, point.find('.') + 1);
  std::vector<std::string> siblings;
  for (const auto& name : known)
    if (!owner.empty() && name.starts_with(owner)) siblings.push_back(name);
  const auto nearest = nearest_name(point, known);
  faults.error(where, fmt::format("there is no event '{}'", point),
               !nearest.empty()    ? fmt::format("did you mean '{}'?", nearest)
               : !siblings.empty() ? name_hint(point, siblings)
                                   : "events are written source.arrive, step.arrive, step.start, step.end, "
                                     "step.failure or an outcome");
  return false;
}

std::vector<std::pair<std::string, SourceRef>> texts_of(const Node& node, CompileContext& context) {
  std::vector<std::pair<std::string, SourceRef>> out;
  if (node.is_text()) out.emplace_back(node.text, node.where);
  for (const auto& item : node.items) {
    if (item.is_text())
      out.emplace_back(item.text, item.where);
    else
      context.faults.error(item.where,
                           fmt::format("expected a name in quotes, but found a {}", item.kind_name()));
  }
  if (!node.is_text() && !node.is_array())
    context.faults.error(node.where,
                         fmt::format("expected a name or a list of names, but found a {}", node.kind_name()));
  return out;
}

} // namespace carepath
