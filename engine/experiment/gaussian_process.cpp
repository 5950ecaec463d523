#include "engine/experiment/gaussian_process.hpp"

#include "engine/base/ensure.hpp"
#include "engine/experiment/simplex.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace carepath {
namespace {

constexpr double steadying = 1e-8; // of the variance, on the diagonal: keeps the factorisation well posed

double matern(double distance) {
  const double scaled = std::sqrt(5.0) * distance;
  return (1 + scaled + scaled * scaled / 3) * std::exp(-scaled);
}

double distance(const std::vector<double>& a, const std::vector<double>& b,
                const std::vector<double>& lengths) {
  double sum = 0;
  for (std::size_t input = 0; input < a.size(); ++input)
    sum += std::pow((a[input] - b[input]) / lengths[input], 2);
  return std::sqrt(sum);
}

} // namespace

struct GaussianProcess::Solved {
  DesignPoints points;
  SurfaceShape shape;
  Eigen::VectorXd answers;
  Eigen::LLT<Eigen::MatrixXd> factor{};
  Eigen::VectorXd weights{}; // inverse covariance times what the mean leaves over
  double mean = 0;
  double mean_precision = 0;
  double likelihood = -std::numeric_limits<double>::infinity();

  [[nodiscard]] Eigen::VectorXd reach(const std::vector<double>& place) const {
    Eigen::VectorXd out(answers.size());
    for (Eigen::Index i = 0; i < out.size(); ++i)
      out[i] = shape.variance * matern(distance(place, points[static_cast<std::size_t>(i)], shape.lengths));
    return out;
  }
};

GaussianProcess::GaussianProcess(const DesignPoints& points, const std::vector<double>& answers,
                                 const std::vector<double>& noise, SurfaceShape shape) {
  ensure(!points.empty() && points.size() == answers.size() && points.size() == noise.size(),
         "a surface without points");
  auto solved = std::make_unique<Solved>();
  const auto size = static_cast<Eigen::Index>(points.size());
  solved->points = points;
  solved->shape = std::move(shape);
  solved->answers = Eigen::Map<const Eigen::VectorXd>(answers.data(), size);
  Eigen::MatrixXd covariance(size, size);
  for (Eigen::Index i = 0; i < size; ++i) {
    covariance.col(i) = solved->reach(points[static_cast<std::size_t>(i)]);
    covariance(i, i) += noise[static_cast<std::size_t>(i)] + steadying * solved->shape.variance;
  }
  solved->factor.compute(covariance);
  const Eigen::VectorXd ones = Eigen::VectorXd::Ones(size);
  const Eigen::VectorXd solved_ones = solved->factor.solve(ones);
  solved->mean_precision = solved_ones.sum();
  solved->mean = solved_ones.dot(solved->answers) / solved->mean_precision;
  const Eigen::VectorXd rest = solved->answers - solved->mean * ones;
  solved->weights = solved->factor.solve(rest);
  if (solved->factor.info() == Eigen::Success) {
    const Eigen::MatrixXd root = solved->factor.matrixL();
    solved->likelihood = -0.5 * rest.dot(solved->weights) - root.diagonal().array().log().sum() -
                         0.5 * static_cast<double>(size) * std::log(2 * std::numbers::pi);
  }
  solved_ = std::move(solved);
}

GaussianProcess::~GaussianProcess() = default;
GaussianProcess::GaussianProcess(GaussianProcess&&) noexcept = default;
GaussianProcess& GaussianProcess::operator=(GaussianProcess&&) noexcept = default;

SurfacePoint GaussianProcess::at(const std::vector<double>& place) const {
  const auto reach = solved_->reach(place);
  const Eigen::VectorXd solved = solved_->factor.solve(reach);
  const double unknown_mean = std::pow(1 - solved.sum(), 2) / solved_->mean_precision;
  const double variance = solved_->shape.variance - reach.dot(solved) + unknown_mean;
  return {solved_->mean + reach.dot(solved_->weights), std::sqrt(std::max(variance, 0.0))};
}

