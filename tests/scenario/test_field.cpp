// Field rows: what they refuse, and what is printed from them.
#include "tests/scenario/reading.hpp"

#include "models/scenario/field.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace carepath;
using namespace carepath::test;

namespace {

constexpr std::array<std::string_view, 2> kinds{"units", "diary"};
constexpr std::array rows{
    FieldRow{.key = "kind",
             .kind = FieldKind::text,
             .fallback = "units",
             .help = "How it is held.",
             .choices = kinds},
    FieldRow{.key = "capacity",
             .kind = FieldKind::value,
             .dimension = Dimension::number,
             .required = true,
             .help = "How many there are.",
             .example = "24",
             .low = 0},
    FieldRow{.key = "slots",
             .kind = FieldKind::integer,
             .help = "Slots in a session.",
             .example = "6",
             .low = 1,
             .high = 99},
    FieldRow{.key = "order", .kind = FieldKind::names, .help = "Who is next."},
    FieldRow{.key = "next", .kind = FieldKind::route, .help = "Where to go.", .example = "\"home\""},
    FieldRow{.key = "open", .kind = FieldKind::boolean},
    FieldRow{.key = "at", .kind = FieldKind::moments},
};
constexpr KindRow resource{"resource", "Resources", "What is held while it is used.", rows};

std::string fault(const std::string& fields) {
  Library library;
  library.write("x.toml", "[resource.bed]\n" + fields);
  const auto document = library.read("x.toml");
  check_fields(*document.item("resource", "bed"), resource, library.faults);
  return first_fault(library.faults);
}

} // namespace

TEST_CASE("fields that fit their rows pass") {
  CHECK(
      fault(
          "capacity = [{ during = \"winter\", is = 16 }, { is = 24 }]\nkind = \"diary\"\nslots = 6\norder = "
          "[\"earliest\"]\nnext = { a = 1.0 }\nopen = true\nat = [2026-04-06, \"week 2\"]\n") == "no fault");
}

TEST_CASE("unknown, missing and misshapen fields are reported") {
  CHECK(fault("capcity = 3\ncapacity = 3\n") ==
        "resource 'bed' has no field 'capcity' | did you mean 'capacity'?");
  CHECK(fault("slots = 3\n") == "resource 'bed' lacks 'capacity' | such as capacity = 24");
  CHECK(fault("capacity = 3\nslots = \"six\"\n") ==
        "'slots' of resource 'bed' must be a whole number, but is a text | such as slots = 6");
  CHECK(fault("capacity = 3\nslots = 2.5\n") ==
        "'slots' of resource 'bed' must be a whole number, but is a number | such as slots = 6");
  CHECK(fault("capacity = 3\nslots = 0\n") == "'slots' must be from 1 to 99, but is 0");
  CHECK(fault("capacity = -3\n") == "'capacity' must be at least 0, but is -3");
  CHECK(fault("capacity = 3\nkind = \"dairy\"\n") == "'kind' cannot be 'dairy' | did you mean 'diary'?");
  CHECK(fault("capacity = 3\nnext = true\n") ==
        "'next' of resource 'bed' must be a route, but is the value true | such as next = \"home\"");
  CHECK(fault("capacity = 3\nopen = \"yes\"\n") ==
        "'open' of resource 'bed' must be true or false, but is a text");
  CHECK(fault("capacity = 2026-04-06\n") ==
        "'capacity' of resource 'bed' must be a number, but is a date | such as capacity = 24");
}

TEST_CASE("the reference is printed from the rows") {
  const auto text = reference_text(resource);
  CHECK(text.starts_with("[resource.name]  Resources\n  What is held while it is used.\n"));
  CHECK(text.find("\n  kind  one of 'units', 'diary'\n      How it is held.\n      default: units\n") !=
        std::string::npos);
  CHECK(text.find(
            "\n  capacity  a number, required\n      How many there are.\n      example: capacity = 24\n") !=
        std::string::npos);
}

TEST_CASE("the JSON Schema is printed from the rows") {
  const std::array all{resource, KindRow{"run", "Run", "How to run.", rows},
                       KindRow{"outcome", "Outcomes", "", rows}};
  const auto schema = nlohmann::json::parse(json_schema(all));
  CHECK(schema["properties"]["resource"]["additionalProperties"]["properties"]["slots"]["maximum"] == 99);
  CHECK(schema["properties"]["run"]["properties"]["slots"]["type"] == "integer");
  CHECK(schema["properties"]["run"]["properties"]["kind"]["enum"] == nlohmann::json({"units", "diary"}));
  CHECK(schema["properties"]["outcome"]["additionalProperties"]["anyOf"][1]["type"] == "string");
  CHECK(schema["properties"]["run"]["properties"]["order"]["anyOf"][1]["items"]["type"] == "string");
  CHECK(schema["additionalProperties"] == false);
}
