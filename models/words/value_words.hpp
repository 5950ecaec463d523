// Values of a scenario in words: "lognormal (mean 5 days, sd 4 days)", "16 during winter, otherwise 24".
#pragma once

#include "models/words/place_names.hpp"

#include <string>
#include <string_view>

namespace carepath {

/// A value in any form.
[[nodiscard]] std::string value_words(const Node& node, const PlaceNames& names);

/// Where to go next, in any form; steps and outcomes by their titles.
[[nodiscard]] std::string route_words(const Node& node, const PlaceNames& names);

/// "BEFORE value AFTER" of an entry of a table; nothing where it is not there.
[[nodiscard]] std::string entry_words(const Node& table, std::string_view key, std::string_view before,
                                      std::string_view after, const PlaceNames& names);

/// "Mon 0.22, Tue 0.22": a table entry by entry, each key before its value; any other form as a value.
[[nodiscard]] std::string pairs_words(const Node& table, const PlaceNames& names,
                                      std::string_view joint = " ");

} // namespace carepath
