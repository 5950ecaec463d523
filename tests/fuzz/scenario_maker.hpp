// Valid scenarios from any bytes.
#pragma once

#include <string>
#include <string_view>

namespace carepath::test {

/// A scenario that must be accepted and must run, whatever the bytes; short enough to run a thousand in a
/// second.
[[nodiscard]] std::string made_scenario(std::string_view bytes);

} // namespace carepath::test
