#include "engine/experiment/simplex.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace carepath {
namespace {

struct Corner {
  std::vector<double> place;
  double value = 0;
};

class Simplex {
public:
  Simplex(const Objective& objective, const std::vector<double>& start, double step) : objective_(objective) {
    corners_.push_back(at(start));
    for (std::size_t number = 0; number < start.size(); ++number) {
      auto place = start;
      place[number] += step;
      corners_.push_back(at(place));
    }
    sort();
  }

  [[nodiscard]] std::size_t evaluations() const { return evaluations_; }
  [[nodiscard]] const std::vector<double>& best() const { return corners_.front().place; }
  [[nodiscard]] bool is_flat() const {
    return std::abs(corners_.back().value - corners_.front().value) <=
           1e-10 * (std::abs(corners_.front().value) + 1e-10);
  }

  /// Reflection of the worst corner, and from it expansion, contraction or shrinking.
  void move() {
    const auto reflected = along(-1);
    if (reflected.value < corners_.front().value) {
      const auto expanded = along(-2);
      replace(expanded.value < reflected.value ? expanded : reflected);
    } else if (reflected.value < corners_[corners_.size() - 2].value) {
      replace(reflected);
    } else {
      const auto contracted = along(reflected.value < corners_.back().value ? -0.5 : 0.5);
      if (contracted.value < std::min(reflected.value, corners_.back().value))
        replace(contracted);
      else
        shrink();
    }
    sort();
  }

private:
  Corner at(std::vector<double> place) {
    ++evaluations_;
    const double value = objective_(place);
    return {std::move(place), std::isnan(value) ? 1e300 : value};
  }

  /// The middle of all but the worst, plus `share` of the way to the worst.
  Corner along(double share) {
    std::vector<double> place(corners_.front().place.size(), 0.0);
    for (std::size_t number = 0; number < place.size(); ++number) {
      for (std::size_t corner = 0; corner + 1 < corners_.size(); ++corner)
        place[number] += corners_[corner].place[number] / static_cast<double>(corners_.size() - 1);
      place[number] += share * (corners_.back().place[number] - place[number]);
    }
    return at(std::move(place));
  }

  void replace(const Corner& corner) { corners_.back() = corner; }

  void shrink() {
    for (std::size_t corner = 1; corner < corners_.size(); ++corner) {
      auto place = corners_[corner].place;
      for (std::size_t number = 0; number < place.size(); ++number)
        place[number] = (place[number] + best()[number]) / 2;
      corners_[corner] = at(std::move(place));
    }
  }

  void sort() {
    std::stable_sort(corners_.begin(), corners_.end(),
                     [](const Corner& a, const Corner& b) { return a.value < b.value; });
  }

  const Objective& objective_;
  std::vector<Corner> corners_{};
  std::size_t evaluations_ = 0;
};

} // namespace

std::vector<double> lowest_point(const Objective& objective, std::vector<double> start, double step,
                                 std::size_t most) {
  if (start.empty()) return start;
  Simplex simplex(objective, start, step);
  while (simplex.evaluations() < most && !simplex.is_flat()) simplex.move();
  return simplex.best();
}

} // namespace carepath
