#include "models/steps/step_fields.hpp"

#include "models/scenario/document_merge.hpp"
#include "models/steps/presets.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

constexpr std::string_view settings[] = {"self_care", "primary", "community", "acute", "home"};
constexpr std::string_view presets[] = {"step", "appointment"};
constexpr std::string_view modes[] = {"face_to_face", "video", "phone", "asynchronous", "group", "home"};

constexpr FieldRow step_rows[] = {
    {"title", FieldKind::text, Dimension::any, false, "", "Words for people.", "\"First clinic visit\""},
    {"kind", FieldKind::text, Dimension::any, false, "step",
     "A preset: 'appointment' adds did_not_attend and cancellations; everything else is a plain step.",
     "\"appointment\"", presets},
    {"setting", FieldKind::text, Dimension::any, false, "", "Where it happens, for work by setting.",
     "\"acute\"", settings},
    {"mode", FieldKind::text, Dimension::any, false, "", "How it happens; for the reader.", "\"video\"",
     modes},
    {"set", FieldKind::table, Dimension::any, false, "", "Attributes set on arriving.",
     "{ visits = \"= visits + 1\" }"},
    {"needs", FieldKind::needs, Dimension::any, false, "",
     "What must be granted before work starts: one after another in a list, together with { all }, the first "
     "free with { any }; with a limit { use, wait, else }.",
     "[\"surgeon\", \"3 nurse\"]"},
    {"set_at_start", FieldKind::table, Dimension::any, false, "", "Attributes set when work starts.",
     "{ dies = { chance = 0.1 } }"},
    {"fails", FieldKind::table, Dimension::any, false, "",
     "Named failures once the needs are granted: { chance, to, keeps_place, notice }. What was granted is "
     "given back; a slot is lost unless 'notice' says how long before its date (assign = \"on_arrival\") "
     "it is known.",
     "{ dna = { chance = 0.08, to = \"discharged\" } }"},
    {"takes", FieldKind::value, Dimension::duration, false, "0 days", "How long the work lasts.",
     "{ dist = \"lognormal\", mean = \"5 days\", sd = \"4 days\" }"},
    {"parallel", FieldKind::names, Dimension::any, false, "",
     "Steps at which branches begin when 'takes' is over, at once without it; work lasts, and what the step "
     "needs is held, until each has come to 'join'. A branch has the person's attributes and clocks; what "
     "it sets the others do not see.",
     "[\"scan\", \"blood_test\"]"},
    {"set_at_end", FieldKind::table, Dimension::any, false, "",
     "Attributes set when work ends; the time at work is of the group that they give.",
     "{ visits = \"= visits + 1\" }"},
    {"exit_delay", FieldKind::value, Dimension::duration, false, "0 days",
     "Time between the end of work and leaving, still holding; not interrupted when capacity falls.",
     "\"1 day\""},
    {"release", FieldKind::any, Dimension::any, false, "end",
     "When each resource is given back: \"end\" (after the exit delay), \"work_end\" (before it), \"keep\" "
     "(a later step gives it back), \"moved\" (when the next step's needs are granted).",
     "{ ward_bed = \"keep\" }"},
    {"ejected", FieldKind::route, Dimension::any, false, "",
     "Where those go whose unit is taken away for good: by a need with 'eject', or a resource whose capacity "
     "falls.",
     "\"withdrawn\""},
    {"keeps_place", FieldKind::boolean, Dimension::any, false, "false",
     "The queue date is kept on going to 'next'.", "true"},
    {"next", FieldKind::route, Dimension::any, false, "",
     "Where to go: a step, an outcome, weights, by attribute or by condition.",
     "{ treated = 0.7, discharged = 0.3 }"},
    {"like", FieldKind::name, Dimension::any, false, "",
     "Fields not given here are those of that step, and of the step which that one is like.", "\"tests\""},
    {"draw_as", FieldKind::name, Dimension::any, false, "", "Shares the luck of that step.",
     "\"first_clinic\""},
    {"did_not_attend", FieldKind::value, Dimension::number, false, "",
     "Appointment: chance of not attending; the event STEP.dna.", "0.076"},
    {"rebooked", FieldKind::value, Dimension::number, false, "1",
     "Appointment: share of those who did not attend who are given another; the others go to "
     "'discharged_to'.",
     "0.6"},
    {"cancelled_by_patient", FieldKind::value, Dimension::number, false, "",
     "Appointment: chance that the patient cancels; rebooked, place kept. The event "
     "STEP.cancelled_by_patient.",
     "0.05"},
    {"cancelled_by_provider", FieldKind::value, Dimension::number, false, "",
     "Appointment: chance that the provider cancels; rebooked, place kept. The event "
     "STEP.cancelled_by_provider.",
     "0.03"},
    {"cancellation_notice", FieldKind::value, Dimension::duration, false, "",
     "Appointment: how long before the date (assign = \"on_arrival\") a patient's cancellation is known; the "
     "slot is given back.",
     "\"5 days\""},
    {"discharged_to", FieldKind::name, Dimension::any, false, "",
     "Appointment: where those go who are not given another; 'rebooked' says how many are.",
     "\"discharged\""},
    {"source", FieldKind::text, Dimension::any, false, "", "Where the numbers come from.", "\"[R 43]\""},
};
constexpr KindRow step_row{
    "step", "Steps",
    "arrive, set, needs, set_at_start, takes, exit_delay, release, next: all but next optional. Events: "
    "STEP.arrive, STEP.start, STEP.end, STEP.ejected where 'ejected' is given, and each failure and refusal "
    "by "
    "its name; of an appointment STEP.dna, STEP.cancelled_by_patient and STEP.cancelled_by_provider.",
    step_rows};

