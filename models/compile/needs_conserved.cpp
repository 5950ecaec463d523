#include "models/compile/needs_conserved.hpp"

#include "models/scenario/written.hpp"

namespace carepath {
namespace {

constexpr FieldRow need_rows[] = {
    {"patients", FieldKind::texts, Dimension::any, true, "",
     "The event, or events, that show the need was met or listed; people are counted once.",
     "\"theatre.arrive\""},
    {"decided", FieldKind::texts, Dimension::any, false, "",
     "Events at which it is decided whether a person has the need. With them the check compares the share of "
     "those decided; people still inside undecided at the end are given as a range.",
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

/// People counted the first time they pass one of the events.
FigureId people_at(const Field& events, const std::string& name, AttributeId seen, KpiWork& work) {
  const auto tally = work.figures.new_tally(name, {});
  for (const auto& [point, where] : texts_of(events.value, work.context))
    if (work.context.require_point(point, where)) count_distinct(point, tally, seen, work.context);
  return work.figures.tally(FigureOp::tally_count, tally, {});
}

/// People inside at the end of the run of whom it is not decided: those whose mark is still 0.
FigureId undecided_people(const std::string& name, AttributeId decided, KpiWork& work) {
  std::vector<std::pair<std::uint32_t, Phase>> everywhere;
  for (std::uint32_t step = 0; step < work.pathway.steps.size(); ++step)
    for (const auto phase : {Phase::wait, Phase::work, Phase::exit, Phase::blocked, Phase::interrupted})
      everywhere.emplace_back(step, phase);
  const auto level = work.figures.new_level("undecided." + name, everywhere, {decided, 0});
  return work.figures.sample(SampleKind::level, level.value, {}, 0, false, work.figures.end_index());
}

void add_decided(const Item& item, const std::string& words, FigureId people, KpiWork& work,
                 CompiledScenario& out) {
  const auto* events = item.find("decided");
  if (!events) return;
  auto& context = work.context;
  const auto seen = seen_attribute("decided." + item.name, context);
  const auto decided = people_at(*events, "decided." + item.name, seen, work);
  const auto share = work.figures.combine(FigureOp::divide, people, decided);
  const auto name = "need." + item.name;
  add_row(out, context,
          {name + ".share", "Share reaching " + words, "share",
           "People reaching it, of those for whom it was decided"},
          share);
  add_row(
      out, context,
      {name + ".decided", "Decided on " + words, "patients", "People for whom it was decided, counted once"},
      decided);
  add_row(out, context,
          {name + ".undecided", "Undecided on " + words, "patients",
           "People inside at the end for whom it is not decided"},
          undecided_people(item.name, seen, work));
}

} // namespace

const KindRow& need_kind() {
  return need_row;
}

void define_needs(KpiWork& work, CompiledScenario& out) {
  auto& context = work.context;
  for (const auto& item : context.items("need")) {
    check_fields(item, need_row, context.faults);
    const auto* events = item.find("patients");
    if (!events) continue;
    const auto people =
        people_at(*events, "need." + item.name, seen_attribute("need." + item.name, context), work);
    const auto* title = item.find("title");
    const std::string words = title ? title->value.text : item.name;
    add_row(out, context,
            {"need." + item.name, "People reaching " + words, "patients",
             "People counted once at " + written_form(events->value)},
            people);
    add_decided(item, words, people, work, out);
    const auto* change = item.find("change");
    const auto* because = item.find("because");
    out.needs.push_back({item.name, because ? because->value.text : "", change ? change->value.number : 1});
  }
}

} // namespace carepath
