// Portable exponential and logarithm against the C library, and the special functions against
// Boost.Math, which is used nowhere else.
#include "engine/random/portable_math.hpp"
#include "engine/random/special_functions.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <catch2/catch.hpp>

#include <cmath>

using namespace carepath;

namespace {

double units_in_last_place(double value, long double exact) {
  const double nearest = std::fabs(static_cast<double>(exact));
  const double unit = std::nextafter(nearest, HUGE_VAL) - nearest;
  return static_cast<double>(std::fabs(static_cast<long double>(value) - exact) / unit);
}

template <class Function> double worst_over(double from, double to, const Function& error) {
  double worst = 0;
  for (int i = 0; i <= 200'000; ++i) worst = std::fmax(worst, error(from + (to - from) * i / 200'000.0));
  return worst;
}

double relative(double value, double exact) {
  return std::fabs(value / exact - 1);
}

} // namespace

TEST_CASE("The portable exponential is within 2 units in the last place") {
  const auto error = [](double x) {
    return units_in_last_place(portable::exp(x), std::exp(static_cast<long double>(x)));
  };
  CHECK(worst_over(-1, 1, error) < 2);
  CHECK(worst_over(-708, 709.7, error) < 2);
  const auto of_float = [](double x) {
    return units_in_last_place(std::exp(static_cast<float>(x)), std::exp(static_cast<long double>(x)));
  };
  CHECK(worst_over(-1, 1, of_float) > 2);
}

TEST_CASE("The portable logarithm is within 2 units in the last place") {
  const auto error = [](double x) {
    return units_in_last_place(portable::log(x), std::log(static_cast<long double>(x)));
  };
  CHECK(worst_over(0.5, 2.0001, error) < 2);
  CHECK(worst_over(1e-300, 1e-290, error) < 2);
  CHECK(worst_over(2, 1e12, error) < 2);
  const auto by_subtraction = [](double x) { // loses the digits near 1
    return units_in_last_place(portable::log(3 * x) - portable::log(3.0),
                               std::log(static_cast<long double>(x)));
  };
  CHECK(worst_over(0.5, 2.0001, by_subtraction) > 2);
}

TEST_CASE("The portable functions take the ends of their range") {
  CHECK(portable::exp(0) == 1);
  CHECK(portable::exp(710) == HUGE_VAL);
  CHECK(portable::exp(-746) == 0);
  CHECK(portable::exp(-745) == std::exp(-745.0));
  CHECK(std::isnan(portable::exp(NAN)));
  CHECK(portable::log(0) == -HUGE_VAL);
  CHECK(std::isnan(portable::log(-1)));
  CHECK(portable::log(5e-324) == Approx(std::log(5e-324)).epsilon(1e-15));
  CHECK(portable::log1p(1e-20) == 1e-20);
  CHECK(relative(portable::log1p(-1e-9), std::log1p(-1e-9)) < 1e-15);
  CHECK(relative(portable::expm1(1e-9), std::expm1(1e-9)) < 1e-15);
  CHECK(portable::expm1(-800) == -1);
}

TEST_CASE("The gamma function and its incomplete forms agree with an independent library") {
  for (const double shape : {0.01, 0.3, 1.0, 2.5, 12.0, 80.0, 3000.0}) {
    INFO("shape " << shape);
    CHECK(log_gamma(shape) == Approx(boost::math::lgamma(shape)).epsilon(1e-13).margin(1e-14));
    for (const double p : {1e-12, 0.001, 0.2, 0.5, 0.8, 0.999, 1 - 1e-9}) {
      const double x = boost::math::gamma_p_inv(shape, p);
      if (x < 1e-280) continue;
      const TailPair tails = gamma_tails(shape, x);
      CHECK(relative(tails.lower, boost::math::gamma_p(shape, x)) < 3e-13);
      CHECK(relative(tails.upper, boost::math::gamma_q(shape, x)) < 3e-13);
      CHECK(relative(tails.density, boost::math::gamma_p_derivative(shape, x)) < 3e-13);
      CHECK(relative(gamma_quantile(shape, p, 1 - p), x) < 1e-11);
      CHECK(relative(gamma_quantile(shape * 1.0001, p, 1 - p), x) > 1e-11);
    }
  }
}

TEST_CASE("The incomplete beta function agrees with an independent library") {
  for (const double a : {0.2, 1.0, 3.0, 60.0})
    for (const double b : {0.5, 2.0, 400.0})
      for (const double x : {0.001, 0.1, 0.5, 0.7}) {
        INFO(a << ' ' << b << ' ' << x);
        const TailPair tails = beta_tails(a, b, x, 1 - x);
        if (boost::math::ibeta(a, b, x) > 1e-280)
          CHECK(relative(tails.lower, boost::math::ibeta(a, b, x)) < 1e-12);
        if (boost::math::ibetac(a, b, x) < 1e-280) continue;
        CHECK(relative(tails.upper, boost::math::ibetac(a, b, x)) < 1e-12);
        if (tails.lower > 1e-9 && tails.upper > 1e-9)
          CHECK(relative(beta_quantile(a, b, tails.lower, tails.upper), x) < 1e-10);
      }
}

TEST_CASE("Normal tails and quantiles are exact far out") {
  for (const double z : {-9.0, -6.0, -2.0, -0.3, -1e-9}) {
    const double p = 0.5 * boost::math::erfc(-z / std::sqrt(2.0));
    CHECK(relative(normal_tails(z).lower, p) < 2e-13);
    CHECK(relative(normal_tails(-z).upper, p) < 2e-13);
    CHECK(normal_quantile(p) == Approx(z).epsilon(1e-13).margin(1e-15));
  }
}
