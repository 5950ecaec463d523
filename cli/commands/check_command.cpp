// `carepath check FILE...`: read, compile, prove, and say how loaded every resource will be.
#include "cli/commands/check_json.hpp"
#include "cli/commands/load_report.hpp"
#include "cli/commands/study_request.hpp"
#include "cli/terminal.hpp"
#include "models/study/compared_worths.hpp"
#include "models/study/same_figures.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>

namespace carepath {
namespace {

struct CheckCommandLine {
  std::vector<std::string> files;
  std::vector<std::string> settings;
  std::filesystem::path library;
  bool with_variants = false;
  bool json = false;
};

std::string size_words(const CompiledScenario& scenario) {
  const auto& program = *scenario.program;
  return fmt::format("{}, {}, {}, {}", counted(program.sources.size(), "source"),
                     counted(program.steps.size(), "step"), counted(program.resources.size(), "resource"),
                     counted(scenario.kpis.size(), "figure"));
}

void print_loads(const CheckedScenario& checked) {
  std::string out = fmt::format("{}: {}\n{}\n", checked.name, checked.title, checked.size);
  if (const auto table = load_table(checked.traffic, output_table_options()); !table.empty())
    out += "\n" + table;
  for (const auto& warning : load_warnings(checked.traffic)) out += fmt::format("warning: {}\n", warning);
  for (const auto& note : load_notes(checked.traffic)) out += fmt::format("note: {}\n", note);
  write_out(out + "\n");
}

StudyOptions options_of(const std::string& file, const CheckCommandLine& request, bool with_variants) {
  return {.files = {file},
          .settings = request.settings,
          .replications = {},
          .seed = {},
          .threads = 0,
          .only = {},
          .with_variants = with_variants,
          .library = request.library};
}

/// The faults that have a place; others are of runs that do not match, and matter only where these are
/// compared.
Diagnostics placed_faults(const Study& study) {
  Diagnostics placed;
  for (const auto& fault : study.faults.all())
    if (fault.severity == Severity::error && fault.where.line > 0)
      placed.error(fault.where, fault.message, fault.hint);
  return placed;
}

/// Warns of KPIs that variants define otherwise than the file itself, and of what they say that is not used.
void add_redefined(const Study& study, Diagnostics& faults) {
  if (faults.has_errors()) return; // variants and documents stand side by side only without
  for (std::size_t at = 1; at < study.variants.size(); ++at) {
    const auto& variant = study.variants[at];
    for (const auto& note : redefined_kpis(study.documents.front(), study.documents[at]))
      faults.warning(note.where, fmt::format("in '{}', {}", variant.name, note.text));
    for (const auto& note : unused_worths(study, at))
      faults.warning(note.where, fmt::format("in '{}', {}", variant.name, note.text));
    for (const auto& note : variant.other_units)
      faults.warning({}, fmt::format("in '{}', {}", variant.name, note));
  }
}

/// Whether variants that are not asked for have faults, which `checked` then holds.
bool variants_fail(const Study& study, const CheckCommandLine& request, CheckedFile& checked) {
  if (request.with_variants || variants(study.documents.front()).empty()) return false;
  const auto all = read_study(options_of(checked.file, request, true));
  const auto faults = placed_faults(all);
  if (!faults.has_errors()) return false;
  write_error(faults.render(all.texts));
  checked.faults = faults;
  checked.texts = all.texts;
  return true;
}

/// One file. Its faults go to standard error at once.
CheckedFile check_file(const std::string& file, const CheckCommandLine& request) {
  CheckedFile checked{file, {}, {}, {}};
  const auto study = read_study(options_of(file, request, request.with_variants));
  checked.faults = study.faults;
  add_redefined(study, checked.faults);
  write_error(checked.faults.render(study.texts));
  checked.texts = study.texts;
  if (study.faults.has_errors() || variants_fail(study, request, checked)) return checked;
  for (const auto& variant : study.variants) {
    checked.scenarios.push_back({variant.name, variant.title, size_words(variant), solve_traffic(variant)});
    if (!request.json) print_loads(checked.scenarios.back());
  }
  if (!request.json) write_out(fmt::format("{}: OK\n", file));
  return checked;
}

ExitStatus check_files(const CheckCommandLine& request) {
  std::vector<CheckedFile> files;
  std::size_t faults = 0;
  for (const auto& file : request.files) {
    files.push_back(check_file(file, request));
    faults += files.back().faults.error_count();
  }
  if (request.json) write_out(check_json(files));
  if (faults == 0) return ExitStatus::fine;
  write_error(counted(faults, "fault") + "\n");
  return ExitStatus::wrong_input;
}

CommandAction add_check(CLI::App& app) {
  const auto request = std::make_shared<CheckCommandLine>();
  app.add_option("FILE", request->files, "scenarios")->required();
  add_settings_option(app, request->settings);
  add_library_option(app, request->library);
  app.add_flag("--variants", request->with_variants, "also every [variant.NAME] of each scenario");
  app.add_flag("--json", request->json, "findings as JSON on standard output, and nothing else there");
  return [=] { return check_files(*request); };
}

} // namespace

extern const CommandRow check_command;
const CommandRow check_command{"check", "find faults, and print how loaded every resource will be",
                               add_check};

} // namespace carepath
