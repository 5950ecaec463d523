// What is timed, and what may end a wait or a stay, in a sentence for each clock and risk.
#pragma once

#include "models/words/place_names.hpp"

#include <string>

namespace carepath {

/// "rtt: starts at gp.arrive; stops at ward.start (admitted); counted in whole days by the RTT rules."
[[nodiscard]] std::string clock_words(const Item& clock, const PlaceNames& names);

/// "leaves: during theatre.wait, after exponential (mean 2000 days), to Left the list."
[[nodiscard]] std::string risk_words(const Item& risk, const PlaceNames& names);

} // namespace carepath
