// Field rows: one table per kind of item drives checking, messages, the reference and the JSON Schema.
//
// Nothing about a field is written twice: a new field is a new row, and a member that reads it.
#pragma once

#include "models/scenario/document.hpp"
#include "models/scenario/value.hpp"

#include <limits>
#include <span>
#include <string>
#include <string_view>

namespace carepath {

/// What may stand in a field, as far as the shape tells.
enum class FieldKind : std::uint8_t {
  text,    // free text
  name,    // the name of another item
  names,   // one name or a list
  texts,   // one text or a list
  integer, // a whole number
  number,  // a plain number, no expression
  boolean, // true or false
  value,   // any value form, in the row's dimension
  values,  // one value or a list of plain values
  route,   // where to go next
  needs,   // what a step needs
  moment,  // a point of the run
  moments, // one or a list
  list,    // a list, read by its own code
  table,   // a table, read by its own code
  any      // read by its own code
};

struct FieldRow {
  std::string_view key;
  FieldKind kind = FieldKind::any;
  Dimension dimension = Dimension::any;
  bool required = false;
  std::string_view fallback{}; // the default as text; empty when there is none
  std::string_view help{};
  std::string_view example{};                  // as written after "key = "
  std::span<const std::string_view> choices{}; // the only texts allowed; empty for no limit
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
};

struct KindRow {
  std::string_view section; // "step"
  std::string_view title;
  std::string_view help;
  std::span<const FieldRow> fields;
};

[[nodiscard]] const FieldRow* find_field(const KindRow& kind, std::string_view key);

/// Reports unknown fields (with the nearest name), missing required ones, values of the wrong shape, texts
/// outside the choices and plain numbers outside the limits.
void check_fields(const Item& item, const KindRow& kind, Diagnostics& faults);

/// "step 'ward'", or "[run]" for a single section: how messages call an item.
[[nodiscard]] std::string item_title(const KindRow& kind, const Item& item);

/// What a field may hold, in words: "a duration", "one of 'units', 'diary', 'stock'".
[[nodiscard]] std::string field_words(const FieldRow& row);

/// The reference page of one kind, as plain text of at most 100 columns.
[[nodiscard]] std::string reference_text(const KindRow& kind);

/// A JSON Schema (draft 07) of a whole scenario file, for completion and checking in editors.
[[nodiscard]] std::string json_schema(std::span<const KindRow> kinds);

} // namespace carepath
