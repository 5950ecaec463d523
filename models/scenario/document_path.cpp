// Paths into a document: `--set`, variants, sweeps and sliders all go through here.
#include "engine/base/text.hpp"
#include "models/scenario/document_merge.hpp"
#include "models/scenario/sections.hpp"
#include "models/scenario/toml_reader.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <optional>
#include <set>

namespace carepath {
namespace {

/// "a.\"b.c\".d" as its parts; empty when a quote is not closed or a part is empty.
std::vector<std::string> path_parts(std::string_view path) {
  std::vector<std::string> parts{""};
  char quote = 0;
  bool was_quoted = false;
  for (const char c : path) {
    if (quote != 0) {
      if (c == quote)
        quote = 0;
      else
        parts.back() += c;
    } else if (c == '.' && (was_quoted || !parts.back().empty())) {
      parts.emplace_back();
      was_quoted = false;
    } else if ((c == '"' || c == '\'') && parts.back().empty()) {
      quote = c;
      was_quoted = true;
    } else if (c == '.' || was_quoted) {
      return {};
    } else {
      parts.back() += c;
    }
  }
  return quote != 0 || (parts.back().empty() && !was_quoted) ? std::vector<std::string>{} : parts;
}

/// The index that a part of a path is in a list of so many; places count from 1.
std::optional<std::size_t> place_in_list(std::string_view part, std::size_t size) {
  std::size_t number = 0;
  const auto* end = part.data() + part.size();
  const auto [stop, error] = std::from_chars(part.data(), end, number);
  if (error != std::errc() || stop != end || number < 1 || number > size) return std::nullopt;
  return number - 1;
}

/// What is under one part of a path; null when there is nothing.
const Node* inside(const Node& node, const std::string& part) {
  if (!node.is_array()) return node.find(part);
  const auto place = place_in_list(part, node.items.size());
  return place ? &node.items[*place] : nullptr;
}

/// One walk along a path, with what messages about it need.
class PathSetter {
public:
  PathSetter(Document& document, std::string_view path, SourceRef where, NewPaths allow, Diagnostics& faults)
      : document_(document), path_(path), where_(where), allow_(allow), faults_(faults),
        parts_(path_parts(path)) {}

  bool set(const Node& value) {
    if (parts_.empty())
      return refuse(fmt::format("'{}' is not a path", path_), "such as resource.clinic.slots");
    const auto* row = find_section_row(parts_[0]);
    if (!row)
      return refuse(fmt::format("there is no section '{}'", parts_[0]),
                    name_hint(parts_[0], section_names()));
    const std::size_t name_parts = row->single ? 1 : 2;
    if (parts_.size() < name_parts || (row->single && parts_.size() == 1))
      return refuse(
          fmt::format("'{}' names a whole section", path_),
          fmt::format("go on to {}", row->single ? "a field" : "an item, such as " + parts_[0] + ".name"));
    if (parts_.size() == name_parts) return set_item(value);
    const std::string name = row->single ? "" : parts_[1];
    auto* item = find_item(name);
    if (item && parts_.size() == 3 && parts_[2] == drop_key) return drop(value);
    if (item && parts_.size() == name_parts + 2 && parts_[name_parts] == add_key) {
      const auto faults = faults_.errors_met();
      if (!item->find(parts_.back()))
        if (const auto* theirs = inherited_field(document_, parts_[0], *item, parts_.back()))
          item->set(*theirs);
      extend_field(*item, parts_.back(), where_, value, faults_);
      return faults_.errors_met() == faults;
    }
    return item && set_field(*item, value, name_parts);
  }

private:
  bool refuse(std::string message, std::string hint = {}) {
    faults_.error(where_, std::move(message), std::move(hint));
    return false;
  }

  bool drop(const Node& value) {
    if (value.kind != NodeKind::boolean || value.number == 0)
      return refuse(fmt::format("'{}' is true, or is not set", path_));
    return document_.drop(parts_[0], parts_[1], where_);
  }

