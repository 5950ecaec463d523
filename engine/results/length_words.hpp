// A length of time in words: one rule for report and viewer.
#pragma once

#include <string>

namespace carepath {

/// A length of time as it would be written: "52 weeks", "365 days", "100 hours", "1 day"; rounded to
/// hundredths of a day where no unit tells it better.
[[nodiscard]] std::string length_words(double days);

} // namespace carepath
