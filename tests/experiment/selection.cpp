// Choosing the best: KN++ keeps its promise on a designed set, and what further knowledge is worth.
#include "engine/experiment/selection.hpp"
#include "engine/experiment/information_value.hpp"

#include "engine/random/stream.hpp"
#include "tests/experiment/normal_draws.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace carepath;
using namespace carepath::test;

namespace {

/// Option 2 is best by `lead`, the others are equal (the hardest case); half the luck is shared.
double designed_value(std::uint64_t study, std::size_t option, std::size_t replication, double lead) {
  const auto shared = normal(mix64(study, 1), replication);
  const auto own = normal(mix64(mix64(study, 2), option), replication);
  return (option == 2 ? lead : 0) + 2 * (shared + own);
}

struct Chosen {
  std::size_t option = 0;
  std::size_t replications = 0;
};

Chosen choose(std::uint64_t study, double lead, const SelectionGoal& goal) {
  constexpr std::size_t options = 5;
  SequentialSelection selection(options, goal);
  OptionValues values(options);
  Chosen out;
  while (!selection.done() && values[0].size() + values[1].size() < 20'000) {
    for (std::size_t option = 0; option < options; ++option)
      for (std::size_t more = 0; selection.is_in(option) && more < goal.first; ++more) {
        values[option].push_back(designed_value(study, option, values[option].size(), lead));
        ++out.replications;
      }
    selection.judge(values);
  }
  for (std::size_t option = 0; option < options; ++option)
    if (selection.is_in(option)) out.option = option;
  return out;
}

double share_right(double lead, const SelectionGoal& goal, std::size_t studies) {
  std::size_t right = 0;
  for (std::size_t study = 0; study < studies; ++study) right += choose(study, lead, goal).option == 2;
  return static_cast<double>(right) / static_cast<double>(studies);
}

} // namespace

TEST_CASE("Options that no replication tells apart share the probability of being best", "[selection]") {
  OptionValues values(4);
  for (std::size_t replication = 0; replication < 20; ++replication) {
    const double better = designed_value(1, 2, replication, 1);
    values[0].push_back(designed_value(1, 0, replication, 0));
    for (const auto option : {1, 3}) values[static_cast<std::size_t>(option)].push_back(better);
    values[2].push_back(designed_value(1, 1, replication, 0));
  }
  const auto all = probability_best(values, true, 1);
  CHECK(all[1] == all[3]);
  CHECK(all[0] + all[1] + all[2] + all[3] == Approx(1));
  const auto without_twin = probability_best({values[0], values[1], values[2]}, true, 1);
  CHECK(all[1] + all[3] == Approx(without_twin[1]));
  CHECK(probability_best({values[1], values[3]}, true, 1) == std::vector<double>{0.5, 0.5});
}

TEST_CASE("KN++ picks the true best at its promised rate when it leads by the indifference", "[selection]") {
  SelectionGoal goal;
  goal.indifference = 1;
  const double error = std::sqrt(0.95 * 0.05 / 400);
  CHECK(share_right(1, goal, 400) > 0.95 - 2 * error);
  // Told that only differences ten times as large matter, it stops far too soon for this lead.
  goal.indifference = 10;
  CHECK(share_right(1, goal, 400) < 0.95 - 3 * error);
}

TEST_CASE("KN++ drops what is clearly worse early and needs more when the lead is small", "[selection]") {
  SelectionGoal goal;
  goal.indifference = 0.5;
  const auto easy = choose(1, 8, goal), hard = choose(1, 0.5, goal);
  CHECK(easy.option == 2);
  CHECK(easy.replications < hard.replications / 4);
}

TEST_CASE("the smallest mean is best where less is better", "[selection]") {
  const OptionValues values{{3, 4, 5, 4}, {1, 2, 3, 2}, {6, 7, 8, 7}};
  CHECK(leading_option(values, false) == 1);
  CHECK(leading_option(values, true) == 2);
}

