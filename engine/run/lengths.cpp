#include "engine/run/lengths.hpp"

#include "engine/base/ensure.hpp"

#include <cmath>
#include <fmt/format.h>

namespace carepath {

void fail_length(std::string_view what, double days, std::string_view whose) {
  const bool is_number = !std::isnan(days);
  const double shown = is_number ? days : std::abs(days); // without the sign that no number may have
  const char* const fault = !is_number ? "is no number" : days < 0 ? "is negative" : "never ends";
  throw EnsureError(fmt::format("{} of {:.6g} days {} {}", what, shown, whose, fault));
}

} // namespace carepath
