// The lists of a diary that are filled at one instant.
#include "engine/run/diary_state.hpp"

#include <catch2/catch.hpp>

using carepath::OpenLists;

TEST_CASE("one list at a time grants a request, and its overrun only while a slot is left", "[run]") {
  OpenLists lists;
  CHECK_FALSE(lists.has_room(1, 10));
  lists.open({0, 240, 240});
  CHECK(lists.has_room(240, 0));
  CHECK_FALSE(lists.has_room(241, 0));
  lists.take(240, 240, 30);
  CHECK(lists.has_room(270, 30)); // the third; the second has no slot left to begin in
  lists.take(270, 270, 30);
  CHECK_FALSE(lists.has_room(1, 30));
  CHECK(lists.slots_left() == std::vector<double>{0, 0, -30});
  lists.open({1});
  CHECK(lists.slots_left() == std::vector<double>{1});
}

TEST_CASE("a list that would not leave enough free is passed over", "[run]") {
  OpenLists lists;
  lists.open({1, 5});
  CHECK(lists.has_room(1 + 1, 0));
  lists.take(1, 1 + 1, 0);
  CHECK(lists.has_room(4, 0));
  CHECK_FALSE(lists.has_room(5, 0)); // of the second, which had them
  lists.take_one();
  CHECK(lists.has_room(4, 0)); // of the first
}

TEST_CASE("who takes what no list has takes nothing", "[run]") {
  OpenLists lists;
  lists.take(2, 2, 0);
  CHECK(lists.slots_left().empty());
}
