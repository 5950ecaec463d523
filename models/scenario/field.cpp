// Checking the shape of an item's fields against its rows.
#include "models/scenario/field.hpp"

#include "engine/base/text.hpp"
#include "models/scenario/field_limits.hpp"
#include "models/scenario/units.hpp"
#include "models/scenario/written.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

namespace carepath {
namespace {

bool is_text_list(const Node& node) {
  return node.is_array() &&
         std::all_of(node.items.begin(), node.items.end(), [](const auto& item) { return item.is_text(); });
}

bool is_moment(const Node& node) {
  return node.is_text() || node.kind == NodeKind::date_time;
}

bool is_moment_list(const Node& node) {
  return node.is_array() && std::all_of(node.items.begin(), node.items.end(), is_moment);
}

/// Whether a node has a shape that the kind allows; finer faults are found when it is read.
bool fits(const Node& node, FieldKind kind) {
  switch (kind) {
  case FieldKind::text:
  case FieldKind::name: return node.is_text();
  case FieldKind::names:
  case FieldKind::texts: return node.is_text() || is_text_list(node);
  case FieldKind::integer: return node.is_number() && node.number == std::floor(node.number);
  case FieldKind::number: return node.is_number();
  case FieldKind::boolean: return node.kind == NodeKind::boolean;
  case FieldKind::value:
  case FieldKind::values: return node.kind != NodeKind::date_time;
  case FieldKind::route:
  case FieldKind::needs: return node.is_text() || node.is_array() || node.is_table();
  case FieldKind::moment: return is_moment(node);
  case FieldKind::moments: return is_moment(node) || is_moment_list(node);
  case FieldKind::list: return node.is_array();
  case FieldKind::table: return node.is_table();
  case FieldKind::any: return true;
  }
  return true;
}

std::string example_hint(const FieldRow& row) {
  return row.example.empty() ? std::string() : fmt::format("such as {} = {}", row.key, row.example);
}

void check_choice(const Field& field, const FieldRow& row, Diagnostics& faults) {
  if (row.choices.empty()) return;
  const std::vector<std::string> choices(row.choices.begin(), row.choices.end());
  const auto check = [&](const Node& node) {
    if (node.is_text() && !node.text.starts_with('=') &&
        std::find(choices.begin(), choices.end(), node.text) == choices.end())
      faults.error(node.where, fmt::format("'{}' cannot be '{}'", row.key, node.text),
                   name_hint(node.text, choices));
  };
  check(field.value);
  for (const auto& item : field.value.items) check(item);
}

void check_required(const Item& item, const KindRow& kind, Diagnostics& faults) {
  std::vector<std::string> lacking;
  std::vector<std::string> examples;
  for (const auto& row : kind.fields) {
    if (!row.required || item.find(row.key)) continue;
    lacking.emplace_back(row.key);
    if (!row.example.empty()) examples.push_back(fmt::format("{} = {}", row.key, row.example));
  }
  if (lacking.empty()) return;
  faults.error(item.where, fmt::format("{} lacks '{}'", item_title(kind, item), join(lacking, "' and '")),
               examples.empty() ? std::string() : "such as " + join(examples, " and "));
}

} // namespace

void check_limits(const Field& field, const FieldRow& row, double number, const std::string& found,
                  Diagnostics& faults) {
  if (number >= row.low && number <= row.high) return;
  const bool no_high = row.high == std::numeric_limits<double>::infinity();
  const bool no_low = row.low == -std::numeric_limits<double>::infinity();
  const auto limits = no_high  ? fmt::format("at least {}", row.low)
                      : no_low ? fmt::format("at most {}", row.high)
                               : fmt::format("from {} to {}", row.low, row.high);
  faults.error(field.value.where, fmt::format("'{}' must be {}, but {}", row.key, limits, found));
}

const FieldRow* find_field(const KindRow& kind, std::string_view key) {
  const auto found =
      std::find_if(kind.fields.begin(), kind.fields.end(), [&](const auto& row) { return row.key == key; });
  return found == kind.fields.end() ? nullptr : &*found;
}

std::string item_title(const KindRow& kind, const Item& item) {
  return item.name.empty() ? fmt::format("[{}]", kind.section)
                           : fmt::format("{} '{}'", kind.section, item.name);
}

std::string field_words(const FieldRow& row) {
  if (!row.choices.empty()) {
    const std::vector<std::string> choices(row.choices.begin(), row.choices.end());
    return "one of '" + join(choices, "', '") + "'";
  }
  switch (row.kind) {
  case FieldKind::text: return "a text";
  case FieldKind::name: return "a name";
  case FieldKind::names: return "a name or a list of names";
  case FieldKind::texts: return "a text or a list of texts";
  case FieldKind::integer: return "a whole number";
  case FieldKind::number: return "a number";
  case FieldKind::boolean: return "true or false";
  case FieldKind::value: return std::string(dimension_name(row.dimension));
  case FieldKind::values: return fmt::format("{} or a list of them", dimension_name(row.dimension));
  case FieldKind::route: return "a route";
  case FieldKind::needs: return "one or several needs";
  case FieldKind::moment: return "a point of the run";
  case FieldKind::moments: return "a point of the run or a list of them";
  case FieldKind::list: return "a list";
  case FieldKind::table: return "a table";
  case FieldKind::any: return "a value";
  }
  return "a value";
}

/// A form of a value written as if it were a field: `chance = 0.4` of an attribute.
std::string form_hint(const Field& field, const KindRow& kind, const std::vector<std::string>& keys) {
  constexpr std::array forms{"chance", "dist", "mix", "by"};
  const bool is_form = std::find(forms.begin(), forms.end(), field.key) != forms.end();
  if (!is_form || !find_field(kind, "is")) return name_hint(field.key, keys);
  return fmt::format("a value is written after 'is': is = {{ {} = {} }}", field.key,
                     written_form(field.value));
}

void check_fields(const Item& item, const KindRow& kind, Diagnostics& faults) {
  std::vector<std::string> keys;
  for (const auto& row : kind.fields) keys.emplace_back(row.key);
  for (const auto& field : item.fields) {
    const auto* row = find_field(kind, field.key);
    if (!row) {
      faults.error(field.key_where, fmt::format("{} has no field '{}'", item_title(kind, item), field.key),
                   form_hint(field, kind, keys));
      continue;
    }
    if (!fits(field.value, row->kind)) {
      faults.error(field.value.where,
                   fmt::format("'{}' of {} must be {}, but is {} {}", field.key, item_title(kind, item),
                               field_words(*row), field.value.kind == NodeKind::boolean ? "the value" : "a",
                               field.value.kind == NodeKind::boolean ? written_form(field.value)
                                                                     : field.value.kind_name()),
                   example_hint(*row));
      continue;
    }
    check_choice(field, *row, faults);
    if (field.value.is_number())
      check_limits(field, *row, field.value.number, fmt::format("is {}", field.value.number), faults);
  }
  check_required(item, kind, faults);
}

} // namespace carepath
