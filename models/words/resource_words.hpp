// What there is, in a sentence for each resource.
#pragma once

#include "models/words/place_names.hpp"

#include <string>

namespace carepath {

/// "bed: 24, each free again 90 min after it is given back, bed, acute."
[[nodiscard]] std::string resource_words(const Item& resource, const PlaceNames& names);

} // namespace carepath
