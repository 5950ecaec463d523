// Every row of the catalogue, by its example: its moments, its inversion, its monotony, its draws.
#include "engine/random/inversion_report.hpp"
#include "engine/random/prepared_draw.hpp"
#include "engine/random/quadrature.hpp"
#include "tests/random/statistics.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>

using namespace carepath;
using namespace carepath::test;

namespace {

/// A draw of entity i, the same for every distribution.
Uniform uniform_number(std::uint64_t i) {
  return keyed_uniform(entity_key(replication_key(2026, 1), purpose_of("source.test"), i),
                       purpose_of("draw"));
}

/// Whether u -> draw never falls, over a grid, both tails and the edges of the table's cells.
bool never_falls(const Sampler& sampler) {
  std::set<std::uint64_t> places;
  for (std::uint64_t i = 0; i < 20'000; ++i) places.insert(i * (~std::uint64_t{0} / 20'000));
  for (unsigned octave = 0; octave < 64; ++octave)
    for (std::uint64_t part = 16; part < 32; ++part) {
      const std::uint64_t edge = (part << 59) >> octave;
      for (const std::uint64_t place : {edge - 1, edge, edge + 1}) {
        places.insert(place);
        places.insert(~place);
      }
    }
  double before = -HUGE_VAL;
  for (const std::uint64_t place : places) {
    const double x = sampler.draw({place});
    if (x < before - 1e-14 * std::fabs(before)) return false;
    before = std::fmax(before, x);
  }
  return true;
}

class Falling final : public Sampler {
public:
  [[nodiscard]] double draw(Uniform u) const override { return 1 - u.value(); }
};

} // namespace

TEST_CASE("Each row's mean and variance are the integrals of its quantile") {
  for (const DistributionRow* row : distribution_catalogue()) {
    INFO(row->key);
    const DistributionPtr example = example_distribution(*row);
    const Moments exact = moments_of_quantile(*example);
    const double margin = example->discrete() ? 2e-4 : 1e-9; // jumps cost the integral its digits
    CHECK(example->mean() == Approx(exact.mean).epsilon(margin));
    CHECK(example->variance() == Approx(exact.variance).epsilon(margin).margin(1e-12));
    CHECK(example->mean() * 1.001 != Approx(exact.mean).epsilon(margin));
  }
}

TEST_CASE("Drawing inverts the CDF to 1e-10 in every row, both tails among them") {
  for (const DistributionRow* row : distribution_catalogue()) {
    INFO(row->key);
    const DistributionPtr example = example_distribution(*row);
    CHECK(inversion_error(*example, *make_sampler(example)) <= inversion_tolerance);
    CHECK(inversion_error(*example, *make_sampler(affine(example, 1, 0.001))) > inversion_tolerance);
  }
}

TEST_CASE("Draws never fall as u rises") {
  for (const DistributionRow* row : distribution_catalogue()) {
    INFO(row->key);
    CHECK(never_falls(*make_sampler(example_distribution(*row))));
  }
  CHECK_FALSE(never_falls(Falling{}));
}

TEST_CASE("Keyed draws have the moments of their distribution, and not of one a little larger") {
  for (const DistributionRow* row : distribution_catalogue()) {
    INFO(row->key);
    const DistributionPtr example = example_distribution(*row);
    if (example->variance() == 0) continue;
    const auto sampler = make_sampler(example);
    const auto draw = [&](std::uint64_t i) { return sampler->draw(uniform_number(i)); };
    const double sd = std::sqrt(example->variance());
    const SampleScores right = sample_scores(draw, draws, example->mean(), example->variance());
    CHECK(std::fabs(right.mean) < limit);
    CHECK(std::fabs(right.variance) < limit);
    const SampleScores wrong =
        sample_scores(draw, draws, example->mean() + 0.02 * sd, example->variance() * 1.25);
    CHECK(std::fabs(wrong.mean) > limit);
    CHECK(std::fabs(wrong.variance) > limit);
  }
}

TEST_CASE("A prepared draw gives the very number of its sampler") {
  for (const DistributionRow* row : distribution_catalogue()) {
    INFO(row->key);
    const auto sampler = make_sampler(example_distribution(*row));
    const PreparedDraw prepared = prepare(sampler);
    bool same = true;
    for (std::uint64_t i = 0; i < 2000; ++i)
      same = same && prepared.draw(uniform_number(i)) == sampler->draw(uniform_number(i));
    CHECK(same);
  }
}

TEST_CASE("The common distributions are drawn without a virtual call, also when scaled and moved") {
  using Kind = PreparedDraw::Kind;
  const std::vector<std::pair<const char*, Kind>> expected{
      {"fixed", Kind::constant}, {"uniform", Kind::uniform},     {"exponential", Kind::table},
      {"gamma", Kind::table},    {"lognormal", Kind::exp_table}, {"weibull", Kind::exp_table},
      {"discrete", Kind::steps}, {"poisson", Kind::steps},       {"triangular", Kind::other}};
  for (const auto& [key, kind] : expected) {
    INFO(key);
    const DistributionPtr example = example_distribution(*find_distribution(key));
    CHECK(prepare(make_sampler(example)).kind == kind);
    CHECK(prepare(make_sampler(affine(example, 2, 1))).kind == kind);
    CHECK(prepare(make_sampler(affine(example, -2, 1))).kind == kind);
  }
}

TEST_CASE("Every key of a form is a parameter of its row") {
  for (const DistributionRow* row : distribution_catalogue())
    for (const std::string_view form : row->forms)
      for (std::size_t from = 0; from < form.size();) {
        const std::size_t to = std::min(form.find(' ', from), form.size());
        const std::string_view key = form.substr(from, to - from);
        INFO(row->key << ": " << key);
        bool known = false;
        for (const ParameterRow& parameter : row->parameters) known = known || parameter.key == key;
        CHECK(known);
        from = to + 1;
      }
  CHECK(find_distribution("lognormal") != nullptr);
  CHECK(find_distribution("lognormel") == nullptr);
}

TEST_CASE("The inversion report has a line for each row") {
  const std::string report = inversion_report();
  for (const DistributionRow* row : distribution_catalogue())
    CHECK(report.find("\n" + std::string(row->key) + " ") != std::string::npos);
}
