// Means, limits, paired differences and percentiles against worked numbers.
#include <limits>

#include <catch2/catch.hpp>

#include "engine/observe/estimate.hpp"
#include "tests/results/sample.hpp"

using namespace carepath;
using carepath::test::nan_value;

TEST_CASE("Student's t has its published values") {
  CHECK(student_t_975(1) == Approx(12.7062047362).epsilon(1e-10));
  CHECK(student_t_975(29) == Approx(2.0452296421).epsilon(1e-10));
  CHECK(student_t_975(1000) == Approx(1.9623390808).epsilon(1e-10));
  CHECK(student_t_975(29) != Approx(1.6991270265).epsilon(1e-3)); // the 95% point is another number
  CHECK(std::isnan(student_t_975(0)));
}

TEST_CASE("the mean of 1, 2, 3, 4 has limits 2.5 plus or minus 2.054") {
  // sd = sqrt(5/3), standard error = sqrt(5/12) = 0.645497, t(3) = 3.182446, product 2.054260
  const Estimate estimate = estimate_mean(std::vector<double>{1, 2, 3, 4});
  CHECK(estimate.mean == 2.5);
  CHECK(estimate.high - estimate.mean == Approx(2.0542604).epsilon(1e-7));
  CHECK(estimate.mean - estimate.low == Approx(2.0542604).epsilon(1e-7));
}

TEST_CASE("undefined values are left out") {
  const Estimate with = estimate_mean(std::vector<double>{nan_value, 1, 2, nan_value, 3, 4});
  const Estimate without = estimate_mean(std::vector<double>{1, 2, 3, 4});
  CHECK(with.mean == without.mean);
  CHECK(with.low == without.low);
  CHECK(with.high != estimate_mean(std::vector<double>{0, 1, 2, 0, 3, 4}).high);
}

TEST_CASE("one value has a mean and no limits, none has neither") {
  const Estimate one = estimate_mean(std::vector<double>{7});
  CHECK(one.mean == 7);
  CHECK(std::isnan(one.low));
  CHECK(std::isnan(one.high));
  CHECK(std::isnan(estimate_mean(std::vector<double>{nan_value}).mean));
  CHECK(std::isnan(estimate_mean({}).mean));
}

TEST_CASE("equal values have limits equal to the mean") {
  const Estimate estimate = estimate_mean(std::vector<double>{3, 3, 3});
  CHECK(estimate.low == 3);
  CHECK(estimate.high == 3);
}

TEST_CASE("a paired difference uses only pairs defined on both sides") {
  const std::vector<double> a{10, 20, nan_value, 40};
  const std::vector<double> b{9, 18, 27, nan_value};
  const Estimate paired = paired_difference(a, b);
  CHECK(paired.mean == 1.5);
  // two differences 1 and 2: standard error 0.5, t(1) = 12.7062
  CHECK(paired.high == Approx(1.5 + 0.5 * 12.7062047362));
  CHECK(paired.mean != estimate_mean(a).mean - estimate_mean(b).mean);
}

TEST_CASE("percentiles interpolate between order statistics") {
  const std::vector<double> values{40, 10, nan_value, 30, 20};
  CHECK(percentile(values, 0) == 10);
  CHECK(percentile(values, 1) == 40);
  CHECK(percentile(values, 0.5) == 25);
  CHECK(percentile(values, 0.25) == Approx(17.5));
  CHECK(percentile({5}, 0.9) == 5);
  CHECK(std::isnan(percentile({nan_value}, 0.5)));
}
