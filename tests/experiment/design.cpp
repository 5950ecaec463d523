// Designs: strata, balance, and that a coordinate's luck is its own.
#include "engine/experiment/design.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <set>

using namespace carepath;

namespace {

using Names = std::vector<std::string>;

/// How many of the boxes of `columns` x `rows` that the first two coordinates fall into.
std::size_t boxes_hit(const DesignPoints& points, std::size_t columns, std::size_t rows) {
  std::set<std::pair<std::size_t, std::size_t>> hit;
  for (const auto& point : points)
    hit.emplace(static_cast<std::size_t>(point[0] * static_cast<double>(columns)),
                static_cast<std::size_t>(point[1] * static_cast<double>(rows)));
  return hit.size();
}

std::vector<double> column(const DesignPoints& points, std::size_t at) {
  std::vector<double> out;
  for (const auto& point : points) out.push_back(point[at]);
  return out;
}

/// The error of the mean of the product of four coordinates, whose true mean is 1/16.
double error_of_product(const DesignPoints& points) {
  double sum = 0;
  for (const auto& point : points) sum += point[0] * point[1] * point[2] * point[3];
  return std::abs(sum / static_cast<double>(points.size()) - 1.0 / 16);
}

} // namespace

TEST_CASE("a Latin hypercube has one point in every stratum of every coordinate", "[design]") {
  const auto points = latin_hypercube(50, Names{"a", "b", "c"}, 7);
  for (std::size_t at = 0; at < 3; ++at) {
    std::set<int> strata;
    for (const double value : column(points, at)) strata.insert(static_cast<int>(value * 50));
    CHECK(strata.size() == 50);
  }
  CHECK(column(points, 0) != column(points, 1));
  CHECK(latin_hypercube(50, Names{"a"}, 8) != latin_hypercube(50, Names{"a"}, 7));
}

TEST_CASE("a Sobol design fills every elementary box of 64 once, and a Latin hypercube does not",
          "[design]") {
  const Names names{"x", "y"};
  const auto sobol = scrambled_sobol(64, names, 3);
  for (const std::size_t columns : {1, 2, 4, 8, 16, 32, 64})
    CHECK(boxes_hit(sobol, columns, 64 / columns) == 64);
  CHECK(boxes_hit(latin_hypercube(64, names, 3), 8, 8) < 64);
}

TEST_CASE("a Sobol design with fewer points is the beginning of one with more", "[design]") {
  const Names names{"x", "y", "z"};
  auto many = scrambled_sobol(40, names, 3);
  many.resize(20);
  CHECK(many == scrambled_sobol(20, names, 3));
  CHECK(many != scrambled_sobol(20, names, 4));
}

TEST_CASE("a Sobol design integrates a product far better than as many random points", "[design]") {
  const auto sobol = scrambled_sobol(1024, Names{"a", "b", "c", "d"}, 1);
  // The standard error of 1,024 random points: the variance of the product is (1/3)^4 - (1/4)^4.
  const double random_error = std::sqrt((1.0 / 81 - 1.0 / 256) / 1024);
  CHECK(error_of_product(sobol) < random_error / 5);
  auto lopsided = sobol;
  for (auto& point : lopsided) point[0] = std::sqrt(point[0]);
  CHECK(error_of_product(lopsided) > random_error / 5);
}

TEST_CASE("neither the order of the coordinates nor one more of them moves a Latin hypercube", "[design]") {
  const auto one = latin_hypercube(16, Names{"b"}, 5);
  CHECK(column(latin_hypercube(16, Names{"b", "a"}, 5), 0) == column(one, 0));
  CHECK(column(latin_hypercube(16, Names{"a", "b"}, 5), 1) == column(one, 0));
  const auto sobol = scrambled_sobol(16, Names{"a", "b"}, 5);
  CHECK(column(scrambled_sobol(16, Names{"b", "a"}, 5), 1) == column(sobol, 0));
}

TEST_CASE("a factorial has every combination once, the last factor changing fastest", "[design]") {
  const std::vector<std::size_t> sizes{2, 3};
  CHECK(factorial_levels(0, sizes) == std::vector<std::size_t>{0, 0});
  CHECK(factorial_levels(1, sizes) == std::vector<std::size_t>{0, 1});
  CHECK(factorial_levels(5, sizes) == std::vector<std::size_t>{1, 2});
  std::set<std::vector<std::size_t>> all;
  for (std::size_t index = 0; index < 6; ++index) all.insert(factorial_levels(index, sizes));
  CHECK(all.size() == 6);
}
