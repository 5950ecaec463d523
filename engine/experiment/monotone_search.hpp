// The cheapest point of a grid that passes a test which more never spoils, found with few trials: what passes
// lets all above it pass, what fails lets all below it fail. On one coordinate this is bisection.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace carepath {

class MonotoneSearch {
public:
  /// The cost of each level of each coordinate; costs add up, and rise with the level.
  explicit MonotoneSearch(std::vector<std::vector<double>> costs);

  [[nodiscard]] std::size_t points() const { return fails_.size(); }
  /// The levels of a point; the last coordinate changes fastest.
  [[nodiscard]] std::vector<std::size_t> levels(std::size_t point) const;
  [[nodiscard]] std::size_t point(const std::vector<std::size_t>& levels) const;
  [[nodiscard]] double cost(std::size_t point) const { return point_costs_[point]; }

  /// Leaves out every point that costs more.
  void limit_cost(double most);
  /// A point that was tried, and all that follows from it.
  void pass(std::size_t point);
  void fail(std::size_t point);

  /// Whether nothing is known of a point that may still be the cheapest to pass.
  [[nodiscard]] bool is_open(std::size_t point) const;
  /// The open point whose trial decides most in the worse of its two outcomes; none when all is known.
  [[nodiscard]] std::optional<std::size_t> next() const;
  /// The cheapest point that was tried and passed.
  [[nodiscard]] std::optional<std::size_t> cheapest() const { return cheapest_; }

private:
  void fail_below(std::size_t point);
  /// Of every point how many open ones are not above it in any coordinate.
  [[nodiscard]] std::vector<double> open_below() const;

  std::vector<std::size_t> sizes_;
  std::vector<bool> fails_; // by trial, or below one that did
  std::vector<double> point_costs_;
  std::vector<std::size_t> by_cost_; // points, the cheapest first
  std::optional<std::size_t> cheapest_;
};

} // namespace carepath
