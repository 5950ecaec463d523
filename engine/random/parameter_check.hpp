// Range checks shared by the rows. Each throws std::invalid_argument with a sentence that names the
// parameter as the user wrote it; units are the reader's business, so no number is repeated here.
#pragma once

#include "engine/random/distribution.hpp"

namespace carepath {

/// The scalar, which must be finite.
[[nodiscard]] double finite(const Parameters& given, std::string_view key);
/// The scalar, which must be more than 0 (and finite).
[[nodiscard]] double positive(const Parameters& given, std::string_view key);
/// The scalar, which must be 0 or more (and finite).
[[nodiscard]] double not_negative(const Parameters& given, std::string_view key);
/// The scalar, which must lie from 0 to 1.
[[nodiscard]] double probability(const Parameters& given, std::string_view key);
/// The scalar, which must be a whole number from `least` to `most`.
[[nodiscard]] double whole(const Parameters& given, std::string_view key, double least, double most);
/// The standard deviation, given as `sd` or as `variance`; 0 or more.
[[nodiscard]] double standard_deviation(const Parameters& given);

} // namespace carepath
