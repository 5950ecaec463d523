#include "models/kpi/money_so_far.hpp"

#include "models/compile/month_ends.hpp"

namespace carepath {
namespace {

/// The parts of the measured period between the ends of months, the first from its beginning.
std::vector<KpiWindow> months_of(const std::vector<double>& ends, const RunSettings& run,
                                 const Figures& figures) {
  std::vector<KpiWindow> months;
  double opens = run.warm_up;
  for (const double closes : ends) {
    months.push_back({closes - opens, months.empty(), closes == run.end(), figures.time_index(opens),
                      figures.time_index(closes)});
    opens = closes;
  }
  return months;
}

} // namespace

void define_money_so_far(KpiWork& work, CompiledScenario& out) {
  const auto ends = month_ends(work.context.run);
  if (ends.empty() || work.totals.empty()) return;
  auto& figures = work.figures;
  auto& outputs = work.context.program().plan.outputs;
  out.month_ends = ends;
  for (const auto& total : work.totals) {
    MoneySoFar money{total.name, {}};
    std::optional<FigureId> so_far;
    for (const auto& month : months_of(ends, work.context.run, figures)) {
      figures.set_window(month);
      const auto spent = total.figure();
      so_far = so_far ? figures.combine(FigureOp::add, *so_far, spent) : spent;
      money.outputs.push_back(outputs.size());
      outputs.push_back(*so_far);
    }
    out.money_so_far.push_back(std::move(money));
  }
  figures.set_window(std::nullopt);
}

} // namespace carepath
