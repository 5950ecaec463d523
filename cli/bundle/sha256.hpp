// SHA-256 (FIPS 180-4), for telling whether two files are the same although somebody may wish they seemed so.
#pragma once

#include <string>
#include <string_view>

namespace carepath {

/// 64 hexadecimal digits.
[[nodiscard]] std::string sha256(std::string_view bytes);

} // namespace carepath
