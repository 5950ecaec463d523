// Faults as people read them: exact text, in the order of the file, each once.
#include "engine/base/diagnostic.hpp"

#include <catch2/catch.hpp>

using namespace carepath;

namespace {

constexpr auto first_text = "[step.desk]\nneed = \"clerk\"\r\ntakes = \"5 min\"\n";

} // namespace

TEST_CASE("a fault shows its line, a caret under its column and its hint", "[base]") {
  SourceTexts texts;
  const auto file = texts.add("current.toml", first_text);
  Diagnostics faults;
  faults.error({file, 2, 1}, "step 'desk' has no field 'need'", "did you mean 'needs'?");
  faults.warning({file, 3, 9}, "five minutes is short");
  CHECK(faults.render(texts) == "current.toml:2:1: error: step 'desk' has no field 'need'\n"
                                "  2 | need = \"clerk\"\n"
                                "    | ^\n"
                                "    = did you mean 'needs'?\n"
                                "current.toml:3:9: warning: five minutes is short\n"
                                "  3 | takes = \"5 min\"\n"
                                "    |         ^\n");
  CHECK(faults.error_count() == 1);
  CHECK(faults.has_errors());
}

TEST_CASE("faults come in the order of files, lines and columns, and a repeated one once", "[base]") {
  SourceTexts texts;
  const auto a = texts.add("a.toml", "one\ntwo\n");
  const auto b = texts.add("b.toml", "three\n");
  Diagnostics faults;
  faults.error({b, 1, 1}, "last");
  faults.error({a, 2, 2}, "second");
  faults.error({a, 1, 1}, "first");
  faults.error({a, 2, 2}, "second");
  faults.error({}, "about the command");
  CHECK(faults.render(texts) == "command line: error: about the command\n"
                                "a.toml:1:1: error: first\n  1 | one\n    | ^\n"
                                "a.toml:2:2: error: second\n  2 | two\n    |  ^\n"
                                "b.toml:1:1: error: last\n  1 | three\n    | ^\n");
  CHECK(faults.error_count() == 4);
}

TEST_CASE("a fault of a whole file shows no line", "[base]") {
  SourceTexts texts;
  const auto file = texts.add("empty.toml", "");
  Diagnostics faults;
  faults.warning({file, 0, 0}, "nothing here", "write something");
  CHECK(faults.render(texts) == "empty.toml: warning: nothing here\n    = write something\n");
  CHECK_FALSE(faults.has_errors());
}

TEST_CASE("a very long line is cut around the fault, with the caret still under it", "[base]") {
  SourceTexts texts;
  std::string line(500, 'a');
  line[299] = 'X';
  const auto file = texts.add("long.toml", line);
  Diagnostics faults;
  faults.error({file, 1, 300}, "here");
  const auto shown = faults.render(texts);
  const auto code = shown.find("  1 | ") + 6;
  const auto caret = shown.find("    | ") + 6;
  const auto place = shown.find('^') - caret;
  CHECK(shown[code + place] == 'X');
  CHECK(shown.find('\n', code) - code == 120);
}

TEST_CASE("a line is read without its end, and a line that does not exist is empty", "[base]") {
  SourceTexts texts;
  const auto file = texts.add("current.toml", first_text);
  CHECK(texts.line(file, 2) == "need = \"clerk\"");
  CHECK(texts.line(file, 4).empty());
  CHECK(texts.line(file, 99).empty());
  CHECK(texts.name(0) == "command line");
}
