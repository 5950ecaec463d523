// The surface: two points worked by hand, points left out one by one, and where to try next.
#include "engine/experiment/gaussian_process.hpp"
#include "engine/experiment/simplex.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace carepath;

namespace {

/// A smooth hill on the unit square, highest at (0.7, 0.3).
double hill(const std::vector<double>& x) {
  return 3 * std::exp(-4 * (std::pow(x[0] - 0.7, 2) + std::pow(x[1] - 0.3, 2))) + x[0];
}

DesignPoints tried() {
  return scrambled_sobol(32, std::vector<std::string>{"x", "y"}, 2);
}

std::vector<double> answers_at(const DesignPoints& points) {
  std::vector<double> out;
  for (const auto& point : points) out.push_back(hill(point));
  return out;
}

double error_left_out(const GaussianProcess& surface, const std::vector<double>& answers) {
  double squares = 0;
  const auto left_out = surface.left_out();
  for (std::size_t at = 0; at < answers.size(); ++at) squares += std::pow(left_out[at].mean - answers[at], 2);
  return std::sqrt(squares / static_cast<double>(answers.size()));
}

} // namespace

TEST_CASE("a surface through two points is the one worked out by hand", "[surface]") {
  // Kernel of distance 1 at length 1: k = (1 + sqrt5 + 5/3) exp(-sqrt5) = 0.5239941; of distance 1/2:
  // 0.8286492.
  const GaussianProcess surface({{0}, {1}}, {1, 3}, {0, 0}, {{1}, 1});
  const double k = 0.5239941, half = 0.8286492;
  CHECK(surface.at({0.5}).mean == Approx(2));
  const double solved = 2 * half / (1 + k), precision = 2 / (1 + k);
  const double variance = 1 - 2 * half * half / (1 + k) + std::pow(1 - solved, 2) / precision;
  CHECK(surface.at({0.5}).sd == Approx(std::sqrt(variance)).epsilon(1e-4));
  CHECK(surface.at({0}).mean == Approx(1).margin(1e-5));
  CHECK(surface.at({0}).sd == Approx(0).margin(1e-3));
  // Without the other point all that is known is its value: the prediction is that value.
  CHECK(surface.left_out()[0].mean == Approx(3).margin(1e-5));
}

TEST_CASE("points left out are those of surfaces fitted without them", "[surface]") {
  const auto points = tried();
  const auto answers = answers_at(points);
  const SurfaceShape shape{{0.5, 0.8}, 1.5};
  const std::vector<double> noise(points.size(), 0.01);
  const auto left_out = GaussianProcess(points, answers, noise, shape).left_out();
  for (const std::size_t out : {std::size_t{0}, std::size_t{17}}) {
    auto fewer = points;
    auto values = answers;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(out));
    values.erase(values.begin() + static_cast<std::ptrdiff_t>(out));
    const GaussianProcess without(fewer, values, std::vector<double>(fewer.size(), 0.01), shape);
    CHECK(left_out[out].mean == Approx(without.at(points[out]).mean).epsilon(1e-6));
  }
}

TEST_CASE("a fitted surface predicts a smooth function closely, and noise it was told of widens it",
          "[surface]") {
  const auto points = tried();
  const auto answers = answers_at(points);
  const auto surface = fit_surface(points, answers, std::vector<double>(points.size(), 0));
  CHECK(error_left_out(surface, answers) < 0.15); // of answers that range over 3
  CHECK(surface.at({0.5, 0.5}).mean == Approx(hill({0.5, 0.5})).margin(0.1));
  // The companion: lengths far too short know nothing between the points.
  const GaussianProcess wrong(points, answers, std::vector<double>(points.size(), 0), {{0.02, 0.02}, 1});
  CHECK(error_left_out(wrong, answers) > 0.5);
  const auto noisy = fit_surface(points, answers, std::vector<double>(points.size(), 0.25));
  CHECK(noisy.at({0.5, 0.5}).sd > surface.at({0.5, 0.5}).sd);
}

TEST_CASE("expected improvement is that of the normal distribution", "[surface]") {
  CHECK(expected_improvement({1, 1}, 1, true) == Approx(0.3989423));
  CHECK(expected_improvement({2, 1}, 1, true) == Approx(1.0833155));
  CHECK(expected_improvement({2, 1}, 1, false) == Approx(0.0833155));
  CHECK(expected_improvement({2, 0}, 1, true) == 1);
}

TEST_CASE("the next points lie near the top of the hill", "[surface]") {
  const auto points = tried();
  const auto answers = answers_at(points);
  const std::vector<double> noise(points.size(), 0);
  const auto surface = fit_surface(points, answers, noise);
  const auto candidates = scrambled_sobol(1024, std::vector<std::string>{"input 0", "input 1"}, 1);
  const auto next = next_points(surface, points, answers, noise, 3, true, candidates);
  REQUIRE(next.size() == 3);
  CHECK(std::abs(next[0][0] - 0.75) < 0.15);
  CHECK(std::abs(next[0][1] - 0.3) < 0.15);
  CHECK(next[0] != next[1]);
  // Of two candidates it gives two, the better first.
  const DesignPoints two{{0.1, 0.9}, {0.74, 0.31}};
  CHECK(next_points(surface, points, answers, noise, 5, true, two) == DesignPoints{two[1], two[0]});
  // Asked for the lowest, it looks elsewhere.
  CHECK(std::abs(next_points(surface, points, answers, noise, 1, false, candidates)[0][0] - 0.75) > 0.2);
}

TEST_CASE("the simplex finds the bottom of a curved valley", "[surface]") {
  const Objective valley = [](const std::vector<double>& x) {
    return std::pow(1 - x[0], 2) + 100 * std::pow(x[1] - x[0] * x[0], 2);
  };
  const auto found = lowest_point(valley, {-1.2, 1}, 0.5, 2000);
  CHECK(found[0] == Approx(1).margin(1e-3));
  CHECK(found[1] == Approx(1).margin(1e-3));
}