std::vector<SurfacePoint> GaussianProcess::left_out() const {
  // The closed form (Dubrule 1983), with the mean estimated anew: rows of the inverse less their share of
  // ones.
  const Eigen::Index size = solved_->answers.size();
  const Eigen::MatrixXd inverse = solved_->factor.solve(Eigen::MatrixXd::Identity(size, size));
  const Eigen::VectorXd sums = inverse.rowwise().sum();
  std::vector<SurfacePoint> out;
  for (Eigen::Index i = 0; i < size; ++i) {
    const double precision = inverse(i, i) - sums[i] * sums[i] / solved_->mean_precision;
    out.push_back(
        {solved_->answers[i] - solved_->weights[i] / precision, std::sqrt(std::max(1 / precision, 0.0))});
  }
  return out;
}

double GaussianProcess::log_likelihood() const {
  return solved_->likelihood;
}

const SurfaceShape& GaussianProcess::shape() const {
  return solved_->shape;
}

GaussianProcess fit_surface(const DesignPoints& points, const std::vector<double>& answers,
                            const std::vector<double>& noise) {
  const auto size = static_cast<Eigen::Index>(answers.size());
  const auto values = Eigen::Map<const Eigen::VectorXd>(answers.data(), size);
  const double spread =
      (values.array() - values.mean()).square().sum() / std::max(1.0, static_cast<double>(size) - 1);
  const double unit = spread > 0 ? spread : 1;
  const auto shape_of = [&](const std::vector<double>& logs) {
    SurfaceShape shape;
    shape.variance = unit * std::exp(std::clamp(logs[0], -7.0, 7.0));
    for (std::size_t at = 1; at < logs.size(); ++at)
      shape.lengths.push_back(std::exp(std::clamp(logs[at], std::log(0.02), std::log(20.0))));
    return shape;
  };
  const Objective objective = [&](const std::vector<double>& logs) {
    // A weak pull towards moderate shapes keeps flat likelihoods from running away.
    double pull = 0;
    for (const double log : logs) pull += 0.01 * log * log;
    return pull - GaussianProcess(points, answers, noise, shape_of(logs)).log_likelihood();
  };
  std::vector<double> best;
  double least = std::numeric_limits<double>::infinity();
  for (const double length : {0.2, 0.7, 2.0}) {
    std::vector<double> start(1 + points.front().size(), std::log(length));
    start[0] = 0;
    auto found = lowest_point(objective, start, 0.5, 120 + 60 * start.size());
    if (const double value = objective(found); value < least) least = value, best = std::move(found);
  }
  return {points, answers, noise, shape_of(best)};
}

double expected_improvement(const SurfacePoint& point, double best, bool largest) {
  const double gain = largest ? point.mean - best : best - point.mean;
  if (point.sd <= 0) return std::max(gain, 0.0);
  const double z = gain / point.sd;
  const double below = std::erfc(-z / std::numbers::sqrt2) / 2;
  return gain * below + point.sd * std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
}

DesignPoints next_points(const GaussianProcess& surface, const DesignPoints& points,
                         const std::vector<double>& answers, const std::vector<double>& noise,
                         std::size_t count, bool largest, DesignPoints candidates) {
  auto all = points;
  auto values = answers;
  auto errors = noise;
  DesignPoints out;
  while (out.size() < count && !candidates.empty()) {
    const GaussianProcess now(all, values, errors, surface.shape());
    // With noise the best answer may be luck: the best of the surface at the points is the one to beat.
    double best = now.at(all.front()).mean;
    for (const auto& place : all)
      best = largest ? std::max(best, now.at(place).mean) : std::min(best, now.at(place).mean);
    std::vector<double> promise;
    for (const auto& place : candidates)
      promise.push_back(expected_improvement(now.at(place), best, largest));
    const auto promising =
        candidates.begin() + (std::max_element(promise.begin(), promise.end()) - promise.begin());
    out.push_back(*promising);
    all.push_back(*promising);
    values.push_back(now.at(*promising).mean);
    errors.push_back(0);
    candidates.erase(promising); // where nothing promises anything, it would be proposed again
  }
  return out;
}

} // namespace carepath
