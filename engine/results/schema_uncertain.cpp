// The columns of the tables about uncertain inputs and control variates.
#include "engine/results/schema.hpp"

namespace carepath::schema {

const std::vector<Column<UncertainRow>>& uncertain_columns() {
  using Row = UncertainRow;
  static const std::vector<Column<Row>> columns{
      {"name", &Row::name, "", "Parameter"},
      {data::variant, &Row::variant, "", "Variant that has it so; empty where all have it alike"},
      {"title", &Row::title, "", "Title for people"},
      {"source", &Row::source, "", "The evidence"},
      {"written", &Row::written, "",
       "The distribution, as in the scenario; empty where the variant settles the input"},
      {"unit", &Row::unit, "", "Unit of the numbers; empty for plain ones"},
      {"best", &Row::best, "", "Best estimate"},
      {"low", &Row::low, "", "2.5% point of the distribution; NaN where settled"},
      {"high", &Row::high, "", "97.5% point of the distribution; NaN where settled"},
      {"replications_per_draw", &Row::replications_per_draw, "1", "Replications that share a draw"},
  };
  return columns;
}

const std::vector<Column<InputDraw>>& draw_columns() {
  static const std::vector<Column<InputDraw>> columns{
      {"input", &InputDraw::input, "", "Parameter"},
      {data::variant, &InputDraw::variant, "", "Variant that has this value; empty for all"},
      {"draw", &InputDraw::draw, "1", "Number of the draw, from 1"},
      {"value", &InputDraw::value, "", "Value in that draw"},
  };
  return columns;
}

const std::vector<Column<SpreadRow>>& spread_columns() {
  using Row = SpreadRow;
  static const std::vector<Column<Row>> columns{
      {data::variant, &Row::variant, "", "Variant"},
      {data::against, &Row::against, "", "Variant subtracted; empty for the variant itself"},
      {"kpi", &Row::kpi, "", "Name of the KPI"},
      {"unit", &Row::unit, "", "Unit of the standard deviations"},
      {"sd_inputs", &Row::sd_inputs, "", "Standard deviation that comes from the uncertain inputs"},
      {"sd_chance", &Row::sd_chance, "", "Standard deviation between replications with the same inputs"},
      {"share_inputs", &Row::share_inputs, "1", "Share of the variance that comes from the inputs"},
      {"share_low", &Row::share_low, "1", "Lower 95% limit"},
      {"share_high", &Row::share_high, "1", "Upper 95% limit"},
  };
  return columns;
}

const std::vector<Column<ControlledRow>>& controlled_columns() {
  using Row = ControlledRow;
  static const std::vector<Column<Row>> columns{
      {data::variant, &Row::variant, "", "Variant"},
      {data::against, &Row::against, "", "Variant subtracted; empty for the variant itself"},
      {"kpi", &Row::kpi, "", "Name of the KPI"},
      {"unit", &Row::unit, "", "Unit of the mean and its limits"},
      {"controls", &Row::controls, "1", "Coefficients estimated"},
      {"mean", &Row::mean, "", "Mean adjusted by the controls"},
      {"low", &Row::low, "", "Lower 95% limit"},
      {"high", &Row::high, "", "Upper 95% limit"},
      {"variance_saved", &Row::variance_saved, "1",
       "Share of the plain mean's variance; negative when it costs"},
  };
  return columns;
}

} // namespace carepath::schema
