// The TOML reader: written order and places, and every way a file can be no scenario.
#include "tests/scenario/reading.hpp"

#include "models/scenario/written.hpp"

#include <catch2/catch.hpp>
#include <chrono>

using namespace carepath;
using namespace carepath::test;

namespace {

std::string file_fault(const std::string& text) {
  Library library;
  library.write("x.toml", text);
  Node out;
  CHECK_FALSE(read_toml(library.path("x.toml"), library.texts, library.faults, out));
  return library.printed();
}

} // namespace

TEST_CASE("tables keep their keys in the order written, with their places") {
  Library library;
  library.write("x.toml",
                "[step.ward]\ntakes = \"2 days\"\nnext = { zebra = 0.5, apple = 0.5 }\n[run]\nseed = 1\n"
                "[step.admit]\nnext = \"ward\"\n");
  Node out;
  REQUIRE(read_toml(library.path("x.toml"), library.texts, library.faults, out));
  CHECK(out.keys == std::vector<std::string>{"step", "run"});
  const auto& step = *out.find("step");
  CHECK(step.keys == std::vector<std::string>{"ward", "admit"});
  const auto& ward = *step.find("ward");
  CHECK(ward.keys == std::vector<std::string>{"takes", "next"});
  CHECK(ward.find("next")->keys == std::vector<std::string>{"zebra", "apple"});
  CHECK(ward.key_where[1].line == 3);
  CHECK(ward.key_where[1].column == 1);
  CHECK(ward.find("takes")->where.line == 2);
  CHECK(ward.find("takes")->where.column == 9);
}

TEST_CASE("every kind of TOML value has its node") {
  const auto node =
      node_of("{ a = 'x', b = 2, c = 2.5, d = true, e = 2026-04-06, f = 2026-04-06T06:00:00, g = [1], "
              "h = 08:30:00 }");
  CHECK(written_form(node) ==
        "{ a = \"x\", b = 2, c = 2.5, d = true, e = 2026-04-06, f = 2026-04-06T06:00:00, "
        "g = [1], h = 08:30:00 }");
  CHECK(std::string(node.find("c")->kind_name()) == "number");
  CHECK(std::string(node.find("e")->kind_name()) == "date");
}

TEST_CASE("written text is quoted and escaped") {
  CHECK(written_form(make_text("say \"no\"\n\\")) == "\"say \\\"no\\\"\\n\\\\\"");
  CHECK(written_key("80+") == "\"80+\"");
  CHECK(written_key("ward_bed") == "ward_bed");
}

TEST_CASE("a missing file, a folder and an empty file are faults of the file") {
  Library library;
  Node out;
  CHECK_FALSE(read_toml(library.path("none.toml"), library.texts, library.faults, out));
  CHECK_FALSE(read_toml(library.path(""), library.texts, library.faults, out));
  const auto printed = library.printed();
  CHECK(printed.find("none.toml: error: there is no such file\n") != std::string::npos);
  CHECK(printed.find("error: this is a folder; a scenario file is expected\n") != std::string::npos);
  CHECK(file_fault("") == "x.toml: error: the file is empty; a scenario is expected\n");
  CHECK(file_fault("\xEF\xBB\xBF \n") == "x.toml: error: the file is empty; a scenario is expected\n");
}

TEST_CASE("text that is not UTF-8 names its line") {
  CHECK(file_fault("[run]\nseed = 1 # caf\xE9\n") ==
        "x.toml: error: line 2 is not UTF-8 text\n    = save the file as UTF-8\n");
}

TEST_CASE("ten megabytes of garbage are refused at once") {
  const auto start = std::chrono::steady_clock::now();
  CHECK(file_fault(std::string(10'000'000, '[')) ==
        "x.toml: error: the file has 10.0 MB; a scenario may have at most 4 MB\n");
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(2));
}

TEST_CASE("a syntax error shows its line") {
  CHECK(file_fault("[run]\nlength = 95 min\n") == "x.toml:2:13: error: this is not TOML: while parsing "
                                                  "key-value pair: expected a comment or whitespace, saw "
                                                  "'m'\n  2 | length = 95 min\n    |             ^\n    = a "
                                                  "text or a quantity with its unit needs quotes: \"95 "
                                                  "min\"\n");
}

TEST_CASE("a key given twice is a fault") {
  CHECK(file_fault("[run]\nseed = 1\nseed = 2\n") ==
        "x.toml:3:8: error: this is not TOML: while parsing key-value pair: cannot redefine existing integer "
        "'seed'\n  3 | seed = 2\n    |        ^\n    = it has been written before; write it once\n");
}

TEST_CASE("numbers that no scenario can use are refused") {
  CHECK(file_fault("a = inf\n") ==
        "x.toml:1:5: error: this is not a finite number\n  1 | a = inf\n    |     ^\n"
        "    = write \"unlimited\" where something has no bound\n");
  CHECK(file_fault("a = 9007199254740993\n")
            .starts_with(
                "x.toml:1:5: error: this whole number is too large; the largest is 9007199254740992\n"));
}

TEST_CASE("nesting and dotted keys without end are refused before they are parsed") {
  CHECK(file_fault("a = 1\nb = " + std::string(100'000, '['))
            .starts_with("x.toml:2:1: error: tables and lists nest more than 64 deep\n"));
  std::string dotted = "a";
  for (int i = 0; i < 100'000; ++i) dotted += ".a";
  CHECK(file_fault(dotted + " = 1\n")
            .starts_with("x.toml:1:1: error: a dotted key may have at most 16 parts\n"));
  std::string quoted = "\"=\"";
  for (int i = 0; i < 1000; ++i) quoted += ".\"=\"";
  CHECK(file_fault(quoted + " = 1\n")
            .starts_with("x.toml:1:1: error: a dotted key may have at most 16 parts\n"));
}

TEST_CASE("dots and brackets inside texts and comments count for nothing") {
  const std::string dots(500, '.');
  const std::string brackets(500, '[');
  Diagnostics faults;
  Node out;
  CHECK(read_toml_text("a = \"" + dots + brackets + "\" # " + dots + brackets + "\nb = '''\n" + brackets +
                           "'''\n",
                       1, faults, out));
}

TEST_CASE("a typed value is TOML where it can be, otherwise a text") {
  CHECK(read_typed_value("12").is_number());
  CHECK(read_typed_value("12 min").text == "12 min");
  CHECK(read_typed_value("\"12 min\"").text == "12 min");
  CHECK(read_typed_value("{ a = 0.5, b = 0.5 }").is_table());
  CHECK(read_typed_value("true").kind == NodeKind::boolean);
  CHECK(read_typed_value("theatre").text == "theatre");
  CHECK(read_typed_value("1\nb = 2").text == "1\nb = 2");
  CHECK(read_typed_value("").text.empty());
  CHECK(read_typed_value("2026-04-06").kind == NodeKind::date_time);
}
