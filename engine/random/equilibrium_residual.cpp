// equilibrium_residual: what remains of a stay already under way, seen at a random moment.
//
// Density (1 - F(x)) / mean (Feller II, XI.4). Survival is laid out as polynomials over panels of x,
// halved until they fit, and integrated exactly: its CDF and quantile then cost no call of F.
#include "engine/random/quadrature.hpp"
#include "engine/random/root.hpp"
#include "engine/random/step_distribution.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace carepath {
namespace {

constexpr std::size_t order = 10; // values per panel, at Gauss's places: none on the ends, where F may jump
constexpr int most_halvings = 40;
constexpr std::size_t most_panels = 20'000; // beside those between knots
constexpr std::size_t most_knots = 100'000;

/// Survival over [from, from + width] as c0 + c1 t + ..., with t from 0 to 1.
struct Panel {
  double from = 0;
  double width = 0;
  std::array<double, order> survival{};
  double area = 0;  // integral over the panel
  double after = 0; // integral beyond its end

  [[nodiscard]] double height(double t) const {
    double sum = 0;
    for (std::size_t k = order; k-- > 0;) sum = sum * t + survival[k];
    return sum;
  }
  /// Integral from the start to place t.
  [[nodiscard]] double area_to(double t) const {
    double sum = 0;
    for (std::size_t k = order; k-- > 0;) sum = sum * t + survival[k] / static_cast<double>(k + 1);
    return sum * t * width;
  }
};

Panel fitted(const Distribution& inner, double from, double width) {
  Panel panel{from, width, {}, 0, 0};
  std::array<double, order> places{};
  std::array<double, order> values{};
  for (std::size_t j = 0; j < order; ++j) {
    places[j] = 0.5 * (1 + gauss_rule().places[j]);
    values[j] = inner.cdf_complement(from + width * places[j]);
  }
  for (std::size_t level = 1; level < order; ++level) // Newton's divided differences
    for (std::size_t j = order - 1; j >= level; --j)
      values[j] = (values[j] - values[j - 1]) / (places[j] - places[j - level]);
  for (std::size_t j = order; j-- > 0;) {
    for (std::size_t k = order - 1; k > 0; --k)
      panel.survival[k] = panel.survival[k - 1] - places[j] * panel.survival[k];
    panel.survival[0] = values[j] - places[j] * panel.survival[0];
  }
  panel.area = panel.area_to(1);
  return panel;
}

/// Survival may be missed by `relative` of itself, or by an area of `area`, in days: near an upper limit
/// it is a difference of numbers near one, and nothing can be exact in relation to it.
struct Tolerance {
  double relative = 1e-12;
  double area = 0;
};

bool fits(const Panel& panel, const Distribution& inner, const Tolerance& allowed) {
  for (const double t : {0.03, 0.32, 0.66, 0.97}) {
    const double exact = inner.cdf_complement(panel.from + panel.width * t);
    const double miss = std::fabs(panel.height(t) - exact);
    if (miss > allowed.relative * exact + 1e-18 && miss * panel.width > allowed.area) return false;
  }
  return true;
}

/// Panels from knot to knot, halved until they fit; false when that takes more than `most`.
bool add_panels(std::vector<Panel>& panels, const Distribution& inner, const std::vector<double>& knots,
                const Tolerance& allowed, std::size_t most) {
  struct Piece {
    double from;
    double to;
    int halvings;
  };
  std::vector<Piece> pending;
  for (std::size_t i = knots.size() - 1; i > 0; --i) pending.push_back({knots[i - 1], knots[i], 0});
  while (!pending.empty()) {
    if (panels.size() > most) return false;
    const auto [from, to, halvings] = pending.back();
    pending.pop_back();
    const Panel panel = fitted(inner, from, to - from);
    if (halvings == most_halvings || fits(panel, inner, allowed)) {
      panels.push_back(panel);
      continue;
    }
    const double middle = 0.5 * (from + to);
    pending.push_back({middle, to, halvings + 1});
    pending.push_back({from, middle, halvings + 1});
  }
  return true;
}

/// Whether nothing at all lies above `highest`.
bool has_upper_limit(const Distribution& inner) {
  return !(inner.cdf_complement(inner.highest()) > 0);
}

/// The multiples of a value that is rounded, while there are not too many of them.
void add_multiples(std::vector<double>& knots, const Distribution& inner, double multiple) {
  const double first = std::max(1.0, std::floor(inner.lowest() / multiple + 0.5));
  for (double k = first; k * multiple <= inner.highest() && knots.size() < most_knots; ++k)
    knots.push_back(k * multiple);
}

/// Where panels must end (jumps, and the limits), or a doubling ladder out to where nothing remains.
std::vector<double> knots_of(const Distribution& inner) {
  std::vector<double> knots{0};
  if (const StepDistribution* steps = as_steps(inner)) {
    for (const double value : steps->values())
      if (value > 0) knots.push_back(value);
    return knots;
  }
  const double mean = inner.mean();
  const bool ends = has_upper_limit(inner);
  for (double x = inner.quantile(0.5) > 0 ? inner.quantile(0.5) : mean; knots.size() < 1000; x *= 2) {
    if (ends && x >= inner.highest()) break;
    knots.push_back(x);
    if (inner.cdf_complement(x) * x < 1e-20 * mean) break;
  }
  if (ends) knots.push_back(inner.highest());
  if (inner.lowest() > 0) knots.push_back(inner.lowest());
  if (const double multiple = multiple_of(inner); multiple > 0) add_multiples(knots, inner, multiple);
  std::ranges::sort(knots);
  const auto [first, last] = std::ranges::unique(knots);
  knots.erase(first, last);
  return knots;
}

/// Far out in a tail without end survival is exact in relation to itself; up to a limit, and wherever that
/// would take too many panels, to a part of the whole that no draw can tell.
std::vector<Panel> panels_of(const Distribution& inner) {
  const std::vector<double> knots = knots_of(inner);
  std::vector<Panel> panels;
  if (!has_upper_limit(inner) && add_panels(panels, inner, knots, {}, most_panels + knots.size()))
    return panels;
  for (double share = 1e-15;; share *= 100) {
    panels.clear();
    const Tolerance allowed{1e-12, share * inner.mean()};
    if (add_panels(panels, inner, knots, allowed, most_panels + knots.size())) return panels;
  }
}

class ResidualDistribution final : public Distribution {
public:
  explicit ResidualDistribution(const Distribution& inner) : panels_(panels_of(inner)) {
    for (std::size_t i = panels_.size() - 1; i > 0; --i)
      panels_[i - 1].after = panels_[i].after + panels_[i].area;
    total_ = panels_.front().area + panels_.front().after;
    for (const Panel& panel : panels_) add_moments(panel);
  }
  [[nodiscard]] double mean() const override { return mean_; }
  [[nodiscard]] double variance() const override { return square_ - mean_ * mean_; }
  [[nodiscard]] double cdf(double x) const override {
    if (!(x > 0)) return 0;
    const Panel& panel = panel_at(x);
    return (total_ - panel.after - panel.area + panel.area_to(place(panel, x))) / total_;
  }
  [[nodiscard]] double cdf_complement(double x) const override {
    if (!(x > 0)) return 1;
    const Panel& panel = panel_at(x);
    return std::max(0.0, panel.after + panel.area - panel.area_to(place(panel, x))) / total_;
  }
  [[nodiscard]] double quantile(double u) const override { return at_area(u * total_); }
  [[nodiscard]] double quantile_complement(double v) const override;
  [[nodiscard]] double lowest() const override { return 0; }

private:
  static double place(const Panel& panel, double x) {
    return std::clamp((x - panel.from) / panel.width, 0.0, 1.0);
  }
  [[nodiscard]] const Panel& panel_at(double x) const {
    const auto next = std::ranges::upper_bound(panels_, x, {}, &Panel::from);
    return *(next - 1);
  }
  [[nodiscard]] double at_area(double area) const;
  /// Adds this panel's part of E[R] and E[R^2].
  void add_moments(const Panel& panel) {
    for (std::size_t j = 0; j < order; ++j) {
      const double t = 0.5 * (1 + gauss_rule().places[j]);
      const double x = panel.from + panel.width * t;
      const double weight = 0.5 * gauss_rule().weights[j] * panel.width * panel.height(t) / total_;
      mean_ += weight * x;
      square_ += weight * x * x;
    }
  }

