#include "models/study/incremental_analysis.hpp"

#include "engine/base/undefined.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace carepath {
namespace {

using Options = std::span<const CostOption>;
using Places = std::vector<std::size_t>;

/// Those that are numbers, the cheapest first, and of equal cost the one that achieves most.
Places by_cost(Options options) {
  Places order(options.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::erase_if(order, [&](std::size_t at) {
    return !std::isfinite(options[at].cost) || !std::isfinite(options[at].effect);
  });
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return options[a].cost != options[b].cost ? options[a].cost < options[b].cost
                                              : options[a].effect > options[b].effect;
  });
  return order;
}

double per_effect(Options options, std::size_t from, std::size_t to) {
  return (options[to].cost - options[from].cost) / (options[to].effect - options[from].effect);
}

/// Leaves those that achieve more than every cheaper one; the others learn who rules them out.
Places undominated(Options options, const Places& order, std::vector<FrontPlace>& places) {
  Places kept;
  for (const auto at : order)
    if (kept.empty() || options[at].effect > options[kept.back()].effect)
      kept.push_back(at);
    else
      places[at].ruled_out_by = {kept.back()};
  return kept;
}

/// Leaves those of which one more costs more with each step.
Places convex(Options options, const Places& order) {
  Places front;
  for (const auto at : order) {
    while (front.size() > 1 && per_effect(options, front[front.size() - 2], front.back()) >=
                                   per_effect(options, front.back(), at))
      front.pop_back();
    front.push_back(at);
  }
  return front;
}

} // namespace

std::vector<FrontPlace> places_by_cost(Options options) {
  std::vector<FrontPlace> places(options.size());
  for (auto& place : places) place.per_effect = undefined;
  const auto kept = undominated(options, by_cost(options), places);
  const auto front = convex(options, kept);
  for (std::size_t at = 0; at < front.size(); ++at) {
    auto& place = places[front[at]];
    place.is_on_front = true;
    if (at == 0) continue;
    place.before = front[at - 1];
    place.per_effect = per_effect(options, front[at - 1], front[at]);
  }
  for (const auto at : kept) {
    if (places[at].is_on_front) continue;
    const auto dearer = std::find_if(front.begin(), front.end(), [&](std::size_t other) {
      return options[other].cost > options[at].cost;
    });
    places[at].ruled_out_by = {*(dearer - 1), *dearer};
  }
  return places;
}

} // namespace carepath
