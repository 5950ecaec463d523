// The same entities in two variants, worked by hand.
#include "engine/experiment/pairing.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace carepath;

namespace {

Program with_split(std::vector<std::string> categories) {
  Program program;
  program.intervals.resize(2);
  program.intervals[0].name = "first";
  program.intervals[1].name = "second";
  program.attributes.resize(1);
  program.attributes[0].name = "colour";
  program.attributes[0].categories = std::move(categories);
  program.plan.outcome_splits = {AttributeId{0}};
  return program;
}

EntityOutcome outcome(std::uint64_t key, double days, std::uint16_t interval, std::uint16_t colour) {
  return {key, SimTime::from_days(days), interval, true, true, {colour, 0, 0, 0}};
}

/// Still open at the end.
EntityOutcome open(std::uint64_t key, double days) {
  return {key, SimTime::from_days(days), 0, false, true, {}};
}

/// Ended before the measured period.
EntityOutcome early(std::uint64_t key, double days) {
  return {key, SimTime::from_days(days), 0, true, false, {}};
}

const std::vector<EntityOutcome> base_entities{outcome(1, 100, 0, 0), outcome(2, 50, 0, 1),
                                               outcome(2, 20, 1, 1), outcome(4, 10, 0, 0),
                                               outcome(7, 30, 0, 1)};

} // namespace

TEST_CASE("entities are joined by key and interval, and only those in both variants count", "[experiment]") {
  const Program program = with_split({"red", "blue"});
  const std::vector<EntityOutcome> entities{outcome(1, 93, 0, 0), outcome(2, 56, 0, 1), outcome(2, 20, 1, 1),
                                            outcome(3, 1, 0, 0), outcome(7, 60, 0, 0)};
  const auto fold = EntityPairing(program, program).fold(base_entities, entities);
  REQUIRE(fold.groups.size() == 2);
  REQUIRE(fold.groups[0].size() == 3);
  const auto& everyone = fold.groups[0][0]; // changes -7, 6 and 30
  CHECK(everyone.matched == 3);
  CHECK(everyone.shorter == 1);
  CHECK(everyone.longer == 1);
  CHECK(everyone.change_sum == 29);
  CHECK(everyone.counts == std::vector<double>{0, 0, 0, 0, 1, 1, 0, 1, 0, 0, 0});
  CHECK(fold.groups[1][0].matched == 1);
  CHECK(fold.groups[1][0].change_sum == 0);
}

TEST_CASE("who is measured in neither variant does not count", "[experiment]") {
  const Program program = with_split({"red", "blue"});
  const std::vector<EntityOutcome> base{early(1, 100), early(2, 100), outcome(3, 100, 0, 0)};
  const std::vector<EntityOutcome> entities{early(1, 10), outcome(2, 150, 0, 0), early(3, 20)};
  const auto everyone = EntityPairing(program, program).fold(base, entities).groups[0][0];
  CHECK(everyone.matched == 2);
  CHECK(everyone.change_sum == 50 - 80);
}

TEST_CASE("a wait open at the end is the longer one only where it is already", "[experiment]") {
  const Program program = with_split({"red", "blue"});
  const std::vector<EntityOutcome> base{outcome(1, 20, 0, 0), outcome(2, 20, 0, 0), open(3, 40),
                                        open(4, 5),           open(5, 5),           outcome(6, 20, 0, 0)};
  const std::vector<EntityOutcome> entities{open(1, 30),          open(2, 15), outcome(3, 10, 0, 0),
                                            outcome(4, 20, 0, 0), open(5, 5),  outcome(6, 10, 0, 0)};
  const auto everyone = EntityPairing(program, program).fold(base, entities).groups[0][0];
  CHECK(everyone.matched == 6);
  CHECK(everyone.longer == 1);  // 1
  CHECK(everyone.shorter == 2); // 3 and 6
  CHECK(everyone.unknown == 3); // 2, 4 and 5
  CHECK(everyone.ended == 1);
  CHECK(everyone.change_sum == -10);
  CHECK(everyone.counts == std::vector<double>{0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0});
}

