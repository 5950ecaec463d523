// Lengths of time in the words of the panel of who gains and who loses: in the unit that suits the clock.
#pragma once

#include <string>
#include <string_view>

namespace carepath {

/// "a week", "an hour", "15 minutes": the least change that counts, in the largest unit in which it is whole.
[[nodiscard]] std::string least_words(double days);
/// "4 to 13 weeks", "over 13 hours": in the largest unit in which both ends are whole.
[[nodiscard]] std::string span_words(double low_days, double high_days);
/// The unit of a mean change of a clock whose least change is so long: days, or a finer one below a day.
[[nodiscard]] std::string_view change_unit(double least_days);

} // namespace carepath
