// `carepath marginal FILE`: what one more unit of each resource changes, the most first.
#include "cli/commands/answer_command.hpp"
#include "cli/output/json.hpp"
#include "cli/output/unit.hpp"
#include "cli/terminal.hpp"
#include "engine/base/text.hpp"
#include "models/study/marginal.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>

namespace carepath {
namespace {

struct MarginalCommandLine {
  StudyOptions study;
  std::string file;
  std::vector<std::string> kpis;
  bool json = false;
  bool quiet = false;
};

void check_kpis(const Study& study, const std::vector<std::string>& kpis) {
  std::vector<std::string> names;
  for (const auto& row : study.variants.front().kpis)
    if (row.group.empty()) names.push_back(row.name);
  for (const auto& kpi : kpis)
    if (std::find(names.begin(), names.end(), kpi) == names.end())
      throw UsageError(fmt::format("there is no KPI '{}'; {}", kpi, name_hint(kpi, names)));
}

std::string table_text(const Study& study, const MarginalReport& report) {
  std::vector<std::string> header{"One more of", "Now"};
  std::vector<GridCell> now{{"as it is"}, {""}};
  for (std::size_t at = 0; at < report.kpis.size(); ++at) {
    const auto& row = report.kpis[at];
    header.push_back(label_text(row));
    now.push_back({kpi_text(report.as_it_is[at], row)});
  }
  TextGrid grid(header, 2);
  grid.row(std::move(now));
  for (const auto& value : report.values) {
    const auto unit = value.unit.starts_with("session") ? " slots a week" : "";
    std::vector<GridCell> cells{{fmt::format("{} ({})", value.resource, value.unit)},
                                {figure_text(value.now, "number") + unit}};
    for (std::size_t at = 0; at < report.kpis.size(); ++at)
      cells.push_back({kpi_change_text(value.changes[at], report.kpis[at])});
    grid.row(std::move(cells));
  }
  auto out = fmt::format("{}\nWhat one more changes, on the same patients, over {} [95% limits; * exclude "
                         "zero], the most first.\n\n",
                         study.variants.front().title, counted(report.replications, "replication"));
  out += grid.str(output_table_options());
  if (!report.left_out.empty())
    out +=
        fmt::format("\nLeft out, without bound, used up, or never there: {}\n", join(report.left_out, ", "));
  if (!report.unseen.empty())
    out +=
        fmt::format("\nWithout the one more: whatever is worked out from {}, not written as a plain number\n",
                    join(report.unseen, ", "));
  return out;
}

using Json = nlohmann::ordered_json;

std::string json_text(const MarginalReport& report) {
  Json json;
  json["format"] = "carepath-marginal/1";
  json["replications"] = report.replications;
  for (std::size_t at = 0; at < report.kpis.size(); ++at)
    json["as_it_is"][report.kpis[at].name] = figure_json(report.as_it_is[at], report.kpis[at]);
  json["one_more"] = Json::array();
  for (const auto& value : report.values) {
    Json row{{"resource", value.resource}, {"unit", value.unit}, {"now", value.now}};
    for (std::size_t at = 0; at < report.kpis.size(); ++at) {
      auto& kpi = row["kpis"][report.kpis[at].name];
      kpi = figure_json(value.changes[at], report.kpis[at]);
      kpi["variance_saved"] = number_json(value.saved[at]);
    }
    json["one_more"].push_back(std::move(row));
  }
  json["left_out"] = report.left_out;
  json["unseen"] = report.unseen;
  return json.dump(1) + "\n";
}

ExitStatus marginal(MarginalCommandLine& request) {
  request.study.files = {request.file};
  request.study.best_estimates = true;
  const auto study = read_study(request.study);
  if (!faults_allow_running(study, request.quiet)) return ExitStatus::wrong_input;
  check_kpis(study, request.kpis);
  const auto report = with_progress(
      request.quiet, [&](const RunHooks& hooks) { return marginal_values(study, request.kpis, hooks); });
  if (report.cancelled) {
    write_error("Stopped before all resources had been tried.\n");
    return ExitStatus::cancelled;
  }
  write_out(request.json ? json_text(report) : table_text(study, report));
  if (report.failed == 0) return ExitStatus::fine;
  write_error(counted(report.failed, "replication") + " failed and left out of every figure\n");
  return ExitStatus::some_failed;
}

CommandAction add_marginal(CLI::App& app) {
  const auto request = std::make_shared<MarginalCommandLine>();
  app.add_option("FILE", request->file, "scenario")->required();
  app.add_option("--kpi", request->kpis, "the KPI to look at, instead of the main figures; may be repeated")
      ->type_name("NAME")
      ->allow_extra_args(false);
  add_settings_option(app, request->study.settings);
  add_library_option(app, request->study.library);
  add_run_numbers(app, {request->study.replications, request->study.seed, request->study.threads},
                  "how many replications, instead of the scenario's");
  app.add_flag("--json", request->json, "the values as JSON on standard output, and nothing else there");
  app.add_flag("--quiet", request->quiet, "no progress and no notes: only the table and faults");
  return [=] { return marginal(*request); };
}

} // namespace

extern const CommandRow marginal_command;
const CommandRow marginal_command{"marginal", "what one more unit of each resource is worth", add_marginal};

} // namespace carepath
