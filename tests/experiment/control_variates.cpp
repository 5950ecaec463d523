// Control variates: a regression done by hand, limits that hold the truth, and controls that do not help.
#include "engine/experiment/control_variates.hpp"

#include "engine/experiment/variance_components.hpp"
#include "engine/random/stream.hpp"
#include "tests/experiment/normal_draws.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <vector>

using namespace carepath;
using namespace carepath::test;

namespace {

using Column = std::vector<double>;

Column normals(std::uint64_t key, std::size_t number, double mean = 0) {
  Column out;
  for (std::size_t at = 0; at < number; ++at) out.push_back(mean + normal(mix64(key), at));
  return out;
}

/// 10 + 2 a + noise: a control explains four fifths of the variance.
Column answers(const Column& control, std::uint64_t key) {
  Column out;
  for (std::size_t at = 0; at < control.size(); ++at)
    out.push_back(10 + 2 * control[at] + normal(mix64(key), at));
  return out;
}

bool holds(const Estimate& estimate, double truth) {
  return estimate.low < truth && truth < estimate.high;
}

} // namespace

TEST_CASE("one control agrees with a regression done by hand", "[control]") {
  // c = -1, 0, 1, 4 (mean 1, squares 14); y = 1, 2, 5, 8 (mean 4, squares 30); products 20: slope 10/7.
  const auto found = controlled_mean(Column{1, 2, 5, 8}, {{-1, 0, 1, 4}});
  const double slope = 10.0 / 7;
  CHECK(found.controls == 1);
  CHECK(found.mean.mean == Approx(4 - slope));
  const double variance = (30 - slope * 20) / 2 * (1.0 / 4 + 1.0 / 14);
  CHECK(found.mean.high - found.mean.mean == Approx(4.302652730 * std::sqrt(variance)));
  CHECK(found.variance_saved == Approx(1 - variance / (10.0 / 4)));
}

TEST_CASE("without a control that varies the adjusted mean is the plain mean", "[control]") {
  const Column values{1, 2, 5, 8};
  const auto plain = estimate_over_draws(values, 1);
  for (const auto& controls :
       {std::vector<Column>{}, std::vector<Column>{{3, 3, 3, 3}}, std::vector<Column>{{0, 0, 0, 0}}}) {
    const auto found = controlled_mean(values, controls);
    CHECK(found.controls == 0);
    CHECK(found.mean.mean == Approx(plain.mean));
    CHECK(found.mean.high == Approx(plain.high));
    CHECK(found.variance_saved == Approx(0).margin(1e-12));
  }
}

TEST_CASE("a control that follows from others is left out, whatever its scale", "[control]") {
  const auto first = normals(1, 20), second = normals(2, 20), values = answers(first, 3);
  Column both;
  for (std::size_t at = 0; at < first.size(); ++at) both.push_back(1e6 * (first[at] - 3 * second[at]));
  const auto two = controlled_mean(values, {first, second});
  const auto three = controlled_mean(values, {first, second, both});
  CHECK(two.controls == 2);
  CHECK(three.controls == 2);
  CHECK(three.mean.mean == Approx(two.mean.mean));
  CHECK(three.mean.low == Approx(two.mean.low));
}

TEST_CASE("places where anything is undefined are left out, and too few give nothing", "[control]") {
  const double none = std::numeric_limits<double>::quiet_NaN();
  const auto whole = controlled_mean(Column{1, 2, 5, 8}, {{-1, 0, 1, 4}});
  const auto holed = controlled_mean(Column{1, 2, none, 5, 7, 8}, {{-1, 0, 3, 1, none, 4}});
  CHECK(holed.mean.mean == whole.mean.mean);
  CHECK(holed.mean.low == whole.mean.low);
  const auto few = controlled_mean(Column{1, 2}, {{-1, 1}});
  CHECK(std::isnan(few.mean.mean));
  CHECK(std::isnan(few.variance_saved));
}

TEST_CASE("a control that explains the figure narrows its limits, and they hold the truth", "[control]") {
  constexpr std::size_t studies = 1000, replications = 15;
  std::size_t held = 0, wrong = 0;
  double saved = 0;
  for (std::size_t study = 0; study < studies; ++study) {
    const auto control = normals(2 * study, replications);
    const auto values = answers(control, 2 * study + 1);
    const auto found = controlled_mean(values, {control});
    held += holds(found.mean, 10);
    saved += found.variance_saved / studies;
    auto shifted = control; // as if its mean were known to be half a standard deviation higher
    for (double& value : shifted) value -= 0.5;
    wrong += holds(controlled_mean(values, {shifted}).mean, 10);
  }
  const double error = std::sqrt(0.95 * 0.05 / studies);
  CHECK(static_cast<double>(held) / studies == Approx(0.95).margin(4 * error));
  CHECK(static_cast<double>(wrong) / studies < 0.95 - 4 * error);
  // Of the variance 4/5 is explained; a coefficient costs (n - 2) / (n - 3) of the rest on average.
  CHECK(saved == Approx(0.8).margin(0.05));
}

TEST_CASE("controls that have nothing to do with the figure are seen not to help", "[control]") {
  constexpr std::size_t studies = 300, replications = 12;
  double saved = 0;
  std::size_t held = 0;
  for (std::size_t study = 0; study < studies; ++study) {
    const auto values = normals(10'000 + study, replications, 10);
    std::vector<Column> controls;
    for (std::uint64_t at = 0; at < 3; ++at)
      controls.push_back(normals(20'000 + 3 * study + at, replications));
    const auto found = controlled_mean(values, controls);
    saved += found.variance_saved / studies;
    held += holds(found.mean, 10);
  }
  CHECK(saved < -0.1); // each coefficient costs about a replication
  const double error = std::sqrt(0.95 * 0.05 / studies);
  CHECK(static_cast<double>(held) / studies == Approx(0.95).margin(4 * error));
}
