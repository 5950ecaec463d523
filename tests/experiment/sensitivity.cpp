// Sensitivity against functions whose indices are known: Ishigami's, Sobol's g, and a sum for Morris.
#include "engine/experiment/sensitivity.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

using namespace carepath;

namespace {

using Names = std::vector<std::string>;
using Function = double (*)(const std::vector<double>&);

std::vector<double> answers_of(const DesignPoints& design, Function function) {
  std::vector<double> out;
  for (const auto& point : design) out.push_back(function(point));
  return out;
}

/// sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1 on (-pi, pi)^3 (Ishigami and Homma 1990).
double ishigami(const std::vector<double>& u) {
  const auto x = [&](std::size_t at) { return std::numbers::pi * (2 * u[at] - 1); };
  return std::sin(x(0)) + 7 * std::pow(std::sin(x(1)), 2) + 0.1 * std::pow(x(2), 4) * std::sin(x(0));
}

/// Sobol's g with a = 0, 1, 4.5, 9.
double g_function(const std::vector<double>& u) {
  constexpr double a[] = {0, 1, 4.5, 9};
  double out = 1;
  for (std::size_t at = 0; at < 4; ++at) out *= (std::abs(4 * u[at] - 2) + a[at]) / (1 + a[at]);
  return out;
}

/// 2 x1 + 5 x2 x3: the effect of x1 is 2 wherever, those of x2 and x3 depend on each other.
double sum_and_product(const std::vector<double>& u) {
  return 2 * u[0] + 5 * u[1] * u[2] + 0 * u[3];
}

} // namespace

TEST_CASE("Sobol indices of Ishigami's function are those worked out by integration", "[sensitivity]") {
  const Names names{"x1", "x2", "x3"};
  const auto design = sobol_index_design(4096, names, 11);
  CHECK(design.size() == 4096 * 5);
  const auto found = sobol_indices(answers_of(design, ishigami), 3, 1);
  constexpr double first[] = {0.3139, 0.4424, 0.0}, total[] = {0.5576, 0.4424, 0.2437};
  for (std::size_t at = 0; at < 3; ++at) {
    INFO(names[at]);
    // The bootstrap's limits are about two standard errors wide on each side.
    const double error = (found[at].first.high - found[at].first.low) / 4;
    CHECK(error < 0.02);
    CHECK(found[at].first.mean == Approx(first[at]).margin(3 * error));
    CHECK(found[at].total.mean ==
          Approx(total[at]).margin(3 * (found[at].total.high - found[at].total.low) / 4));
  }
  // A reader who took the total of x1 for its first index would be found out.
  CHECK(std::abs(found[0].first.mean - total[0]) > 0.2);
}

TEST_CASE("Sobol indices of the g-function are those of its formula", "[sensitivity]") {
  const Names names{"a", "b", "c", "d"};
  const auto found = sobol_indices(answers_of(sobol_index_design(4096, names, 5), g_function), 4, 1);
  constexpr double a[] = {0, 1, 4.5, 9};
  double product = 1;
  for (const double each : a) product *= 1 + 1 / (3 * (1 + each) * (1 + each));
  for (std::size_t at = 0; at < 4; ++at) {
    const double own = 1 / (3 * (1 + a[at]) * (1 + a[at]));
    CHECK(found[at].first.mean == Approx(own / (product - 1)).margin(0.02));
    CHECK(found[at].total.mean == Approx(own * product / (1 + own) / (product - 1)).margin(0.02));
  }
}

TEST_CASE("the indices of an answer that does not vary are undefined", "[sensitivity]") {
  const auto design = sobol_index_design(16, Names{"x"}, 5);
  const auto found = sobol_indices(std::vector<double>(design.size(), 3.0), 1, 1);
  CHECK(std::isnan(found[0].first.mean));
}

TEST_CASE("Morris screening finds a straight line, an interaction and an input of no effect",
          "[sensitivity]") {
  const auto design = morris_design(400, 4, 3);
  const auto effects = morris_effects(design, answers_of(design, sum_and_product));
  CHECK(effects[0].mean == Approx(2));
  CHECK(effects[0].spread == Approx(0).margin(1e-9));
  // The effect of x2 is 5 x3, and x3 is 0, 1/3, 2/3 or 1 with equal chance: mean 2.5, spread 5 x 0.3727.
  const double error = 5 * 0.3727 / std::sqrt(400.0);
  CHECK(effects[1].strength.mean == Approx(2.5).margin(3 * error));
  CHECK(effects[1].spread == Approx(5 * 0.3727).margin(3 * error));
  CHECK(effects[3].strength.mean == 0);
  CHECK(std::abs(effects[1].spread - effects[0].spread) > 1);
}

TEST_CASE("an effect is of the way that an input really moved", "[sensitivity]") {
  // Walks of one input whose figure is 6 times its place: by one, by a half, and not at all.
  const DesignPoints places{{0}, {1}, {0.5}, {1}, {1}, {1}};
  const std::vector<double> answers{0, 6, 3, 6, 6, 6};
  const auto effect = morris_effects(places, answers)[0];
  CHECK(effect.mean == Approx(6));
  CHECK(effect.strength.mean == Approx(6));
  CHECK(effect.spread == Approx(0).margin(1e-12));
  CHECK(std::isnan(morris_effects({{1}, {1}}, std::vector<double>{6, 6})[0].strength.mean));
}

TEST_CASE("a Morris design changes each input once a walk, by two thirds, inside the unit cube",
          "[sensitivity]") {
  const auto design = morris_design(20, 3, 9);
  REQUIRE(design.size() == 80);
  for (std::size_t at = 1; at < design.size(); ++at) {
    if (at % 4 == 0) continue;
    int changed = 0;
    for (std::size_t input = 0; input < 3; ++input) {
      const double change = std::abs(design[at][input] - design[at - 1][input]);
      changed += change > 0;
      CHECK((change == 0 || change == Approx(2.0 / 3)));
      CHECK((design[at][input] >= 0 && design[at][input] <= 1));
    }
    CHECK(changed == 1);
  }
}
