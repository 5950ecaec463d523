// The part of the printed comparison about when a redesign has paid for itself.
#include "cli/output/table_parts.hpp"

#include <fmt/format.h>

#include "report/format.hpp"
#include "report/kpi_row.hpp"
#include "report/payback_words.hpp"
#include "report/select.hpp"

namespace carepath {

std::string payback_part(const Results& results, const TableOptions& options) {
  TextGrid grid({"Money", "Variant", "Paid back", "95% limits", "Paid back in"}, 2);
  for (const PaybackRow& row : paybacks_to_tell(results))
    grid.row({{kpi_title(results, row.cost)},
              {row.variant},
              {payback_text(row)},
              {payback_limits_text(row)},
              {report::out_of(row.paid_back_in, row.observations)}});
  return part(fmt::format("Payback: from which month on no more has been spent than in the first variant; in "
                          "how many {} by the end",
                          report::observations_words(results)),
              grid, options);
}

} // namespace carepath