constexpr FieldRow outcome_rows[] = {
    {"label", FieldKind::text, Dimension::any, false, "", "Words for people.", "\"Operated\""},
};
constexpr KindRow outcome_row{"outcome", "Outcomes", "How people leave.", outcome_rows};

constexpr FieldRow default_rows[] = {
    {"setting", FieldKind::text, Dimension::any, false, "", "Setting of every step that does not say.",
     "\"acute\"", settings},
    {"mode", FieldKind::text, Dimension::any, false, "", "Mode of every step that does not say.",
     "\"face_to_face\"", modes},
    {"release", FieldKind::any, Dimension::any, false, "", "Release rule of every step that does not say.",
     "\"end\""},
    {"takes", FieldKind::value, Dimension::duration, false, "", "Duration of every step that does not say.",
     "\"30 min\""},
    {"exit_delay", FieldKind::value, Dimension::duration, false, "",
     "Exit delay of every step that does not say.", "\"0 days\""},
};
constexpr KindRow defaults_row{"defaults", "Defaults",
                               "[defaults.step]: values of step fields not given elsewhere.", default_rows};

/// Steps alone have defaults.
void check_defaults(const Item& item, CompileContext& context) {
  if (item.name == "step") return check_fields(item, defaults_row, context.faults);
  context.faults.error(item.where, fmt::format("there are no defaults of '{}'", item.name),
                       "write [defaults.step]; of other things each says its own");
}

void declare_step(const Item& item, CompileContext& context) {
  check_fields(item, step_row, context.faults);
  const StepFields fields(context, item);
  context.steps.add(item.name);
  StepRow row;
  row.name = item.name;
  const auto title = text_of(fields.find("title"));
  row.title = title.empty() ? item.name : title;
  row.setting = text_of(fields.find("setting"));
  row.luck = context.builder.purpose(fields.luck());
  row.where = item.where;
  context.program().steps.push_back(std::move(row));
  for (const auto* event : {"arrive", "start", "end"})
    context.known_points.emplace(item.name + "." + event, item.where);
  if (fields.find("ejected")) context.known_points.emplace(item.name + ".ejected", item.where);
  for (const auto& event : extra_events(fields))
    context.known_points.emplace(item.name + "." + event, item.where);
}

/// Whether the step is the first written of several that are like each other all round.
bool begins_ring(const Item& item, const CompileContext& context) {
  const auto chain = steps_like(context.document, item);
  const auto* last = (chain.empty() ? item : *chain.back()).find("like");
  const auto is_before = [&](const Item* other) { return other < &item; };
  return last && last->value.text == item.name && std::none_of(chain.begin(), chain.end(), is_before);
}

void check_like(const Item& item, const Node& like, CompileContext& context) {
  if (like.is_text() && context.steps.find(like.text) == NameTable::none_value)
    return context.unknown(like.where, "step", like.text, context.steps.names());
  if (begins_ring(item, context))
    context.faults.error(like.where,
                         fmt::format("step '{}' is like itself, directly or through others", item.name),
                         "one of them must say its fields itself");
}

void add_refusal_names(const Node& node, std::vector<std::string>& names) {
  for (const auto& item : node.items) add_refusal_names(item, names);
  if (!node.is_table()) return;
  const auto* refused = node.find("else");
  if (const auto* as = refused && refused->is_table() ? refused->find("as") : nullptr)
    names.push_back(as->text);
}

} // namespace

const KindRow& step_kind() {
  return step_row;
}
const KindRow& outcome_kind() {
  return outcome_row;
}
const KindRow& defaults_kind() {
  return defaults_row;
}

StepFields::StepFields(const CompileContext& context, const Item& item)
    : document_(context.document), item_(item) {}

const Field* StepFields::find(std::string_view key) const {
  const auto* own = item_.find(key);
  return own ? own : inherited_field(document_, "step", item_, key);
}

std::string StepFields::luck() const {
  const auto* shared = find("draw_as");
  return "step." + (shared ? shared->value.text : item_.name);
}

std::vector<std::string> extra_events(const StepFields& fields) {
  std::vector<std::string> names;
  if (const auto* fails = fields.find("fails")) names = fails->value.keys;
  for (const auto& failure : preset_failures(fields)) names.push_back(failure.name);
  if (const auto* needs = fields.find("needs")) add_refusal_names(needs->value, names);
  return names;
}

void declare_steps(CompileContext& context) {
  for (const auto& item : context.items("defaults")) check_defaults(item, context);
  for (const auto& item : context.items("step")) declare_step(item, context);
  for (const auto& item : context.items("outcome")) {
    check_fields(item, outcome_row, context.faults);
    if (context.steps.find(item.name) != NameTable::none_value)
      context.faults.error(item.where, fmt::format("'{}' is both a step and an outcome", item.name),
                           "give one of them another name");
    context.outcomes.add(item.name);
    context.program().outcomes.push_back(item.name);
    context.known_points.emplace(item.name, item.where);
  }
  for (const auto& item : context.items("step"))
    if (const auto* like = item.find("like")) check_like(item, like->value, context);
}

} // namespace carepath