  /// A value for a whole item: to which of its fields does it belong?
  bool refuse_whole_item() {
    const auto& item = *document_.section(parts_[0])->find(parts_[1]);
    const bool has_is = item.find("is") || parts_[0] == "parameter";
    const auto field = has_is || item.fields.empty() ? std::string("is") : item.fields.front().key;
    return refuse(fmt::format("'{}' is a whole {}, so it takes no single value", path_, parts_[0]),
                  fmt::format("go on to a field: {}.{}", path_, field));
  }

  bool set_item(const Node& value) {
    std::vector<Field> fields;
    if (!find_item(parts_[1])) return false;
    if (!value.is_table() && find_section_row(parts_[0])->shorthand.empty()) return refuse_whole_item();
    if (!item_fields(parts_[0], parts_[1], value, fields, faults_)) return false;
    auto& item = *document_.section(parts_[0])->find(parts_[1]);
    document_.remember(parts_[0], item);
    item.fields = std::move(fields);
    item.files.push_back(where_.file);
    return true;
  }

  /// The item called `name`, made where new paths are allowed.
  Item* find_item(const std::string& name) {
    auto* section = document_.section(parts_[0]);
    if (section)
      if (auto* item = section->find(name)) return item;
    const bool whole_item = parts_.size() == 2 && !name.empty();
    if ((allow_ == NewPaths::allowed && whole_item) || name.empty()) {
      return &document_.open_section(parts_[0]).add(Item{name, where_, {}, {}});
    }
    refuse(fmt::format("there is no {} '{}'", parts_[0], name),
           section ? name_hint(name, section->names()) : std::string());
    return nullptr;
  }

  bool set_field(Item& item, const Node& value, std::size_t at) {
    auto* field = item.find(parts_[at]);
    const bool last = at + 1 == parts_.size();
    if (!field && !(last && allow_ == NewPaths::allowed)) return no_field(item, at);
    if (last) {
      if (field && field->value.is_text()) document_.remember(parts_[0], item); // numbers name nobody
      item.set({parts_[at], where_, value});
    } else {
      if (!set_inside(field->value, at + 1, value)) return false;
      field->key_where = where_;
    }
    if (item.files.empty() || item.files.back() != where_.file) item.files.push_back(where_.file);
    return true;
  }

  bool no_field(const Item& item, std::size_t at) {
    std::vector<std::string> keys;
    for (const auto& field : item.fields) keys.push_back(field.key);
    return refuse(fmt::format("'{}' has no field '{}'", prefix(at), parts_[at]), name_hint(parts_[at], keys));
  }

  bool set_inside(Node& node, std::size_t at, const Node& value) {
    Node* place = node.is_array() ? list_place(node, at) : table_place(node, at);
    if (!place) return false;
    if (at + 1 < parts_.size()) return set_inside(*place, at + 1, value);
    *place = value;
    return true;
  }

  Node* list_place(Node& node, std::size_t at) {
    const auto& part = parts_[at];
    if (const auto place = place_in_list(part, node.items.size())) return &node.items[*place];
    refuse(
        fmt::format("'{}' is a list of {}; '{}' is not a place in it", prefix(at), node.items.size(), part),
        "places in a list count from 1");
    return nullptr;
  }

  Node* table_place(Node& node, std::size_t at) {
    const auto& part = parts_[at];
    if (!node.is_table()) {
      refuse(fmt::format("'{}' is a {}, so it has no '{}'", prefix(at), node.kind_name(), part));
      return nullptr;
    }
    if (auto* found = node.find(part)) return found;
    if (allow_ == NewPaths::allowed && at + 1 == parts_.size()) {
      node.set(part, where_, {});
      return node.find(part);
    }
    refuse(fmt::format("'{}' has no '{}'", prefix(at), part), name_hint(part, node.keys));
    return nullptr;
  }

