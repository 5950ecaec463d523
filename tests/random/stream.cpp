// Keyed uniforms: each component of the key, taken on its own, must give independent uniforms, and
// each test must notice a generator that is not.
#include "engine/random/stream.hpp"
#include "tests/random/statistics.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <string>

using namespace carepath;
using namespace carepath::test;

namespace {

double uniform_of(std::uint64_t seed, std::uint64_t replication, std::uint64_t ordinal, std::uint64_t what,
                  std::uint64_t visit) {
  const std::uint64_t source = purpose_of("source.gp");
  return keyed_uniform(entity_key(replication_key(seed, replication), source, ordinal), what, visit).value();
}

struct Component {
  const char* name;
  std::function<double(std::uint64_t)> u;
};

/// One component of the key counts up, the others stay.
std::vector<Component> components() {
  return {
      {"seed", [](std::uint64_t i) { return uniform_of(i, 3, 5, ward_stay, 0); }},
      {"replication", [](std::uint64_t i) { return uniform_of(1, i, 5, ward_stay, 0); }},
      {"entity", [](std::uint64_t i) { return uniform_of(1, 3, i, ward_stay, 0); }},
      {"purpose",
       [](std::uint64_t i) { return uniform_of(1, 3, 5, purpose_of("step.s" + std::to_string(i)), 0); }},
      {"visit", [](std::uint64_t i) { return uniform_of(1, 3, 5, ward_stay, i); }},
  };
}

} // namespace

TEST_CASE("Each component of the key gives uniform draws") {
  for (const Component& component : components()) {
    INFO(component.name);
    CHECK(std::fabs(uniformity_score(component.u, draws)) < limit);
  }
  const auto crowded = [](std::uint64_t i) { return std::pow(uniform_of(1, 3, i, ward_stay, 0), 1.02); };
  CHECK(std::fabs(uniformity_score(crowded, draws)) > limit);
}

TEST_CASE("Neighbouring keys give independent draws in each component") {
  for (const Component& component : components()) {
    INFO(component.name);
    CHECK(std::fabs(serial_score(component.u, draws)) < limit);
    CHECK(std::fabs(pairs_score(component.u, draws / 2)) < limit);
  }
  const auto weyl = [](std::uint64_t i) { // uniform, but neighbours tell of each other
    return Uniform{i * 0x9E3779B97F4A7C15ull}.value();
  };
  CHECK(std::fabs(serial_score(weyl, draws)) > limit);
  CHECK(std::fabs(pairs_score(weyl, draws / 2)) > limit);
}

TEST_CASE("The same entity draws independently for two purposes and at two visits") {
  const auto two_purposes = [](std::uint64_t i) {
    return uniform_of(1, 3, i / 2, i % 2 == 0 ? ward_stay : purpose_of("step.ward.fails"), 0);
  };
  const auto two_visits = [](std::uint64_t i) { return uniform_of(1, 3, i / 2, ward_stay, i % 2); };
  const auto same_twice = [](std::uint64_t i) { return uniform_of(1, 3, i / 2, ward_stay, 0); };
  CHECK(std::fabs(pairs_score(two_purposes, draws / 2)) < limit);
  CHECK(std::fabs(pairs_score(two_visits, draws / 2)) < limit);
  CHECK(std::fabs(pairs_score(same_twice, draws / 2)) > limit);
}

TEST_CASE("A draw depends on its key alone, and on all of it") {
  const double u = uniform_of(1, 2, 3, ward_stay, 4);
  CHECK(u == uniform_of(1, 2, 3, ward_stay, 4));
  CHECK(u != uniform_of(2, 2, 3, ward_stay, 4));
  CHECK(u != uniform_of(1, 3, 3, ward_stay, 4));
  CHECK(u != uniform_of(1, 2, 4, ward_stay, 4));
  CHECK(u != uniform_of(1, 2, 3, purpose_of("step.ward.take"), 4));
  CHECK(u != uniform_of(1, 2, 3, ward_stay, 5));
  CHECK(mix64(1, 2) != mix64(2, 1));
}

namespace {

/// The worst departure from one half, in standard errors, of how often an output bit changes with an
/// input bit.
double avalanche_score(std::uint64_t (*mix)(std::uint64_t)) {
  constexpr std::uint64_t samples = 4096;
  std::vector<std::uint32_t> changed(64 * 64, 0);
  for (std::uint64_t i = 0; i < samples; ++i)
    for (unsigned in = 0; in < 64; ++in) {
      const std::uint64_t difference = mix(i) ^ mix(i ^ (std::uint64_t{1} << in));
      for (unsigned out = 0; out < 64; ++out)
        changed[64 * in + out] += static_cast<unsigned>((difference >> out) & 1u);
    }
  double worst = 0;
  for (const std::uint32_t count : changed)
    worst = std::fmax(worst, std::fabs(count - samples / 2.0) / std::sqrt(samples / 4.0));
  return worst;
}

} // namespace

TEST_CASE("Each input bit of the mixer changes each output bit half the time") {
  // The largest of 4,096 normal scores stays below 5.5 but once in six thousand; counters are the
  // hardest inputs, so allow the mixer a little more.
  CHECK(avalanche_score([](std::uint64_t x) -> std::uint64_t { return mix64(x); }) < 8);
  CHECK(avalanche_score([](std::uint64_t x) -> std::uint64_t { return mix64(7, x); }) < 6);
  CHECK(avalanche_score([](std::uint64_t x) -> std::uint64_t { return x * 0x9E3779B97F4A7C15ull; }) > 20);
}

TEST_CASE("A uniform is never 0 or 1, at either end of its bits") {
  CHECK(Uniform{0}.value() > 0);
  CHECK(Uniform{~std::uint64_t{0}}.value() < 1);
  CHECK(Uniform{std::uint64_t{1} << 63}.value() == Approx(0.5).margin(1e-15));
}
