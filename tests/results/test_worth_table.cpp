// The parts of the printed comparison about value for money and about how differences came out.
#include "cli/output/table.hpp"
#include "tests/results/sample.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace carepath;
using namespace carepath::test;

TEST_CASE("value for money says who is better, at what price, and what may go wrong") {
  Results results = sample_results();
  results.worths.clear();
  CHECK(comparison_table(results, {false, 200}).find("Value for money") == std::string::npos);
  WorthRow first{"life", "A life", "current", "", "deaths", "spending", "patients", false, 20000, "[X]"};
  first.is_on_front = true;
  WorthRow hub = first;
  hub.variant = "hub", hub.against = "current", hub.before = "current", hub.per_one_more = 25;
  hub.spent = 250, hub.spent_low = 240, hub.spent_high = 260;
  hub.gained = 10, hub.gained_low = 9, hub.gained_high = 11;
  hub.pounds_per_one = 25, hub.per_one_low = 22, hub.per_one_high = 28;
  hub.observations = 10, hub.worse = 1, hub.worst_fifth = -40;
  results.worths = {first, hub};
  const auto text = comparison_table(results, {false, 200});
  CHECK(text.find("Value for money. A life: fewer of “deaths” against “spending” [95% limits]") !=
        std::string::npos);
  CHECK(text.find("better, at a price") != std::string::npos);
  CHECK(text.find("£25.00 [£22.00, £28.00]") != std::string::npos);
  CHECK(text.find("£25.00 for each more than current") != std::string::npos);
  CHECK(text.find("At £20,000 for one [X]") != std::string::npos);
  CHECK(text.find("1 of 10") != std::string::npos);
  results.worths[1].per_one_low = results.worths[1].per_one_high = nan_value;
  results.worths[1].gained_low = -1;
  results.worths[1].is_on_front = false;
  results.worths[1].ruled_out_by = "current", results.worths[1].together_with = "cats";
  const auto unsure = comparison_table(results, {false, 200});
  CHECK(unsure.find("dearer, no clear gain") != std::string::npos);
  CHECK(unsure.find("not clear") != std::string::npos);
  CHECK(unsure.find("no: a mixture of current and cats is better value") != std::string::npos);
}

TEST_CASE("differences of main figures say in how many replications they are higher and lower") {
  Results results = sample_results();
  results.uncertain.clear();
  const auto size = results.kpis.size();
  for (auto& difference : results.differences) difference.spread.assign(size, {12, 3, 9, -2, 1});
  const auto text = comparison_table(results, {false, 200});
  CHECK(text.find("How the differences of the main figures came out: in how many replications") !=
        std::string::npos);
  CHECK(text.find("3 of 12   9 of 12") != std::string::npos);
  for (auto& difference : results.differences) difference.spread.clear();
  CHECK(comparison_table(results, {false, 200}).find("came out") == std::string::npos);
}
