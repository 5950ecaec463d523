// `carepath export OUT.h5 --csv DIR`: results as tidy tables.
#include "cli/commands/command.hpp"
#include "cli/output_path.hpp"
#include "cli/terminal.hpp"
#include "engine/results/csv.hpp"
#include "engine/results/reader.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>

namespace carepath {
namespace {

struct ExportCommandLine {
  std::string results;
  std::string folder;
  bool quiet = false;
};

CommandAction add_export(CLI::App& app) {
  const auto request = std::make_shared<ExportCommandLine>();
  app.add_option("OUT.h5", request->results, "results file")->required();
  app.add_option("--csv", request->folder, "folder for the tables; made when missing")
      ->type_name("DIR")
      ->required();
  app.add_flag("--quiet", request->quiet, "no notes: only faults");
  return [=] {
    require_writable_folder(request->folder);
    export_csv(read_results(request->results), request->folder);
    if (!request->quiet) write_error(fmt::format("Wrote tables into {}\n", request->folder));
    return ExitStatus::fine;
  };
}

} // namespace

extern const CommandRow export_command;
const CommandRow export_command{"export", "tidy CSV tables, from a results file", add_export};

} // namespace carepath
