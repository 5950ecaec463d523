#include "engine/experiment/design.hpp"

#include "engine/base/ensure.hpp"
#include "engine/random/stream.hpp"

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <numeric>
#include <utility>

namespace carepath {
namespace {

/// The rank of each coordinate when they are sorted by name.
std::vector<std::size_t> ranks(std::span<const std::string> coordinates) {
  std::vector<std::size_t> out;
  for (const auto& name : coordinates)
    out.push_back(static_cast<std::size_t>(std::count_if(coordinates.begin(), coordinates.end(),
                                                         [&](const auto& other) { return other < name; })));
  return out;
}

} // namespace

std::vector<std::size_t> shuffled(std::size_t size, std::uint64_t key) {
  std::vector<std::size_t> order(size);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t left = size; left > 1; --left) {
    const double u = keyed_uniform(key, purpose_of("order"), left).value();
    std::swap(order[left - 1], order[static_cast<std::size_t>(u * static_cast<double>(left))]);
  }
  return order;
}

DesignPoints latin_hypercube(std::size_t points, std::span<const std::string> coordinates,
                             std::uint64_t seed) {
  DesignPoints out(points, std::vector<double>(coordinates.size()));
  for (std::size_t at = 0; at < coordinates.size(); ++at) {
    const auto key = mix64(mix64(seed), purpose_of(coordinates[at]));
    const auto strata = shuffled(points, key);
    for (std::size_t point = 0; point < points; ++point) {
      const double inside = keyed_uniform(key, purpose_of("inside"), point).value();
      out[point][at] = (static_cast<double>(strata[point]) + inside) / static_cast<double>(points);
    }
  }
  return out;
}

DesignPoints scrambled_sobol(std::size_t points, std::span<const std::string> coordinates,
                             std::uint64_t seed) {
  ensure(!coordinates.empty() && coordinates.size() <= most_sobol_coordinates, "a Sobol design of no use");
  boost::random::sobol_engine<std::uint64_t, 64> sequence(coordinates.size());
  const auto dimension = ranks(coordinates);
  std::vector<std::uint64_t> unshifted(coordinates.size(),
                                       0); // the origin, with which the library does not begin
  DesignPoints out;
  while (out.size() < points) {
    auto& point = out.emplace_back();
    for (std::size_t at = 0; at < coordinates.size(); ++at) {
      const auto shift = mix64(mix64(seed, purpose_of("shift")), purpose_of(coordinates[at]));
      point.push_back(Uniform{unshifted[dimension[at]] ^ shift}.value());
    }
    sequence.generate(unshifted.begin(), unshifted.end());
  }
  return out;
}

std::vector<std::size_t> factorial_levels(std::size_t index, std::span<const std::size_t> sizes) {
  std::vector<std::size_t> levels(sizes.size());
  for (std::size_t at = sizes.size(); at-- > 0;) {
    levels[at] = index % sizes[at];
    index /= sizes[at];
  }
  return levels;
}

} // namespace carepath