  std::vector<Panel> panels_;
  double total_ = 0; // the integral of the survival: the mean of the whole stay
  double mean_ = 0;
  double square_ = 0;
};

double ResidualDistribution::at_area(double area) const {
  const auto before = [this](const Panel& panel) { return total_ - panel.after - panel.area; };
  const auto next = std::ranges::upper_bound(panels_, area, {}, before);
  const Panel& panel = next == panels_.begin() ? *next : *(next - 1);
  const double wanted = area - before(panel);
  const auto miss = [&](double t) { return panel.area_to(t) - wanted; };
  return panel.from + panel.width * solve_increasing(miss, 0, 1, 0x1p-52 * area);
}

double ResidualDistribution::quantile_complement(double v) const {
  const double area = v * total_;
  const auto next = std::ranges::lower_bound(panels_, area, std::ranges::greater{}, &Panel::after);
  const Panel& panel = next == panels_.end() ? panels_.back() : *next; // the first with after <= area
  const double wanted = area - panel.after;
  const auto miss = [&](double t) { return wanted - (panel.area - panel.area_to(t)); };
  return panel.from + panel.width * solve_increasing(miss, 0, 1, 0x1p-52 * area);
}

} // namespace

DistributionPtr equilibrium_residual(DistributionPtr inner) {
  const double mean = inner->mean();
  if (inner->lowest() < 0)
    throw std::invalid_argument("a remaining stay needs a stay that is never negative");
  if (!(mean > 0) || std::isinf(mean))
    throw std::invalid_argument("a remaining stay needs a stay with a mean more than 0");
  return std::make_shared<ResidualDistribution>(*inner);
}

} // namespace carepath