  /// The path before part `at`.
  [[nodiscard]] std::string prefix(std::size_t at) const {
    return join({parts_.begin(), parts_.begin() + static_cast<std::ptrdiff_t>(at)}, ".");
  }

  Document& document_;
  std::string_view path_;
  SourceRef where_;
  NewPaths allow_;
  Diagnostics& faults_;
  std::vector<std::string> parts_;
};

} // namespace

bool set_path(Document& document, std::string_view path, const Node& value, SourceRef where, NewPaths allow,
              Diagnostics& faults) {
  return PathSetter(document, path, where, allow, faults).set(value);
}

const Node* find_path(const Document& document, std::string_view path) {
  const auto parts = path_parts(path);
  const auto* row = parts.empty() ? nullptr : find_section_row(parts[0]);
  const std::size_t field_at = row && row->single ? 1 : 2;
  if (!row || parts.size() <= field_at) return nullptr;
  const auto* item = document.item(parts[0], row->single ? std::string() : parts[1]);
  const auto* field = item ? item->find(parts[field_at]) : nullptr;
  const Node* node = field ? &field->value : nullptr;
  for (std::size_t at = field_at + 1; node && at < parts.size(); ++at) node = inside(*node, parts[at]);
  return node;
}

void keep_evidence_of(Document& document, const std::vector<std::string>& paths) {
  std::set<std::string> with_number, with_spread;
  for (const auto& path : paths) {
    const auto parts = path_parts(path);
    if (parts.size() < 3 || parts[0] != "parameter") continue;
    if (parts[2] == number_key) with_number.insert(parts[1]);
    if (parts[2] == spread_key) with_spread.insert(parts[1]);
  }
  auto* section = document.section("parameter");
  for (const auto& name : with_number)
    if (auto* item = section && !with_spread.contains(name) ? section->find(name) : nullptr)
      item->remove(spread_key);
}

std::string_view path_of(std::string_view assignment) {
  return trim(assignment.substr(0, assignment.find('=')));
}

bool set_typed(Document& document, std::string_view assignment, Diagnostics& faults) {
  const auto equals = assignment.find('=');
  if (equals == std::string_view::npos) {
    faults.error({}, fmt::format("'{}' is not PATH=VALUE", assignment),
                 "such as --set resource.clinic.slots=8");
    return false;
  }
  const auto value = read_typed_value(trim(assignment.substr(equals + 1)));
  return set_path(document, path_of(assignment), value, {}, NewPaths::allowed, faults);
}

void set_all_typed(Document& document, const std::vector<std::string>& assignments, Diagnostics& faults) {
  std::vector<std::string> paths;
  for (const auto& assignment : assignments) {
    set_typed(document, assignment, faults);
    paths.emplace_back(path_of(assignment));
  }
  keep_evidence_of(document, paths);
}

std::vector<VariantText> variants(const Document& document) {
  std::vector<VariantText> all;
  const auto* section = document.section("variant");
  if (!section) return all;
  for (const auto& item : section->items) {
    VariantText variant{item.name, item.where, {}};
    for (const auto& field : item.fields) {
      if (field.key == "title" && field.value.is_text())
        variant.title = field.value.text;
      else
        variant.settings.push_back({field.key, field.key_where, field.value});
    }
    all.push_back(std::move(variant));
  }
  return all;
}

bool apply_variant(Document& document, const VariantText& variant, Diagnostics& faults) {
  bool fine = true;
  std::vector<std::string> paths;
  for (const auto& [path, where, value] : variant.settings) {
    paths.push_back(path);
    if (path.find('.') == std::string::npos) {
      faults.error(where, fmt::format("variant '{}' sets '{}', which is not a path", variant.name, path),
                   "write the whole path in quotes, such as \"resource.clinic.slots\" = 8");
      fine = false;
    } else if (!set_path(document, path, value, where, NewPaths::allowed, faults)) {
      fine = false;
    }
  }
  keep_evidence_of(document, paths);
  return fine;
}

} // namespace carepath
