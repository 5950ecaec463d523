// The columns of the tables about money month by month.
#include "engine/results/schema.hpp"

namespace carepath::schema {

const std::vector<Column<MoneyMonth>>& money_month_columns() {
  using Row = MoneyMonth;
  static const std::vector<Column<Row>> columns{
      {data::variant, &Row::variant, "", "Variant"},
      {"cost", &Row::cost, "", "Name of the KPI of what is spent"},
      {"month", &Row::month, "months", "End of the month, since the measured period began"},
      {"more", &Row::more, "", "Spent more so far than in the first variant"},
      {"more_low", &Row::more_low, "", "Lower 95% limit"},
      {"more_high", &Row::more_high, "", "Upper 95% limit"},
  };
  return columns;
}

const std::vector<Column<PaybackRow>>& payback_columns() {
  using Row = PaybackRow;
  static const std::vector<Column<Row>> columns{
      {data::variant, &Row::variant, "", "Variant"},
      {data::against, &Row::against, "", "Variant it is compared with"},
      {"cost", &Row::cost, "", "Name of the KPI of what is spent"},
      {"months_followed", &Row::months_followed, "months", "Length of the measured period"},
      {"was_dearer", &Row::was_dearer, "", "1 when more was spent up to the end of some month, by the mean"},
      {"paid_back", &Row::paid_back, "months",
       "From which month on no more has been spent, by the mean; NaN where more has by the end"},
      {"earliest", &Row::earliest, "months", "The same by the lower 95% limit"},
      {"latest", &Row::latest, "months", "The same by the upper 95% limit"},
      {"observations", &Row::observations, "1",
       "Replications, or draws of uncertain inputs, or antithetic pairs"},
      {"paid_back_in", &Row::paid_back_in, "1", "In how many of them no more has been spent by the end"},
  };
  return columns;
}

} // namespace carepath::schema
