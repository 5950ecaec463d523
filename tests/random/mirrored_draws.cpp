// Antithetic pairs: the second of a pair draws 1 - u wherever the first draws u, and each alone is random as
// ever.
#include "engine/random/prepared_draw.hpp"
#include "engine/random/stream.hpp"
#include "tests/random/statistics.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <vector>

using namespace carepath;
using namespace carepath::test;

namespace {

constexpr std::uint64_t entities = 100'000;

Uniform drawn(std::uint64_t replication, std::uint64_t entity, bool antithetic = true) {
  const auto luck = ReplicationLuck::of(7, replication, antithetic);
  return luck.uniform(entity_key(luck.key, purpose_of("source.gp"), entity), ward_stay);
}

/// Correlation of the draws of a pair.
double correlation(const Sampler& sampler, std::uint64_t first, std::uint64_t second) {
  double sum_a = 0, sum_b = 0, product = 0, square_a = 0, square_b = 0;
  for (std::uint64_t entity = 0; entity < entities; ++entity) {
    const double a = sampler.draw(drawn(first, entity));
    const double b = sampler.draw(drawn(second, entity));
    sum_a += a, sum_b += b, product += a * b, square_a += a * a, square_b += b * b;
  }
  const double n = static_cast<double>(entities);
  return (product / n - sum_a * sum_b / n / n) /
         std::sqrt((square_a / n - sum_a * sum_a / n / n) * (square_b / n - sum_b * sum_b / n / n));
}

} // namespace

TEST_CASE(
    "The second of a pair has exactly 1 - u, inside the open interval, and pairs differ from each other") {
  bool exact = true, inside = true, alone = true;
  for (std::uint64_t entity = 0; entity < 10'000; ++entity) {
    const double first = drawn(4, entity).value(), second = drawn(5, entity).value();
    exact = exact && first + second == 1 && second == 1 - first;
    inside = inside && second > 0 && second < 1;
    alone = alone && drawn(6, entity).value() != first && drawn(3, entity).value() != first;
  }
  CHECK(exact);
  CHECK(inside);
  CHECK(alone);
  for (const std::uint64_t bits : {std::uint64_t{0}, ~std::uint64_t{0}, std::uint64_t{1} << 63})
    CHECK(Uniform{bits}.value() + Uniform{~bits}.value() == 1);
}

TEST_CASE("Without pairs every replication has the luck of its own number") {
  for (std::uint64_t replication = 0; replication < 6; ++replication) {
    const auto luck = ReplicationLuck::of(7, replication, false);
    CHECK(luck.key == replication_key(7, replication));
    CHECK(luck.mirror == 0);
    CHECK(drawn(replication, 3, false).bits ==
          keyed_uniform(entity_key(luck.key, purpose_of("source.gp"), 3), ward_stay).bits);
  }
  CHECK(ReplicationLuck::of(7, 5, true).key == replication_key(7, 4));
}

TEST_CASE("Mirrored uniforms are uniform and independent from one person to the next") {
  const auto mirrored = [](std::uint64_t i) { return drawn(5, i).value(); };
  CHECK(std::fabs(uniformity_score(mirrored, entities)) < limit);
  CHECK(std::fabs(serial_score(mirrored, entities)) < limit);
  CHECK(std::fabs(pairs_score(mirrored, entities / 2)) < limit);
  const auto crowded = [](std::uint64_t i) { return std::pow(drawn(5, i).value(), 1.03); };
  CHECK(std::fabs(uniformity_score(crowded, entities)) > limit);
}

TEST_CASE("Every distribution of the catalogue keeps its mean and variance in mirrored draws") {
  for (const auto& [key, given] :
       std::vector<std::pair<const char*, std::vector<std::pair<const char*, double>>>>{
           {"exponential", {{"mean", 3}}},
           {"lognormal", {{"mean", 9}, {"sd", 4}}},
           {"gamma", {{"mean", 5}, {"sd", 3}}},
           {"poisson", {{"mean", 2.5}}},
           {"binomial", {{"n", 12}, {"probability", 0.3}}},
           {"normal", {{"mean", 10}, {"sd", 2}}}}) {
    INFO(key);
    const auto distribution = made(key, given);
    const auto sampler = make_sampler(distribution);
    const auto mirrored = [&](std::uint64_t i) { return sampler->draw(drawn(5, i)); };
    const auto scores = sample_scores(mirrored, entities, distribution->mean(), distribution->variance());
    CHECK(std::fabs(scores.mean) < limit);
    CHECK(std::fabs(scores.variance) < limit);
    const auto wrong =
        sample_scores(mirrored, entities, 1.02 * distribution->mean(), distribution->variance());
    CHECK(std::fabs(wrong.mean) > limit);
    // Draws fall as u rises falls: negatively correlated within a pair, not at all between pairs.
    CHECK(correlation(*sampler, 4, 5) < -0.5);
    CHECK(std::fabs(correlation(*sampler, 5, 6)) < limit / std::sqrt(static_cast<double>(entities)));
  }
}
