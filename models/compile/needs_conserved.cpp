#include "models/compile/needs_conserved.hpp"

namespace carepath {
namespace {

constexpr FieldRow need_rows[] = {
    {"patients", FieldKind::text, Dimension::any, true, "",
     "The event that shows the need was met or listed; people are counted once.", "\"theatre.arrive\""},
    {"change",
     FieldKind::number,
     Dimension::number,
     false,
     "1",
     "Expected ratio to the first scenario.",
     "0.90",
     {},
     0},
    {"because", FieldKind::text, Dimension::any, false, "", "Why it changes.", "\"Shared decision making\""},
    {"title", FieldKind::text, Dimension::any, false, "", "Words for people.", "\"Surgery\""},
};
constexpr KindRow need_row{
    "need", "Needs",
    "Treatment need conserved between arms: compare checks that the same people reach it, times 'change'.",
    need_rows};

} // namespace

const KindRow& need_kind() {
  return need_row;
}

void define_needs(KpiWork& work, CompiledScenario& out) {
  auto& context = work.context;
  for (const auto& item : context.items("need")) {
    check_fields(item, need_row, context.faults);
    const auto* point = item.find("patients");
    if (!point || !context.require_point(point->value.text, point->value.where)) continue;
    const auto seen = seen_attribute("need." + item.name, context);
    const auto tally = work.figures.new_tally("need." + item.name, {});
    count_distinct(point->value.text, tally, seen, context);
    const auto* title = item.find("title");
    KpiRow row;
    row.name = "need." + item.name;
    row.title = "People reaching " + (title ? title->value.text : item.name);
    row.unit = "patients";
    row.definition = "People counted once at " + point->value.text;
    out.kpis.push_back(row);
    context.program().plan.outputs.push_back(work.figures.tally(FigureOp::tally_count, tally, {}));
    const auto* change = item.find("change");
    const auto* because = item.find("because");
    out.needs.push_back({item.name, because ? because->value.text : "", change ? change->value.number : 1,
                         static_cast<std::uint32_t>(context.program().plan.outputs.size() - 1)});
  }
}

} // namespace carepath
