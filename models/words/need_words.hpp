// What a step needs, in words.
#pragma once

#include "models/words/place_names.hpp"

#include <string>

namespace carepath {

/// In any form: "clinic, then 2 theatre_list (leaving 1 free, waiting at most 2 h, otherwise to Diverted)".
[[nodiscard]] std::string needs_words(const Node& node, const PlaceNames& names);

} // namespace carepath
