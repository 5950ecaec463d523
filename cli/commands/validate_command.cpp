// `carepath validate`: the published and exact cases, ours beside theirs.
#include "cli/commands/study_request.hpp"
#include "cli/terminal.hpp"
#include "cli/validation/judge.hpp"
#include "models/study/study.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>

namespace carepath {
namespace {

using Json = nlohmann::ordered_json;

struct ValidateCommandLine {
  std::vector<std::string> cases;
  std::string folder;
  std::uint32_t threads = 0;
  bool full = false, brief = false, json = false;
};

struct Tally {
  std::size_t runs = 0, figures = 0, within = 0, companions = 0;
  std::vector<std::string> failed;
};

std::vector<ValidationCase> cases_of(const ValidateCommandLine& request) {
  const auto folder =
      request.folder.empty() ? find_cases_folder() : std::optional<std::filesystem::path>(request.folder);
  if (!folder)
    throw UsageError("the reference cases are not here: they come with the source, in tests/cases; name that "
                     "folder with --cases or in the environment variable CAREPATH_CASES");
  return read_cases(*folder, request.cases);
}

/// Runs a case's scenario; throws UsageError with its faults when it has any.
Results results_of(const ValidationRun& run, const ValidateCommandLine& request) {
  StudyOptions options;
  options.files = {run.scenario};
  options.settings = run.settings;
  options.replications = run.replications;
  options.threads = request.threads;
  auto study = read_study(options);
  if (study.faults.has_errors())
    throw UsageError(fmt::format("{} does not run:\n{}", run.name, study.faults.render(study.texts)));
  constexpr std::uint32_t times = 4; // halves the limits
  if (request.full && study.replications > 1) study.replications *= times;
  return run_study(study, {});
}

const char* agreement_word(Agreement agreement) {
  switch (agreement) {
  case Agreement::within: return "";
  case Agreement::missed: return "MISSED";
  case Agreement::too_short: return "run too short to tell";
  case Agreement::absent: return "not there";
  }
  return "";
}

std::string table_line(const JudgedFigure& figure) {
  const auto& expected = figure.expected;
  const double scale = expected.scale;
  if (figure.agreement == Agreement::absent)
    return fmt::format("  {:30} {:>13} {:13.6g}  {}\n", expected.address, "", expected.theirs / scale,
                       agreement_word(figure.agreement));
  return fmt::format("  {:30} {:13.6g} {:13.6g} {:12.3g} {:11.3g}  {:8} {}\n", expected.address,
                     figure.ours / scale, expected.theirs / scale, (figure.ours - expected.theirs) / scale,
                     figure.limit / scale, expected.unit, agreement_word(figure.agreement));
}

void print_run(const ValidationRun& run, const JudgedRun& judged, bool brief) {
  const auto verdict = run.must_miss ? (judged.good ? "misses, as it must" : "DOES NOT MISS, and must")
                                     : (judged.good ? "within limits" : "NOT WITHIN LIMITS");
  write_out(fmt::format("{}{}: {} of {} figures, {}\n", run.must_miss ? "wrong on purpose, " : "", run.name,
                        judged.within, judged.figures.size(), verdict));
  if (judged.good && (brief || run.must_miss)) return;
  std::string lines;
  for (const auto& figure : judged.figures) lines += table_line(figure);
  write_out(fmt::format("  {:30} {:>13} {:>13} {:>12} {:>11}\n{}", "", "ours", "theirs", "difference",
                        "limit", lines));
}

Json figure_json(const JudgedFigure& figure) {
  const auto& expected = figure.expected;
  return {{"figure", expected.address},
          {"ours", figure.ours},
          {"theirs", expected.theirs},
          {"limit", figure.limit},
          {"within", figure.agreement == Agreement::within}};
}

void add_to(Tally& tally, const ValidationCase& each, const ValidationRun& run, const JudgedRun& judged) {
  ++(run.must_miss ? tally.companions : tally.runs);
  if (!run.must_miss) {
    tally.figures += judged.figures.size();
    tally.within += judged.within;
  }
  if (!judged.good) tally.failed.push_back(each.name + ": " + run.name);
}

ExitStatus validate(const ValidateCommandLine& request) {
  Tally tally;
  Json all = Json::array();
  for (const auto& each : cases_of(request)) {
    if (!request.json) write_out(fmt::format("\n{}: {}\nsource: {}\n", each.name, each.title, each.source));
    for (const auto& run : each.runs) {
      const auto judged = judge(run, results_of(run, request));
      add_to(tally, each, run, judged);
      if (!request.json) {
        print_run(run, judged, request.brief);
        continue;
      }
      Json figures = Json::array();
      for (const auto& figure : judged.figures) figures.push_back(figure_json(figure));
      all.push_back({{"case", each.name},
                     {"run", run.name},
                     {"source", each.source},
                     {"must_miss", run.must_miss},
                     {"good", judged.good},
                     {"figures", std::move(figures)}});
    }
  }
  if (request.json)
    write_out(all.dump(1) + "\n");
  else
    write_out(fmt::format("\n{} of {} figures in {} within their limits; {} wrong on purpose\n", tally.within,
                          tally.figures, counted(tally.runs, "run"), counted(tally.companions, "run")));
  for (const auto& name : tally.failed) write_error(fmt::format("failed: {}\n", name));
  return tally.failed.empty() ? ExitStatus::fine : ExitStatus::our_fault;
}

CommandAction add_validate(CLI::App& app) {
  const auto request = std::make_shared<ValidateCommandLine>();
  app.add_option("CASE", request->cases,
                 "cases, by name or beginning of a name (default: all, some minutes)");
  app.add_option("--cases", request->folder, "folder of the reference cases")->type_name("FOLDER");
  add_threads_option(app, request->threads);
  app.add_flag("--full", request->full, "four times the replications: limits half as wide");
  app.add_flag("--brief", request->brief, "figures only of runs that fail");
  app.add_flag("--json", request->json, "figures as JSON on standard output, and nothing else there");
  return [=] { return validate(*request); };
}

} // namespace

extern const CommandRow validate_command;
const CommandRow validate_command{"validate", "published and exact cases: ours beside theirs", add_validate};

} // namespace carepath
