// When a redesign has paid for itself, in words for tables and the report.
#pragma once

#include <string>
#include <vector>

#include "engine/results/results.hpp"

namespace carepath {

/// Those worth telling of: where a variant was dearer at the end of some month. One that never was needs no
/// payback.
[[nodiscard]] std::vector<PaybackRow> paybacks_to_tell(const Results& results);

/// "from month 14 on", or "not in 36 months".
[[nodiscard]] std::string payback_text(const PaybackRow& row);

/// "months 11 to 17", "month 11 or later", "not in 36 months"; nothing where there are no limits.
[[nodiscard]] std::string payback_limits_text(const PaybackRow& row);

} // namespace carepath