TEST_CASE("an option without a value is never best", "[selection]") {
  const double none = std::nan("");
  const OptionValues values{{none, none, none}, {3, 4, 5}, {none, none, none}, {1, 2, 2}};
  CHECK(leading_option(values, true) == 1);
  CHECK(leading_option(values, false) == 3);
  const auto probability = probability_best(values, true, 1);
  CHECK(probability[0] == 0);
  CHECK(probability[2] == 0);
  CHECK(probability[1] + probability[3] == Approx(1));
  CHECK(probability_best({{none, none}, {1, 2}}, true, 1) == std::vector<double>{0, 1});
}

TEST_CASE("a difference is known from the replications in which both have a value", "[selection]") {
  const double none = std::nan("");
  const OptionValues values{{1, none, 3, 4}, {none, 2, 3, 4, 5}};
  CHECK(replications_of_both(values, 0, 1) == 2);
  CHECK(replications_of_both(values, 1, 1) == 4);
}

TEST_CASE("the probability of being best is Student's for two options", "[selection]") {
  // Differences 1, 3, 0, 2, -1: mean 1, variance 2.5, standard error sqrt(0.5), t = 1.4142 on 4 degrees.
  const OptionValues values{{0, 0, 0, 0, 0}, {1, 3, 0, 2, -1}};
  const auto probability = probability_best(values, true, 1);
  CHECK(probability[0] + probability[1] == Approx(1));
  CHECK(probability[1] == Approx(0.8849).margin(3 * std::sqrt(0.8849 * 0.1151 / 20'000)));
  CHECK(probability_best(values, false, 1)[0] ==
        Approx(0.8849).margin(3 * std::sqrt(0.8849 * 0.1151 / 20'000)));
}

TEST_CASE("a budget goes where the choice is close, and never takes replications away", "[selection]") {
  OptionValues values(3);
  for (std::size_t at = 0; at < 20; ++at) {
    values[0].push_back(normal(1, at));
    values[1].push_back(0.3 + normal(2, at));
    values[2].push_back(-9 + normal(3, at));
  }
  const auto all = budget_allocation(values, true, 300);
  CHECK(all[2] <= 25);
  CHECK(all[0] > 3 * all[2]);
  CHECK(all[1] > 3 * all[2]);
  for (const auto each : all) CHECK(each >= 20);
}

TEST_CASE("a replication of the leader without a figure changes nobody's share of a budget", "[selection]") {
  OptionValues values(2);
  for (std::size_t at = 0; at < 20; ++at) {
    values[0].push_back(1 + normal(1, at));
    values[1].push_back(normal(2, at));
  }
  const auto whole = budget_allocation(values, true, 300);
  for (auto& of_option : values) of_option.push_back(std::nan(""));
  const auto holed = budget_allocation(values, true, 298); // the same total
  CHECK(holed == whole);
}

TEST_CASE("perfect information about a linear choice is worth what integration gives", "[information]") {
  // Option 1 gains x, x normal(0, 1); option 0 gains nothing: E max(0, x) = 0.39894. y has no effect.
  std::vector<std::vector<double>> inputs(2), answers(2);
  for (std::size_t draw = 0; draw < 400; ++draw) {
    const double x = normal(10, draw);
    inputs[0].push_back(x);
    inputs[1].push_back(normal(11, draw));
    const double luck = 5 * normal(12, draw); // the same in both
    answers[0].push_back(luck);
    answers[1].push_back(luck + x + 0.5 * normal(13, draw));
  }
  const auto worth = information_value(inputs, answers, true, 1);
  // The error of a mean of max(0, x) over 400 draws is 0.584 / 20, and that of the best mean 1 / 20.
  CHECK(worth.inputs[0].mean == Approx(0.39894).margin(3 * 0.058));
  CHECK(worth.inputs[1].mean == Approx(0).margin(0.02));
  CHECK(worth.all.mean == Approx(worth.inputs[0].mean).margin(0.05));
}
