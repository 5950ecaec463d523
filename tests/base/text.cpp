// Names that were nearly right, and text that may not be text.
#include "engine/base/text.hpp"

#include <catch2/catch.hpp>

using namespace carepath;

TEST_CASE("the nearest name is found when it is near enough to be meant", "[base]") {
  const std::vector<std::string> fields{"needs", "takes", "next", "release"};
  CHECK(nearest_name("need", fields) == "needs");
  CHECK(nearest_name("tkaes", fields) == "takes");
  CHECK(nearest_name("realease", fields) == "release");
  CHECK(nearest_name("zzzzzz", fields).empty());
  CHECK(nearest_name("need", {}).empty());
  CHECK(nearest_name(std::string(65, 'n'), {std::string(64, 'n')}).empty()); // too long to compare
  CHECK(nearest_name("min", {"kind"}).empty());                              // two of three letters differ
  CHECK(nearest_name("ab", {"xy"}).empty());                                 // nothing in common
}

TEST_CASE("a hint names the nearest, or lists what there is", "[base]") {
  CHECK(name_hint("need", {"needs", "next"}) == "did you mean 'needs'?");
  CHECK(name_hint("colour", {"a", "b"}) == "expected one of: a, b");
  CHECK(name_hint("colour", {}).empty());
  std::vector<std::string> many;
  for (int at = 0; at < 31; ++at)
    many.push_back(std::string(1, static_cast<char>('A' + at % 26)) + "12345678");
  const auto hint = name_hint("q", many);
  CHECK(hint.substr(hint.size() - 5) == ", ...");
}

TEST_CASE("text is trimmed, split and joined", "[base]") {
  CHECK(trim(" \t two words\r\n") == "two words");
  CHECK(trim(" \n ").empty());
  CHECK(split("a,,b", ',') == std::vector<std::string>{"a", "", "b"});
  CHECK(split("", ',') == std::vector<std::string>{""});
  CHECK(join({"a", "b"}, " and ") == "a and b");
}

TEST_CASE("well-formed UTF-8 is told from what is not", "[base]") {
  CHECK(is_utf8(""));
  CHECK(is_utf8("plain"));
  CHECK(is_utf8("\xC2\xA3"
                "20, caf\xC3\xA9, \xE2\x82\xAC, \xF0\x9F\x98\x80"));
  CHECK(is_utf8(std::string_view("a\0b", 3)));
  CHECK_FALSE(is_utf8("\xA3")); // Latin-1 pound sign
  CHECK_FALSE(is_utf8("\xC2"));
  CHECK_FALSE(is_utf8("\xE2\x82"));
  CHECK_FALSE(is_utf8("\xC0\x80"));         // overlong
  CHECK_FALSE(is_utf8("\xE0\x80\x80"));     // overlong
  CHECK_FALSE(is_utf8("\xF0\x80\x80\x80")); // overlong
  CHECK_FALSE(is_utf8("\xED\xA0\x80"));     // surrogate
  CHECK_FALSE(is_utf8("\xF4\x90\x80\x80")); // beyond the last code point
  CHECK_FALSE(is_utf8("\xFF\xFE"));
}
