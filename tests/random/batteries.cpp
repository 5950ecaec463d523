// Keyed streams through a battery of tests: along each component of the key, and along two at once, as
// neighbours do in a run: the next person, the next visit, the next replication. CAREPATH_BATTERY says how
// many times as long.
#include "tests/random/batteries.hpp"
#include "engine/random/stream.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <functional>
#include <string>

using namespace carepath;
using namespace carepath::test;

namespace {

/// 12 sequences in 8 tests give some hundred scores: one beyond 4.5 by chance in 1,500 such sets.
constexpr double score_limit = 4.5;
/// The worst of 128 scores of one test.
constexpr double worst_limit = 5.5;

std::uint64_t times() {
  const char* told = std::getenv("CAREPATH_BATTERY");
  return told ? std::stoull(told) : 1;
}

struct Key {
  std::uint64_t seed = 1, replication = 3, entity = 5, purpose = 0, visit = 0;
};

std::uint64_t word_of(const Key& key) {
  static constexpr std::uint64_t source = purpose_of("source.gp");
  // Purposes are hashes of names; numbered ones are the nearest neighbours there are.
  const auto purpose = key.purpose == 0 ? purpose_of("step.ward.takes") : mix64(key.purpose);
  return keyed_uniform(entity_key(replication_key(key.seed, key.replication), source, key.entity), purpose,
                       key.visit)
      .bits;
}

struct Stream {
  const char* name;
  std::function<std::uint64_t(std::uint64_t)> bits;
};

std::vector<Stream> streams() {
  return {
      {"seed", [](auto i) { return word_of({.seed = i}); }},
      {"replication", [](auto i) { return word_of({.replication = i}); }},
      {"entity", [](auto i) { return word_of({.entity = i}); }},
      {"purpose", [](auto i) { return word_of({.purpose = i + 1}); }},
      {"visit", [](auto i) { return word_of({.visit = i}); }},
      {"entity and visit", [](auto i) { return word_of({.entity = i / 4, .visit = i % 4}); }},
      {"entity and purpose", [](auto i) { return word_of({.entity = i / 4, .purpose = i % 4 + 1}); }},
      {"replication and entity", [](auto i) { return word_of({.replication = i / 16, .entity = i % 16}); }},
      {"seed and replication", [](auto i) { return word_of({.seed = i / 16, .replication = i % 16}); }},
      {"purpose and visit", [](auto i) { return word_of({.purpose = i / 8 + 1, .visit = i % 8}); }},
      {"seed and entity", [](auto i) { return word_of({.seed = i % 2, .entity = i / 2}); }},
      {"every 4,096th entity", [](auto i) { return word_of({.entity = i << 12}); }},
  };
}

struct Battery {
  const char* name;
  double most;
  std::function<double(const std::function<std::uint64_t(std::uint64_t)>&)> score;
};

std::vector<Battery> battery() {
  const auto n = 100'000 * times();
  return {
      {"gaps", score_limit, [=](const auto& bits) { return gap_score(bits, n); }},
      {"runs", score_limit, [=](const auto& bits) { return run_score(bits, n); }},
      {"birthday spacings", score_limit,
       [=](const auto& bits) { return birthday_score(bits, 20 * times()); }},
      {"collisions", score_limit, [=](const auto& bits) { return collision_score(bits, 3 * times()); }},
      {"matrix rank, low bits", score_limit,
       [=](const auto& bits) { return rank_score(bits, 2000 * times(), 0); }},
      {"matrix rank, high bits", score_limit,
       [=](const auto& bits) { return rank_score(bits, 2000 * times(), 32); }},
      {"weights", score_limit, [=](const auto& bits) { return weight_score(bits, n); }},
      {"bits", worst_limit, [=](const auto& bits) { return bit_score(bits, n / 4); }},
  };
}

} // namespace

TEST_CASE("keyed streams pass the battery along every component of the key") {
  for (const auto& stream : streams())
    for (const auto& test : battery()) {
      INFO(stream.name << ", " << test.name);
      CHECK(std::fabs(test.score(stream.bits)) < test.most);
    }
}

TEST_CASE("weak mixers fail the battery, each test at least one of them, and each of them most tests") {
  const std::vector<Stream> weak{
      {"multiples of an odd number", [](auto i) { return i * 0x9E3779B97F4A7C15ull; }},
      {"half a mixer", [](auto i) { return (i ^ (i >> 27)) * 0x3C79AC492BA7B653ull; }},
      {"one visit for two people", [](auto i) { return word_of({.entity = i / 2}); }}};
  for (const auto& test : battery()) {
    INFO(test.name);
    int failed = 0;
    for (const auto& stream : weak) failed += !(std::fabs(test.score(stream.bits)) < test.most);
    CHECK(failed >= 1);
  }
  for (const auto& stream : weak) {
    INFO(stream.name);
    int failed = 0;
    for (const auto& test : battery()) failed += !(std::fabs(test.score(stream.bits)) < test.most);
    CHECK(failed >= 4);
  }
}
