// Overlays: each file's fields replace those of the files before it, one field at a time.
#include "models/scenario/document_merge.hpp"

#include "engine/base/text.hpp"
#include "models/scenario/sections.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {

bool item_fields(std::string_view kind, const std::string& name, const Node& value, std::vector<Field>& out,
                 Diagnostics& faults) {
  const auto* row = find_section_row(kind);
  if (value.is_table()) {
    for (std::size_t i = 0; i < value.keys.size(); ++i)
      out.push_back({value.keys[i], value.key_where[i], value.values[i]});
    return true;
  }
  if (row && !row->shorthand.empty() && !value.is_array()) {
    out.push_back({std::string(row->shorthand), value.where, value});
    return true;
  }
  faults.error(value.where,
               fmt::format("{} '{}' must be a table of fields, but is a {}", kind, name, value.kind_name()),
               fmt::format("write [{}.{}] and its fields below", kind, written_key(name)));
  return false;
}

void Merger::apply(const LoadedFile& file) {
  current_ = &file;
  document_.files.push_back(file.file);
  for (std::size_t i = 0; i < file.table.keys.size(); ++i)
    apply_section(file.table.keys[i], file.table.key_where[i], file.table.values[i]);
}

void Merger::apply_section(const std::string& kind, SourceRef where, const Node& table) {
  const auto* row = find_section_row(kind);
  if (!row)
    return faults_.error(where, fmt::format("there is no section '{}'", kind),
                         name_hint(kind, section_names()));
  if (!table.is_table())
    return faults_.error(where, fmt::format("'{}' must be a section, but is a {}", kind, table.kind_name()),
                         row->single ? fmt::format("write [{}] and its fields below", kind)
                                     : fmt::format("write [{}.name] and its fields below", kind));
  auto& section = document_.open_section(kind);
  if (row->single) return apply_item(section, "", where, table);
  for (std::size_t i = 0; i < table.keys.size(); ++i)
    apply_item(section, table.keys[i], table.key_where[i], table.values[i]);
}

void Merger::apply_item(Section& section, const std::string& name, SourceRef where, const Node& table) {
  std::vector<Field> fields;
  if (!item_fields(section.kind, name, table, fields, faults_)) return;
  if (!section.find(name)) section.items.push_back({name, where, {}, {}});
  auto& item = *section.find(name);
  item.files.push_back(current_->file);
  for (auto& field : fields)
    if (section.kind != "scenario" || field.key != "base") set_field(section.kind, item, std::move(field));
}

void Merger::set_field(const std::string& kind, Item& item, Field field) {
  // Titles and sources describe a file; every overlay has its own.
  if (kind != "scenario") {
    const auto path = kind + (item.name.empty() ? "" : "." + item.name) + "." + field.key;
    setters_[path].push_back({current_, field.key_where});
  }
  item.set(std::move(field));
}

void Merger::report_clashes() const {
  for (const auto& [path, setters] : setters_) {
    const auto& last = setters.back();
    const auto undecided = std::find_if(setters.begin(), setters.end() - 1, [&](const Setter& earlier) {
      return !last.file->bases.contains(earlier.file->file);
    });
    if (undecided == setters.end() - 1) continue;
    faults_.warning(last.where,
                    fmt::format("'{}' is also set by {}; the value here is used", path,
                                texts_.name(undecided->file->file)),
                    "set it in the scenario that names both bases to say which is meant");
  }
}

} // namespace carepath
