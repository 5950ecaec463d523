#include "cli/commands/bundled_run.hpp"

#include "cli/bundle/sha256.hpp"
#include "cli/interrupt.hpp"
#include "cli/output/json.hpp"
#include "engine/results/writer.hpp"

#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <stdlib.h>

namespace carepath {
namespace fs = std::filesystem;

ScratchFolder::ScratchFolder() {
  auto name = (fs::temp_directory_path() / "carepath-XXXXXX").string();
  if (!mkdtemp(name.data()))
    throw std::runtime_error(
        fmt::format("cannot make a folder for temporary files: {}", std::strerror(errno)));
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

BundledRun run_for_bundle(Study& study, const StudyRequest& request) {
  const InterruptGuard interrupt;
  BundledRun run;
  run.results = run_with_progress(study, request, interrupt);
  if (run.results.cancelled) return run;
  run.bytes = results_bytes(run.results);
  run.sum = {run.bytes.size(), sha256(run.bytes), sha256(results_json(run.results))};
  return run;
}

} // namespace carepath
