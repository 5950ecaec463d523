// One-hued colour ramps for heat maps: light to dark, so that they read the same in grey and to every eye.
#pragma once

#include "viewer/theme.hpp"

namespace carepath {

/// From almost white (0) to dark blue (1); grey for what is not a number.
[[nodiscard]] Colour ramp_colour(double share);
/// From almost white (0) through orange to dark red-brown (1), for loads and waits.
[[nodiscard]] Colour heat_colour(double share);
/// Black or white, whichever reads better on the ramp's colour.
[[nodiscard]] Colour ramp_text_colour(double share);

} // namespace carepath
