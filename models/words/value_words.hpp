// Values of a scenario in words: "lognormal (mean 5 days, sd 4 days)", "16 during winter, otherwise 24".
#pragma once

#include "models/words/place_names.hpp"

#include <string>

namespace carepath {

/// A value in any form.
[[nodiscard]] std::string value_words(const Node& node, const PlaceNames& names);

/// Where to go next, in any form; steps and outcomes by their titles.
[[nodiscard]] std::string route_words(const Node& node, const PlaceNames& names);

/// What a step needs, in any form.
[[nodiscard]] std::string needs_words(const Node& node, const PlaceNames& names);

} // namespace carepath
