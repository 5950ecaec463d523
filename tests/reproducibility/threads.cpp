// The same study gives the same bytes on any number of threads, and each replication the same alone.
#include "cli/output/json.hpp"
#include "tests/reproducibility/scenarios.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

bool same_bits(double a, double b) {
  return a == b || (std::isnan(a) && std::isnan(b));
}

std::string answer(ScenarioFolder& folder, std::uint32_t threads, std::uint64_t seed = 5) {
  folder.options.threads = threads;
  folder.options.seed = seed;
  return results_json(folder.run());
}

} // namespace

TEST_CASE("results are the same to the byte on one, two and four threads", "[reproducibility]") {
  ScenarioFolder folder({{"clinic.toml", small_clinic}, {"more.toml", more_beds}});
  const auto one = answer(folder, 1);
  CHECK(one.size() > 1000);
  CHECK(one == answer(folder, 2));
  CHECK(one == answer(folder, 4));
  CHECK(one != answer(folder, 1, 6)); // another seed is another answer
}

TEST_CASE("replication 17 run alone is replication 17 of the crowd", "[reproducibility]") {
  ScenarioFolder folder({{"clinic.toml", small_clinic}, {"more.toml", more_beds}});
  const auto crowd = folder.run();
  folder.options.only = 17;
  const auto alone = folder.run();
  REQUIRE(alone.replications == 1);
  REQUIRE(crowd.kpis.size() == alone.kpis.size());
  for (std::size_t variant = 0; variant < 2; ++variant) {
    bool same = true, differs_from_16 = false;
    for (std::size_t row = 0; row < crowd.kpis.size(); ++row) {
      const auto* values = crowd.variants[variant].values.data() + row * crowd.replications;
      same = same && same_bits(values[16], alone.variants[variant].values[row]);
      differs_from_16 = differs_from_16 || !same_bits(values[15], alone.variants[variant].values[row]);
    }
    CHECK(same);
    CHECK(differs_from_16);
  }
}

TEST_CASE("a study of fewer replications is the beginning of a longer one", "[reproducibility]") {
  ScenarioFolder folder({{"clinic.toml", small_clinic}});
  const auto longer = folder.run();
  folder.options.replications = 7;
  const auto shorter = folder.run();
  bool same = true;
  for (std::size_t row = 0; row < longer.kpis.size(); ++row)
    for (std::size_t at = 0; at < 7; ++at)
      same = same && same_bits(longer.variants[0].values[row * longer.replications + at],
                               shorter.variants[0].values[row * 7 + at]);
  CHECK(same);
}

TEST_CASE("a replication that fails is counted with its reason, and the others are reduced",
          "[reproducibility]") {
  // A stay of "4 - a draw" days is negative now and then.
  auto text = small_clinic;
  const std::string stay = "takes = { by = \"urgency\"";
  const auto at = text.find(stay);
  const auto end = text.find('\n', at);
  text.replace(at, end - at, "takes = { dist = \"normal\", mean = \"5 days\", sd = \"1.65 days\" }");
  ScenarioFolder folder({{"clinic.toml", text}});
  const auto results = folder.run();
  const auto& variant = results.variants[0];
  CHECK(variant.failed > 0);
  CHECK(variant.replications > 0);
  CHECK(variant.replications + variant.failed == 24);
  REQUIRE_FALSE(variant.failures.empty());
  CHECK(variant.failures[0].starts_with("replication "));
  CHECK(variant.failures[0].find("at step 'stay' is negative") != std::string::npos);
  CHECK(variant.failures.size() <= 5);
  CHECK_FALSE(results.cancelled);
  const auto values = variant.values;
  const auto undefined =
      std::count_if(values.begin(), values.begin() + 24, [](double v) { return std::isnan(v); });
  CHECK(static_cast<std::uint32_t>(undefined) == variant.failed);
}
