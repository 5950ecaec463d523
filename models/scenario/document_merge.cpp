// Overlays: each file's fields replace those of the files before it, one field at a time.
#include "models/scenario/document_merge.hpp"

#include "engine/base/text.hpp"
#include "models/scenario/sections.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

constexpr std::size_t most_fields = 2000; // fields are looked up one after another

} // namespace

bool item_fields(std::string_view kind, const std::string& name, Node value, std::vector<Field>& out,
                 Diagnostics& faults) {
  const auto* row = find_section_row(kind);
  if (value.is_table()) {
    if (value.keys.size() > most_fields) {
      faults.error(value.where, fmt::format("{} '{}' has {} fields; the most is {}", kind, name,
                                            value.keys.size(), most_fields));
      return false;
    }
    for (std::size_t i = 0; i < value.keys.size(); ++i)
      out.push_back({std::move(value.keys[i]), value.key_where[i], std::move(value.values[i])});
    return true;
  }
  if (row && !row->shorthand.empty() && !value.is_array()) {
    const auto where = value.where;
    out.push_back({std::string(row->shorthand), where, std::move(value)});
    return true;
  }
  faults.error(value.where,
               fmt::format("{} '{}' must be a table of fields, but is a {}", kind, name, value.kind_name()),
               fmt::format("write [{}.{}] and its fields below", kind, written_key(name)));
  return false;
}

void Merger::apply(LoadedFile& file) {
  current_ = &file;
  document_.files.push_back(file.file);
  for (std::size_t i = 0; i < file.table.keys.size(); ++i)
    apply_section(file.table.keys[i], file.table.key_where[i], file.table.values[i]);
}

void Merger::apply_section(const std::string& kind, SourceRef where, Node& table) {
  const auto* row = find_section_row(kind);
  if (!row)
    return faults_.error(where, fmt::format("there is no section '{}'", kind),
                         name_hint(kind, section_names()));
  if (!table.is_table())
    return faults_.error(where, fmt::format("'{}' must be a section, but is a {}", kind, table.kind_name()),
                         row->single ? fmt::format("write [{}] and its fields below", kind)
                                     : fmt::format("write [{}.name] and its fields below", kind));
  auto& section = document_.open_section(kind);
  if (row->single) return apply_item(section, "", where, std::move(table));
  for (std::size_t i = 0; i < table.keys.size(); ++i)
    apply_item(section, table.keys[i], table.key_where[i], std::move(table.values[i]));
}

void Merger::apply_item(Section& section, const std::string& name, SourceRef where, Node table) {
  std::vector<Field> fields;
  if (!item_fields(section.kind, name, std::move(table), fields, faults_)) return;
  const auto sets = [&](std::string_view key) {
    return std::any_of(fields.begin(), fields.end(), [&](const auto& field) { return field.key == key; });
  };
  if (sets(drop_key)) return drop_item(section, name, fields);
  auto* known = section.find(name);
  if (known) document_.remember(section.kind, *known);
  auto& item = known ? *known : section.add({name, where, {}, {}});
  item.files.push_back(current_->file);
  // Evidence is of the number it stands beside: another number comes with its own, or with none.
  if (section.kind == "parameter" && sets(number_key) && !sets(spread_key)) item.remove(spread_key);
  for (auto& field : fields) {
    if (field.key == add_key)
      add_to_lists(section.kind, item, field);
    else if (section.kind != "scenario" || field.key != "base")
      set_field(section.kind, item, std::move(field));
  }
}

void Merger::drop_item(Section& section, const std::string& name, const std::vector<Field>& fields) {
  const auto& drop =
      *std::find_if(fields.begin(), fields.end(), [](const auto& field) { return field.key == drop_key; });
  const auto title = fmt::format("{}{}{}", section.kind, name.empty() ? "" : ".", name);
  if (drop.value.kind != NodeKind::boolean || drop.value.number == 0)
    return faults_.error(drop.value.where, fmt::format("'drop' of [{}] is true, or is left out", title));
  if (fields.size() > 1)
    return faults_.error(drop.key_where, fmt::format("[{}] is dropped, so it can set nothing", title),
                         "leave 'drop = true' alone, or remove it");
  if (section.kind == "step") added_to_steps_.erase(name);
  if (name.empty())
    return faults_.error(drop.key_where, fmt::format("the section [{}] cannot be dropped", title));
  if (!document_.drop(section.kind, name, drop.key_where))
    faults_.error(drop.key_where, fmt::format("there is no {} '{}' to drop", section.kind, name),
                  name_hint(name, section.names()));
}

