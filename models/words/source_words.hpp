// Who comes, in a sentence for each source.
#pragma once

#include "models/words/place_names.hpp"

#include <string>

namespace carepath {

/// "gp: 100 per week come (by weekday: Mon 0.22, ...), from week 4; first to First clinic."
[[nodiscard]] std::string source_words(const Item& source, const PlaceNames& names);

} // namespace carepath