TEST_CASE("who is still there with fewer periods may have another", "[experiment]") {
  const Program program = with_split({"red", "blue"});
  const auto periods = [](std::uint64_t key, double days, std::uint16_t number, bool inside) {
    return EntityOutcome{key, SimTime::from_days(days), 0, true, true, {}, number, inside};
  };
  const std::vector<EntityOutcome> base{periods(1, 20, 1, true), periods(2, 20, 1, false),
                                        periods(3, 40, 1, true), periods(4, 20, 2, true)};
  const std::vector<EntityOutcome> entities{periods(1, 30, 2, true), periods(2, 30, 2, true),
                                            periods(3, 30, 2, true), periods(4, 10, 2, true)};
  const auto everyone = EntityPairing(program, program).fold(base, entities).groups[0][0];
  CHECK(everyone.unknown == 1); // 1 may need 10 more days in the base
  CHECK(everyone.longer == 1);  // 2 has left there
  CHECK(everyone.shorter == 2); // 3, whose base only grows, and 4
  CHECK(everyone.ended == 2);
  CHECK(everyone.change_sum == 10 - 10);
}

TEST_CASE("an entity counts in a category when both variants put it there", "[experiment]") {
  const Program program = with_split({"red", "blue"});
  const std::vector<EntityOutcome> entities{outcome(1, 90, 0, 0), outcome(2, 50, 0, 1), outcome(7, 60, 0, 0)};
  const auto groups = EntityPairing(program, program).fold(base_entities, entities).groups[0];
  CHECK(groups[0].matched == 3);
  CHECK(groups[1].matched == 1); // red: entity 1
  CHECK(groups[1].change_sum == -10);
  CHECK(groups[2].matched == 1); // blue: entity 2; 7 changed colour
}

TEST_CASE("intervals and categories are matched by name", "[experiment]") {
  const Program base = with_split({"red", "blue"});
  Program variant = with_split({"blue", "green", "red"});
  std::swap(variant.intervals[0].name, variant.intervals[1].name);
  const std::vector<EntityOutcome> entities{outcome(1, 101, 1, 2), outcome(2, 25, 0, 0),
                                            outcome(2, 52, 1, 0)};
  const auto fold = EntityPairing(base, variant).fold(base_entities, entities);
  CHECK(fold.groups[0][1].change_sum == 1); // red
  CHECK(fold.groups[0][2].change_sum == 2); // blue
  CHECK(fold.groups[1][0].change_sum == 5);
  // Taken by number instead, entity 2 would have lost 25 days of the first interval.
  CHECK(fold.groups[0][0].change_sum != 3 - 25);
}

TEST_CASE("edges of changes are symmetrical, with open ends", "[experiment]") {
  const auto edges = change_edges();
  REQUIRE(edges.size() == 12);
  for (std::size_t i = 0; i < edges.size(); ++i) CHECK(edges[i] == -edges[edges.size() - 1 - i]);
  CHECK(std::isinf(edges.back()));
}

TEST_CASE("an edge belongs to the bin further from no change", "[experiment]") {
  const auto bin = [](double days) { return change_bin(SimTime::from_days(days), SimTime::from_days(7)); };
  CHECK(bin(0) == 5);
  CHECK(bin(6.999) == 5);
  CHECK(bin(-6.999) == 5);
  CHECK(bin(7) == 6);
  CHECK(bin(-7) == 4);
  CHECK(bin(28) == 7);
  CHECK(bin(364) == 10);
  CHECK(bin(-364) == 0);
  CHECK(bin(-363.9) == 1);
}

TEST_CASE("a change of exactly what is noticed is noticed, however long the waits", "[experiment]") {
  const Program program = with_split({"red", "blue"});
  std::vector<EntityOutcome> base, entities;
  const SimTime week = SimTime::from_days(7);
  for (std::uint64_t key = 0; key < 3000; ++key) { // each a third of a day and a minute longer than the last
    const SimTime wait{week.ms + static_cast<std::int64_t>(key) * (28'800'000 + 60'000)};
    base.push_back({key, wait, 0, true, true, {}});
    const SimTime changed = key % 3 == 0   ? wait - week
                            : key % 3 == 1 ? wait + week
                                           : wait + week - SimTime{1};
    entities.push_back({key, changed, 0, true, true, {}});
  }
  const auto everyone = EntityPairing(program, program).fold(base, entities).groups[0][0];
  CHECK(everyone.shorter == 1000);
  CHECK(everyone.longer == 1000);
  CHECK(everyone.counts == std::vector<double>{0, 0, 0, 0, 1000, 1000, 1000, 0, 0, 0, 0});
}
