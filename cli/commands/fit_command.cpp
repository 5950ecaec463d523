// `carepath fit LOG.csv -o FILE.toml`: a first scenario from an event log.
#include "cli/commands/answer_command.hpp"
#include "cli/output/json.hpp"
#include "cli/output_path.hpp"
#include "cli/terminal.hpp"
#include "engine/results/file_replace.hpp"
#include "models/compile/compiler.hpp"
#include "models/fit/mined_model.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>

namespace carepath {
namespace {

struct FitCommandLine {
  std::string log;
  std::string output;
  AnswerOptions answer;
};

std::string time_text(double days) {
  if (days < 2.0 / 24) return fmt::format("{:.1f} min", days * 1440);
  return days < 2 ? fmt::format("{:.1f} h", days * 24) : fmt::format("{:.1f} days", days);
}

std::string family_words(const MinedDuration& duration) {
  if (duration.is_good) return duration.family->key;
  return duration.values.size() == 1 ? "always the same" : "as observed";
}

/// "Treatment 80%, leaves 20%".
std::string shares_text(const MinedShares& shares) {
  std::string out;
  for (const auto& [activity, share] : shares)
    out += fmt::format("{}{} {:.0f}%", out.empty() ? "" : ", ", activity.empty() ? "leaves" : activity,
                       100 * share);
  return out;
}

AnswerTable steps_table(const MinedModel& model) {
  AnswerTable table{"Activities", {"Activity", "Visits", "Mean wait", "Needs", "Next"}, {}};
  for (const auto& step : model.steps) {
    std::string next;
    for (const auto& [category, shares] : step.next.of) {
      if (!category.empty()) next += fmt::format("{}{}: ", next.empty() ? "" : "; ", category);
      next += shares_text(shares);
    }
    table.rows.push_back({step.activity, fmt::format("{}", step.visits), time_text(step.mean_wait),
                          step.resource.empty() ? "–" : step.resource, next});
  }
  return table;
}

std::vector<std::string> fit_row(const std::string& activity, const std::string& of,
                                 const MinedDuration& duration) {
  const bool has_family = duration.family.has_value();
  return {activity,
          of,
          fmt::format("{}", duration.observed),
          time_text(duration.mean),
          family_words(duration),
          has_family ? fmt::format("{:.3f}", duration.family->distance) : "–",
          has_family ? fmt::format("{:.2f}", duration.family->tail_distance) : "–",
          has_family && !duration.rivals.empty()
              ? fmt::format("{} ({:.1f})", duration.rivals.front().key,
                            duration.rivals.front().criterion - duration.family->criterion)
              : "–"};
}

AnswerTable fits_table(const MinedModel& model) {
  AnswerTable table{
      "Durations: family by AIC; KS is the largest gap between the distributions, A² Anderson and "
      "Darling's",
      {"Activity", "Of", "Observed", "Mean", "Described by", "KS", "A²", "Next best (AIC behind)"},
      {}};
  for (const auto& step : model.steps) {
    if (step.before_first)
      table.rows.push_back(fit_row(step.activity, "time before, at first", *step.before_first));
    if (step.before) table.rows.push_back(fit_row(step.activity, "time before", *step.before));
    for (const auto& [category, duration] : step.takes.of)
      table.rows.push_back(
          fit_row(step.activity, category.empty() ? "everybody" : step.takes.by + " " + category, duration));
  }
  return table;
}

AnswerTable resources_table(const MinedModel& model) {
  AnswerTable table{"Resources", {"Resource", "At most", "In the log", "Shifts"}, {}};
  for (const auto& resource : model.resources) {
    std::string shifts;
    for (const auto& shift : resource.shifts)
      if (shift.capacity > 0 && !shift.open.empty())
        shifts += fmt::format("{}{:.0f} {}", shifts.empty() ? "" : "; ", shift.capacity, shift.open.front());
    table.rows.push_back({resource.name, fmt::format("{:.0f}", resource.capacity),
                          fmt::format("{}", resource.logged.size()), shifts.empty() ? "always" : shifts});
  }
  return table;
}

Answer answer_of(const MinedModel& model, const std::string& output) {
  Answer answer;
  answer.title = "A first scenario from " + model.file;
  answer.facts = fmt::format("{}, {}, {:.0f} weeks", counted(model.patients, "patient"),
                             model.steps.size() == 1 ? std::string("1 activity")
                                                     : fmt::format("{} activities", model.steps.size()),
                             model.weeks);
  answer.sentences = {
      fmt::format("{:.4g} people a week come{}{}.", model.arrivals.per_week,
                  model.arrivals.uneven_weekdays ? ", unevenly over the week" : "",
                  model.arrivals.uneven_hours
                      ? (model.arrivals.uneven_weekdays ? " and the day" : ", unevenly over the day")
                      : ""),
      fmt::format(
          "What the log could not tell ({}) stands below and in the scenario's assumptions; read it before "
          "using {}.",
          model.unknown.size(), output)};
  answer.tables = {steps_table(model), fits_table(model)};
  if (!model.resources.empty()) answer.tables.push_back(resources_table(model));
  for (const auto& sentence : model.unknown) answer.notes.push_back("Could not tell: " + sentence);
  return answer;
}

nlohmann::ordered_json duration_json(const MinedDuration& duration) {
  return {{"described_by", family_words(duration)},
          {"mean", duration.mean},
          {"observed", duration.observed},
          {"ks", duration.family ? number_json(duration.family->distance) : nullptr}};
}

nlohmann::ordered_json json_of(const MinedModel& model) {
  nlohmann::ordered_json json;
  json["format"] = "carepath-fit/1";
  json["patients"] = model.patients;
  json["weeks"] = model.weeks;
  json["arrivals_per_week"] = model.arrivals.per_week;
  for (const auto& step : model.steps) {
    nlohmann::ordered_json row{{"activity", step.activity},   {"visits", step.visits},
                               {"mean_wait", step.mean_wait}, {"resource", step.resource},
                               {"route_by", step.next.by},    {"takes_by", step.takes.by}};
    if (step.before_first) row["before_first"] = duration_json(*step.before_first);
    if (step.before) row["before"] = duration_json(*step.before);
    for (const auto& [category, duration] : step.takes.of) {
      nlohmann::ordered_json takes{{"of", category}};
      takes.update(duration_json(duration));
      row["takes"].push_back(takes);
    }
    json["steps"].push_back(row);
  }
  for (const auto& resource : model.resources) {
    nlohmann::ordered_json row{
        {"name", resource.name}, {"capacity", resource.capacity}, {"logged", resource.logged}};
    for (const auto& shift : resource.shifts)
      row["shifts"].push_back({{"open", shift.open}, {"capacity", shift.capacity}});
    json["resources"].push_back(row);
  }
  json["could_not_tell"] = model.unknown;
  return json;
}

/// What was written must run as it is; that it does not is a fault of ours, told with its place.
void require_running(const std::string& file) {
  SourceTexts texts;
  Diagnostics faults;
  const auto document = read_document(file, texts, faults);
  if (!faults.has_errors() && compile(document, texts, faults)) return;
  write_error(faults.render(texts));
  throw std::runtime_error(fmt::format("'{}' was written, but it does not run as it is", file));
}

ExitStatus fit(const FitCommandLine& request) {
  require_outputs({request.output, request.answer.report}, {request.log}, "the event log");
  SourceTexts texts;
  Diagnostics faults;
  const auto log = read_event_log(request.log, texts, faults);
  if (tell_faults(faults, texts, request.answer.quiet)) return ExitStatus::wrong_input;
  const auto model = mine(log);
  replace_file(request.output, scenario_text(model));
  require_running(request.output);
  give_answer(answer_of(model, request.output), json_of(model), request.answer);
  if (!request.answer.quiet) write_error(fmt::format("Wrote {}\n", request.output));
  return ExitStatus::fine;
}

CommandAction add_fit(CLI::App& app) {
  const auto request = std::make_shared<FitCommandLine>();
  app.add_option(
         "LOG", request->log,
         "event log as CSV: patient, activity, start, end; came, resource and attributes where there are")
      ->required();
  app.add_option("-o,--output", request->output, "scenario to write")->type_name("FILE.toml")->required();
  add_answer_options(app, request->answer);
  return [=] { return fit(*request); };
}

} // namespace

extern const CommandRow fit_command;
const CommandRow fit_command{"fit", "a first scenario from an event log", add_fit};

} // namespace carepath
