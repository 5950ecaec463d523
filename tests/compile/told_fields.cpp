// What `carepath explain` says of sources, resources, steps, risks and clocks: every field that can affect
// the result is told in words of its own.
#include "models/clocks/clocks.hpp"
#include "models/compile/compiler.hpp"
#include "models/resources/resources.hpp"
#include "models/scenario/field.hpp"
#include "models/scenario/toml_reader.hpp"
#include "models/sources/sources.hpp"
#include "models/steps/pathway.hpp"
#include "models/steps/step_fields.hpp"
#include "models/words/clock_words.hpp"
#include "models/words/need_words.hpp"
#include "models/words/resource_words.hpp"
#include "models/words/source_words.hpp"
#include "models/words/step_words.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <set>

using namespace carepath;

namespace {

const Document empty;
const PlaceNames names(empty);

using Words = std::function<std::string(const Item&)>;

/// What readers have for themselves.
const std::set<std::string_view> cannot_matter{"title", "source", "mode"};

/// An item of one field more than `item`.
Item with(Item item, std::string_view key, std::string_view written) {
  item.name = "it";
  item.set({std::string(key), {}, read_typed_value(written)});
  return item;
}

Item without(Item item, std::string_view key) {
  item.name = "it";
  item.remove(key);
  return item;
}

/// Whether words of their own tell of a field: not none, and not only its name and value as they are written.
bool is_told(const FieldRow& row, const Item& base, const Words& words) {
  const auto told = words(with(base, row.key, row.example));
  const auto as_written = std::string(row.key) + " " + value_words(read_typed_value(row.example), names);
  return told != words(without(base, row.key)) && told.find("; " + as_written) == std::string::npos &&
         told.find("Also: " + as_written) == std::string::npos;
}

/// Fields of a kind of which nothing is told beside any of these items.
std::vector<std::string> untold(const KindRow& kind, const Words& words,
                                const std::vector<Item>& bases = {{}}) {
  std::vector<std::string> out;
  for (const auto& row : kind.fields)
    if (!cannot_matter.contains(row.key) &&
        std::none_of(bases.begin(), bases.end(), [&](const Item& base) { return is_told(row, base, words); }))
      out.emplace_back(row.key);
  return out;
}

std::string needs(const std::string& written) {
  return needs_words(read_typed_value(written), names);
}

} // namespace

TEST_CASE("every field that can matter is told in words", "[compile]") {
  const std::vector<std::string> none;
  const std::vector<Item> sources{{}, with({}, "at", "\"start\""), with({}, "per", "\"1 day\"")};
  CHECK(untold(source_kind(), [](const Item& item) { return source_words(item, names); }, sources) == none);
  CHECK(untold(resource_kind(), [](const Item& item) { return resource_words(item, names); }) == none);
  CHECK(untold(step_kind(), [](const Item& item) { return step_words(item, empty); }) == none);
  CHECK(untold(risk_kind(), [](const Item& item) { return risk_words(item, names); }) == none);
  CHECK(untold(clock_kind(), [](const Item& item) { return clock_words(item, names); }) == none);
}

TEST_CASE("a field that nobody has words for is told as it is written", "[compile]") {
  CHECK(resource_words(with({}, "colour", "\"red\""), names) == "it: ; colour red.");
  CHECK(step_words(with({}, "colour", "\"red\""), empty) == "Also: colour red.");
}

TEST_CASE("how many come, and how often, is told as one says it", "[compile]") {
  const auto comes = [](std::string_view count, std::string_view per) {
    return source_words(with(with({}, "count", count), "per", per), names);
  };
  CHECK(comes("1", "\"1 day\"") == "it: one comes each day.");
  CHECK(comes("2", "\"3 days\"") == "it: 2 come every 3 days.");
}

TEST_CASE("a cycle is told with how long each value lasts", "[compile]") {
  const auto words = [](std::string_view cycle) { return value_words(read_typed_value(cycle), names); };
  CHECK(words(R"({ cycle = [4, 8, 8], every = "8 h" })") == "4, 8, 8 in turn, each for 8 h");
  CHECK(words(R"({ cycle = [20, 30], every = "7 days", per = "1 week" })") ==
        "20, 30 per week in turn, each for 7 days");
}

TEST_CASE("what becomes of what is held is told in words", "[compile]") {
  CHECK(release_rules(read_typed_value("\"moved\"")) == "given back when the next step's needs are met");
  CHECK(release_rules(read_typed_value(R"({ bed = "work_end", nurse = "keep", porter = "end" })")) ==
        "bed given back when the work ends, nurse kept for a later step, porter given back at the end");
}

TEST_CASE("every rule of a need is told", "[compile]") {
  CHECK(needs(R"~(["a", "3 b"])~") == "a, then 3 b");
  CHECK(needs(R"~({ use = "d", amount = 2, leave_free = 1 })~") == "2 d (leaving 1 free)");
  CHECK(needs(R"~({ use = "d", amount = "= size", sessions = 3, give_back = "2 days", leave_free = 1 })~") ==
        "d (as many as size, over 3 sessions in a row, leaving 1 free, which are anybody's from 2 days "
        "before a "
        "session)");
  CHECK(
      needs(
          R"~({ use = "d", queue_limit = 4, wait = "2 h", else = { to = "x", as = "full", keeps_place = true } })~") ==
      "d (if fewer than 4 wait already, waiting at most 2 h, otherwise as 'full' to x, keeping the place "
      "in the "
      "queue)");
  CHECK(needs(R"~({ any = ["a", "b"], pick = { smallest = "queue(it)" } })~") ==
        "one of a and b (joining at once the queue with the smallest queue(it))");
  CHECK(needs(R"~({ any = ["a", { use = "b", amount = 2 }] })~") == "the first free of a and 2 b");
  CHECK(
      needs(R"~({ use = "d", eject = { when = "ill", pick = "highest holder.age", then = "resume" } })~") ==
      "d (may take the units of a holder if ill: first the one with the highest holder.age, who goes on when "
      "there is a unit again)");
}
