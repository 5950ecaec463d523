#include "models/compile/needs_conserved.hpp"

namespace carepath {
namespace {

constexpr FieldRow need_rows[] = {
    {"patients", FieldKind::text, Dimension::any, true, "",
     "The event that shows the need was met or listed; people are counted once.", "\"theatre.arrive\""},
    {"decided", FieldKind::texts, Dimension::any, false, "",
     "Events at which it is decided whether a person has the need. With them the check compares the share of "
     "those decided, so that people still waiting at the end do not count.",
     "[\"theatre.arrive\", \"therapy.start\"]"},
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

struct NeedWords {
  std::string name, title, unit, definition;
};

void add_row(CompiledScenario& out, CompileContext& context, const NeedWords& words, FigureId figure) {
  KpiRow row;
  row.name = words.name;
  row.title = words.title;
  row.unit = words.unit;
  row.definition = words.definition;
  out.kpis.push_back(row);
  context.program().plan.outputs.push_back(figure);
}

/// People counted the first time they pass one of the events at which the need is decided.
FigureId decided_people(const std::string& name, const Field& decided, KpiWork& work) {
  const auto seen = seen_attribute("decided." + name, work.context);
  const auto tally = work.figures.new_tally("decided." + name, {});
  for (const auto& [point, where] : texts_of(decided.value, work.context))
    if (work.context.require_point(point, where)) count_distinct(point, tally, seen, work.context);
  return work.figures.tally(FigureOp::tally_count, tally, {});
}

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
    const std::string words = title ? title->value.text : item.name;
    const auto people = work.figures.tally(FigureOp::tally_count, tally, {});
    add_row(out, context,
            {"need." + item.name, "People reaching " + words, "patients",
             "People counted once at " + point->value.text},
            people);
    if (const auto* decided = item.find("decided"))
      add_row(out, context,
              {"need." + item.name + ".share", "Share reaching " + words, "share",
               "People reaching it, of those for whom it was decided"},
              work.figures.combine(FigureOp::divide, people, decided_people(item.name, *decided, work)));
    const auto* change = item.find("change");
    const auto* because = item.find("because");
    out.needs.push_back({item.name, because ? because->value.text : "", change ? change->value.number : 1});
  }
}

} // namespace carepath
