// Numbers as data hold them.
#pragma once

#include <optional>
#include <string_view>

namespace carepath {

/// The finite number that a text is, with nothing else beside it: no unit, space or separator.
[[nodiscard]] std::optional<double> plain_number(std::string_view text);

} // namespace carepath
