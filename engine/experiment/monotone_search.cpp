#include "engine/experiment/monotone_search.hpp"

#include "engine/base/ensure.hpp"
#include "engine/experiment/design.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

namespace carepath {

MonotoneSearch::MonotoneSearch(std::vector<std::vector<double>> costs) {
  std::size_t total = 1;
  for (const auto& levels : costs) {
    ensure(!levels.empty(), "a coordinate without levels");
    sizes_.push_back(levels.size());
    total *= levels.size();
  }
  fails_.assign(total, false);
  point_costs_.assign(total, 0);
  for (std::size_t at = 0; at < total; ++at) {
    const auto own = levels(at);
    for (std::size_t axis = 0; axis < own.size(); ++axis) point_costs_[at] += costs[axis][own[axis]];
  }
  by_cost_.resize(total);
  std::iota(by_cost_.begin(), by_cost_.end(), std::size_t{0});
  std::stable_sort(by_cost_.begin(), by_cost_.end(),
                   [&](auto a, auto b) { return point_costs_[a] < point_costs_[b]; });
}

std::vector<std::size_t> MonotoneSearch::levels(std::size_t point) const {
  return factorial_levels(point, sizes_);
}

std::size_t MonotoneSearch::point(const std::vector<std::size_t>& levels) const {
  std::size_t at = 0;
  for (std::size_t axis = 0; axis < sizes_.size(); ++axis) at = at * sizes_[axis] + levels[axis];
  return at;
}

void MonotoneSearch::fail_below(std::size_t point) {
  const auto from = levels(point);
  for (std::size_t at = 0; at < fails_.size(); ++at) {
    const auto own = levels(at);
    if (std::equal(own.begin(), own.end(), from.begin(), std::less_equal<>())) fails_[at] = true;
  }
}

void MonotoneSearch::limit_cost(double most) {
  for (std::size_t at = 0; at < fails_.size(); ++at)
    if (point_costs_[at] > most) fails_[at] = true;
}

void MonotoneSearch::pass(std::size_t point) {
  fails_[point] = false;
  if (!cheapest_ || point_costs_[point] < point_costs_[*cheapest_]) cheapest_ = point;
}

void MonotoneSearch::fail(std::size_t point) {
  fail_below(point);
  // What had passed may turn out not to: then whatever it decided about dearer points is open again.
  if (cheapest_ && fails_[*cheapest_]) cheapest_.reset();
}

bool MonotoneSearch::is_open(std::size_t point) const {
  return !fails_[point] && (!cheapest_ || point_costs_[point] < point_costs_[*cheapest_]);
}

std::vector<double> MonotoneSearch::open_below() const {
  std::vector<double> sums(fails_.size());
  for (std::size_t at = 0; at < sums.size(); ++at) sums[at] = is_open(at) ? 1 : 0;
  std::size_t stride = 1;
  for (std::size_t axis = sizes_.size(); axis-- > 0;) {
    for (std::size_t at = 0; at < sums.size(); ++at)
      if (at / stride % sizes_[axis] > 0) sums[at] += sums[at - stride];
    stride *= sizes_[axis];
  }
  return sums;
}

std::optional<std::size_t> MonotoneSearch::next() const {
  const auto below = open_below();
  double dearer = 0; // open points, this one and those that cost as much or more
  double best = 0;
  std::optional<std::size_t> found;
  for (auto at = by_cost_.rbegin(); at != by_cost_.rend(); ++at) {
    if (!is_open(*at)) continue;
    ++dearer;
    const double decided = std::min(dearer, below[*at]);
    if (decided < best) continue; // of equals the cheapest
    best = decided;
    found = *at;
  }
  return found;
}

} // namespace carepath
