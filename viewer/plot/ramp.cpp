#include "viewer/plot/ramp.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace carepath {

namespace {

struct Stop {
  double red, green, blue;
};

constexpr std::array<Stop, 4> blues{{{239, 245, 251}, {158, 202, 225}, {49, 130, 189}, {8, 48, 107}}};
constexpr std::array<Stop, 4> heats{{{253, 246, 236}, {253, 204, 138}, {213, 94, 0}, {110, 38, 0}}};
constexpr Colour unknown = IM_COL32(225, 225, 225, 255);

Colour between(const std::array<Stop, 4>& stops, double share) {
  if (!std::isfinite(share)) return unknown;
  const double along = std::clamp(share, 0.0, 1.0) * 3;
  const auto at = static_cast<std::size_t>(std::min(along, 2.0));
  const double part = along - static_cast<double>(at);
  const auto mix = [&](double Stop::* channel) {
    return static_cast<int>(stops[at].*channel * (1 - part) + stops[at + 1].*channel * part + 0.5);
  };
  return IM_COL32(mix(&Stop::red), mix(&Stop::green), mix(&Stop::blue), 255);
}

} // namespace

Colour ramp_colour(double share) {
  return between(blues, share);
}

Colour heat_colour(double share) {
  return between(heats, share);
}

Colour ramp_text_colour(double share) {
  return std::isfinite(share) && share > 0.55 ? IM_COL32_WHITE : colours::text;
}

} // namespace carepath
