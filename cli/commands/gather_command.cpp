// `carepath gather DIR...`: the shards of a sweep as one results file.
#include "cli/commands/command.hpp"
#include "cli/output/json.hpp"
#include "cli/output_path.hpp"
#include "cli/terminal.hpp"
#include "engine/base/text.hpp"
#include "engine/results/replication_numbers.hpp"
#include "engine/results/writer.hpp"
#include "models/study/sweep_gather.hpp"
#include "models/study/sweep_plan.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>

namespace carepath {
namespace {

struct GatherCommandLine {
  std::vector<std::string> folders;
  std::string output;
  bool json = false;
  bool quiet = false;
};

std::vector<std::filesystem::path> files_of_sweep(const std::filesystem::path& folder) {
  const auto manifest = read_manifest(folder);
  std::vector<std::filesystem::path> files{folder / manifest_name};
  for (std::size_t shard = 0; shard < manifest.shards(); ++shard)
    files.push_back(folder / manifest.file_of(shard));
  return files;
}

ExitStatus gather(const GatherCommandLine& request) {
  require_writable_file(request.output);
  require_results_or_nothing(request.output);
  for (const auto& folder : request.folders)
    refuse_to_replace({request.output}, files_of_sweep(folder), "part of the sweep");
  const auto results = gather_sweep({request.folders.begin(), request.folders.end()});
  write_results(results, request.output);
  if (request.json) write_out(results_json(results));
  bool failed = false;
  for (const auto& variant : results.variants) {
    failed = failed || variant.failed > 0;
    for (const auto& failure : variant.failures) write_error(fmt::format("{}: {}\n", variant.name, failure));
  }
  if (!request.quiet)
    write_error(fmt::format("Wrote {}: {} x {}\n", request.output, counted(results.variants.size(), "point"),
                            counted_replications(results)));
  return failed ? ExitStatus::some_failed : ExitStatus::fine;
}

CommandAction add_gather(CLI::App& app) {
  const auto request = std::make_shared<GatherCommandLine>();
  app.add_option("DIR", request->folders, "folder of a sweep; several when its shards were run in several")
      ->required();
  app.add_option("-o,--output", request->output, "results file to write")->type_name("OUT.h5")->required();
  app.add_flag("--json", request->json, "results as JSON on standard output, and nothing else there");
  app.add_flag("--quiet", request->quiet, "no notes: only results and faults");
  return [=] { return gather(*request); };
}

} // namespace

extern const CommandRow gather_command;
const CommandRow gather_command{"gather", "join the shards of a sweep to one results file", add_gather};

} // namespace carepath
