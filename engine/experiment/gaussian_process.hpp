// A surface through points that were tried: a Gaussian process with a Matérn 5/2 kernel and one length for
// each input (Rasmussen and Williams 2006). It predicts with limits between the points, says how well it
// would have predicted each of them, and where another point promises most.
#pragma once

#include "engine/experiment/design.hpp"

#include <memory>
#include <vector>

namespace carepath {

/// What shapes the surface. Lengths are in widths of the unit cube: how far a point's answer reaches.
struct SurfaceShape {
  std::vector<double> lengths;
  double variance = 1; // of the surface about its mean
};

struct SurfacePoint {
  double mean = 0;
  double sd = 0;
};

class GaussianProcess {
public:
  /// `noise` is the variance of the error of each answer. The mean of the surface follows from the shape.
  GaussianProcess(const DesignPoints& points, const std::vector<double>& answers,
                  const std::vector<double>& noise, SurfaceShape shape);
  ~GaussianProcess();
  GaussianProcess(GaussianProcess&&) noexcept;
  GaussianProcess& operator=(GaussianProcess&&) noexcept;

  [[nodiscard]] SurfacePoint at(const std::vector<double>& place) const;
  /// Each point predicted from all the others.
  [[nodiscard]] std::vector<SurfacePoint> left_out() const;
  [[nodiscard]] double log_likelihood() const;
  [[nodiscard]] const SurfaceShape& shape() const;

private:
  struct Solved;
  std::unique_ptr<const Solved> solved_;
};

/// The surface of the shape under which the answers are most likely.
[[nodiscard]] GaussianProcess fit_surface(const DesignPoints& points, const std::vector<double>& answers,
                                          const std::vector<double>& noise);

/// How much better than `best` a point is expected to be (Jones, Schonlau and Welch 1998).
[[nodiscard]] double expected_improvement(const SurfacePoint& point, double best, bool largest);

/// Of the candidates the `count` (or all, where there are fewer) with the largest expected improvement, one
/// after another, each taken as if it had given what the surface predicts (Ginsbourger, Le Riche and Carraro
/// 2010).
[[nodiscard]] DesignPoints next_points(const GaussianProcess& surface, const DesignPoints& points,
                                       const std::vector<double>& answers, const std::vector<double>& noise,
                                       std::size_t count, bool largest, DesignPoints candidates);

} // namespace carepath