void Merger::add_to_lists(const std::string& kind, Item& item, const Field& add) {
  if (!add.value.is_table())
    return faults_.error(add.value.where, "'add' says to which lists something is added",
                         "such as add.stops = [{ at = \"review.end\" }]");
  for (std::size_t at = 0; at < add.value.keys.size(); ++at)
    if (kind == "step" && !item.find(add.value.keys[at]))
      added_to_steps_[item.name].push_back(
          {add.value.keys[at], add.value.key_where[at], add.value.values[at]});
    else
      extend_field(item, add.value.keys[at], add.value.key_where[at], add.value.values[at], faults_);
}

void Merger::add_to_inherited() {
  while (!added_to_steps_.empty()) add_to_step(std::string(added_to_steps_.begin()->first));
}

/// A step that this one is like has its own lists first. What a later file set whole stays as it is.
void Merger::add_to_step(const std::string& name) {
  const auto added = std::move(added_to_steps_.extract(name).mapped());
  auto* item = document_.open_section("step").find(name);
  if (!item) return;
  for (const auto* theirs : steps_like(document_, *item))
    if (added_to_steps_.contains(theirs->name)) add_to_step(std::string(theirs->name));
  for (const auto& more : added) {
    if (!item->find(more.key))
      if (const auto* theirs = inherited_field(document_, "step", *item, more.key)) item->set(*theirs);
    extend_field(*item, more.key, more.key_where, more.value, faults_);
  }
}

std::vector<const Item*> steps_like(const Document& document, const Item& step) {
  std::vector<const Item*> chain;
  const auto* at = &step;
  while (const auto* like = at->find("like")) {
    at = document.item("step", like->value.text);
    if (!at || at == &step || std::find(chain.begin(), chain.end(), at) != chain.end()) break;
    chain.push_back(at);
  }
  return chain;
}

const Field* inherited_field(const Document& document, std::string_view kind, const Item& item,
                             std::string_view key) {
  if (kind != "step") return nullptr;
  if (key != "title" && key != "like")
    for (const auto* other : steps_like(document, item))
      if (const auto* theirs = other->find(key)) return theirs;
  const auto* defaults = document.item("defaults", "step");
  return defaults ? defaults->find(key) : nullptr;
}

void extend_field(Item& item, const std::string& key, SourceRef where, const Node& more,
                  Diagnostics& faults) {
  auto* field = item.find(key);
  if (field && !field->value.is_array() && !field->value.is_text())
    return faults.error(
        where, fmt::format("'{}' is a {}, so nothing can be added to it", key, field->value.kind_name()),
        "give the whole field instead");
  Node list;
  list.kind = NodeKind::array;
  list.where = more.where;
  const auto put = [&](const Node& node) {
    if (node.is_array())
      list.items.insert(list.items.end(), node.items.begin(), node.items.end());
    else
      list.items.push_back(node);
  };
  if (field) put(field->value);
  put(more);
  item.set({key, where, std::move(list), !field || field->is_added});
}

void Merger::set_field(const std::string& kind, Item& item, Field field) {
  if (const auto added = added_to_steps_.find(item.name); kind == "step" && added != added_to_steps_.end())
    std::erase_if(added->second, [&](const Field& earlier) { return earlier.key == field.key; });
  // Titles and sources describe a file; every overlay has its own.
  if (several_ && kind != "scenario") {
    const auto path = kind + (item.name.empty() ? "" : "." + item.name) + "." + field.key;
    setters_[path].push_back({current_, field.key_where, field.value});
  }
  item.set(std::move(field));
}

void Merger::report_clashes() const {
  for (const auto& of_path : setters_) {
    const auto& setters = of_path.second;
    const auto& last = setters.back();
    const auto is_decided = [&](const Setter& earlier) { // by whoever knew of it
      return std::any_of(setters.begin(), setters.end(),
                         [&](const Setter& other) { return other.file->bases.contains(earlier.file->file); });
    };
    const auto undecided = std::find_if(setters.rbegin() + 1, setters.rend(), [&](const Setter& earlier) {
      return !is_decided(earlier) && !same_node(earlier.value, last.value);
    });
    if (undecided == setters.rend()) continue;
    faults_.warning(last.where,
                    fmt::format("'{}' is also set by {}; the value here is used", of_path.first,
                                texts_.name(undecided->file->file)),
                    "set it in the scenario that names both bases to say which is meant");
  }
}

} // namespace carepath
