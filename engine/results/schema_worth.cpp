// The columns of the table about what is spent and what is achieved.
#include "engine/results/schema.hpp"

namespace carepath::schema {

const std::vector<Column<WorthRow>>& worth_columns() {
  using Row = WorthRow;
  static const std::vector<Column<Row>> columns{
      {"name", &Row::name, "", "Name in the scenario: [worth.NAME]"},
      {"title", &Row::title, "", "Title for people"},
      {data::variant, &Row::variant, "", "Variant"},
      {data::against, &Row::against, "", "Variant it is compared with; empty for the first"},
      {"outcome", &Row::outcome, "", "Name of the KPI that is wanted"},
      {"cost", &Row::cost, "", "Name of the KPI of what is spent"},
      {"unit", &Row::unit, "", "Unit of what is gained"},
      {"more_is_better", &Row::more_is_better, "", "1 when more of the outcome is better"},
      {"pounds", &Row::pounds, "", "What one of the outcome is worth; NaN where it is not said"},
      {"source", &Row::source, "", "Where that comes from"},
      {"spent", &Row::spent, "", "Spent more than by the variant compared with"},
      {"spent_low", &Row::spent_low, "", "Lower 95% limit"},
      {"spent_high", &Row::spent_high, "", "Upper 95% limit"},
      {"gained", &Row::gained, "", "More of the outcome, or fewer where fewer is better"},
      {"gained_low", &Row::gained_low, "", "Lower 95% limit"},
      {"gained_high", &Row::gained_high, "", "Upper 95% limit"},
      {"pounds_per_one", &Row::pounds_per_one, "",
       "Spent for each one gained, or saved for each one lost; NaN where one of the two is better in both"},
      {"per_one_low", &Row::per_one_low, "",
       "Lower 95% limit by Fieller; NaN where it is not sure that any is gained or lost"},
      {"per_one_high", &Row::per_one_high, "", "Upper 95% limit by Fieller"},
      {"net_benefit", &Row::net_benefit, "", "Worth of what is gained less what is spent"},
      {"net_low", &Row::net_low, "", "Lower 95% limit"},
      {"net_high", &Row::net_high, "", "Upper 95% limit"},
      {"observations", &Row::observations, "1",
       "Replications, or draws of uncertain inputs, or antithetic pairs; 0 where the worth is not said"},
      {"worse", &Row::worse, "1", "In how many of them the net benefit is below nothing"},
      {"worst_fifth", &Row::worst_fifth, "", "Mean net benefit of the fifth of them where it is least"},
      {"is_on_front", &Row::is_on_front, "", "1 where no other variant, or mixture of two, is better value"},
      {"before", &Row::before, "", "The next cheaper variant of which that is so; empty for the cheapest"},
      {"per_one_more", &Row::per_one_more, "", "What each one gained costs more than there"},
      {"ruled_out_by", &Row::ruled_out_by, "", "Who achieves as much for no more; empty where nobody does"},
      {"together_with", &Row::together_with, "", "Where only a mixture of two does: the other of them"},
  };
  return columns;
}

} // namespace carepath::schema
