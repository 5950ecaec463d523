// The reference page and the JSON Schema, both printed from field rows.
#include "models/scenario/field.hpp"
#include "models/scenario/sections.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace carepath {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t page_width = 100;

/// Breaks a paragraph into lines that start with `indent` blanks.
std::string wrapped(std::string_view text, std::size_t indent) {
  std::string out;
  std::size_t column = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(' ', at), text.size());
    const auto word = text.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    if (column == 0 || column + 1 + word.size() > page_width) {
      out += (column == 0 ? "" : "\n") + std::string(indent, ' ');
      column = indent;
    } else {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
  }
  return out.empty() ? out : out + "\n";
}

std::string heading(const KindRow& kind) {
  const auto* section = find_section_row(kind.section);
  const bool single = section && section->single;
  return fmt::format("[{}{}]  {}\n", kind.section, single ? "" : ".name", kind.title);
}

Json type_schema(std::initializer_list<const char*> types) {
  if (types.size() == 1) return {{"type", *types.begin()}};
  Json list = Json::array();
  for (const auto* type : types) list.push_back(type);
  return {{"type", list}};
}

Json text_list_schema() {
  return {{"anyOf", {{{"type", "string"}}, {{"type", "array"}, {"items", {{"type", "string"}}}}}}};
}

Json kind_schema(FieldKind kind) {
  switch (kind) {
  case FieldKind::text:
  case FieldKind::name:
  case FieldKind::moment: return type_schema({"string"});
  case FieldKind::names:
  case FieldKind::texts:
  case FieldKind::moments: return text_list_schema();
  case FieldKind::integer: return type_schema({"integer"});
  case FieldKind::number: return type_schema({"number"});
  case FieldKind::boolean: return type_schema({"boolean"});
  case FieldKind::value:
  case FieldKind::values: return type_schema({"number", "string", "boolean", "object", "array"});
  case FieldKind::route:
  case FieldKind::needs: return type_schema({"string", "object", "array"});
  case FieldKind::list: return type_schema({"array"});
  case FieldKind::table: return type_schema({"object"});
  case FieldKind::any: return Json::object();
  }
  return Json::object();
}

Json field_schema(const FieldRow& row) {
  auto schema = kind_schema(row.kind);
  schema["description"] = std::string(row.help);
  if (!row.choices.empty() && schema.value("type", "") == "string") {
    schema["enum"] = Json::array();
    for (const auto choice : row.choices) schema["enum"].push_back(std::string(choice));
  }
  const bool numeric = row.kind == FieldKind::integer || row.kind == FieldKind::number;
  if (numeric && row.low > -std::numeric_limits<double>::infinity()) schema["minimum"] = row.low;
  if (numeric && row.high < std::numeric_limits<double>::infinity()) schema["maximum"] = row.high;
  return schema;
}

/// Required fields are left out: an overlay need not repeat what its base says.
Json item_schema(const KindRow& kind) {
  Json schema{{"type", "object"}, {"description", std::string(kind.help)}, {"additionalProperties", false}};
  schema["properties"] = Json::object();
  for (const auto& row : kind.fields) schema["properties"][std::string(row.key)] = field_schema(row);
  schema["properties"][std::string(add_key)] = {{"type", "object"},
                                                {"description", "Entries added to lists of the base."}};
  if (const auto* section = find_section_row(kind.section); section && !section->single)
    schema["properties"][std::string(drop_key)] = {{"const", true},
                                                   {"description", "Takes this item of the base away."}};
  return schema;
}

Json section_schema(const KindRow& kind) {
  const auto* section = find_section_row(kind.section);
  auto item = item_schema(kind);
  if (section && section->single) return item;
  if (section && !section->shorthand.empty()) item = {{"anyOf", {std::move(item), {{"type", "string"}}}}};
  return {{"type", "object"}, {"additionalProperties", std::move(item)}};
}

} // namespace

std::string reference_text(const KindRow& kind) {
  auto out = heading(kind) + wrapped(kind.help, 2);
  for (const auto& row : kind.fields) {
    out += fmt::format("\n  {}  {}{}\n", row.key, field_words(row), row.required ? ", required" : "");
    out += wrapped(row.help, 6);
    if (!row.fallback.empty()) out += fmt::format("      default: {}\n", row.fallback);
    if (!row.example.empty()) out += fmt::format("      example: {} = {}\n", row.key, row.example);
  }
  return out;
}

std::string json_schema(std::span<const KindRow> kinds) {
  Json schema{{"$schema", "http://json-schema.org/draft-07/schema#"}, {"title", "Carepath scenario"}};
  schema["type"] = "object";
  schema["additionalProperties"] = false;
  schema["properties"] = Json::object();
  for (const auto& kind : kinds) schema["properties"][std::string(kind.section)] = section_schema(kind);
  schema["properties"]["variant"] = {
      {"type", "object"},
      {"description", "[variant.NAME]: paths and their values, for one more scenario of this file."},
      {"additionalProperties", {{"type", "object"}}}};
  return schema.dump(2) + "\n";
}

} // namespace carepath
