// `carepath report OUT.h5 -o OUT.html`: the case for change, as one page.
#include "cli/commands/command.hpp"
#include "cli/output_path.hpp"
#include "cli/terminal.hpp"
#include "engine/results/reader.hpp"
#include "report/report.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>

namespace carepath {
namespace {

struct ReportCommandLine {
  std::string results;
  std::string output;
  bool quiet = false;
};

CommandAction add_report(CLI::App& app) {
  const auto request = std::make_shared<ReportCommandLine>();
  app.add_option("OUT.h5", request->results, "results file")->required();
  app.add_option("-o,--output", request->output, "page to write")->type_name("OUT.html")->required();
  app.add_flag("--quiet", request->quiet, "no notes: only faults");
  return [=] {
    require_outputs({request->output}, {request->results}, "the results file");
    write_report(read_results(request->results), request->output);
    if (!request->quiet) write_error(fmt::format("Wrote {}\n", request->output));
    return ExitStatus::fine;
  };
}

} // namespace

extern const CommandRow report_command;
const CommandRow report_command{"report", "the case for change as one page, from a results file", add_report};

} // namespace carepath
