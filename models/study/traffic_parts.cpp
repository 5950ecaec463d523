#include "models/study/traffic_parts.hpp"

#include "models/study/traffic_capacity.hpp"

#include <algorithm>
#include <numeric>

namespace carepath {
namespace {

constexpr double least_chance = 0.05;  // so that enough people are seen with each
constexpr double most_capacity = 1e12; // without bound

} // namespace

bool asks_what_is_held(const Program& program) {
  return std::any_of(program.values.begin(), program.values.end(),
                     [](const ValueNode& node) { return node.op == ValueOp::holding; });
}

std::vector<double> chances_of_parts(const Program& program, const NeedRow& need) {
  std::vector<double> chances;
  for (const auto& part : need.parts)
    chances.push_back(std::min(most_capacity, mean_capacity(program, part.resource)));
  const auto sum = [&] { return std::accumulate(chances.begin(), chances.end(), 0.0); };
  const double all = sum();
  if (all <= 0) return std::vector<double>(chances.size(), 1.0 / static_cast<double>(chances.size()));
  for (auto& chance : chances)
    if (chance > 0) chance = std::max(least_chance, chance / all);
  const double total = sum();
  for (auto& chance : chances) chance /= total;
  return chances;
}

} // namespace carepath
