#include "cli/commands/bundled_run.hpp"

#include "cli/bundle/sha256.hpp"
#include "cli/interrupt.hpp"
#include "cli/output/json.hpp"
#include "engine/results/writer.hpp"
#include "models/study/offered_load.hpp"

namespace carepath {

BundledRun run_for_bundle(Study& study, const StudyRequest& request) {
  const InterruptGuard interrupt;
  BundledRun run;
  run.results = run_with_progress(study, request, interrupt);
  if (run.results.cancelled) return run;
  add_offered_loads(study, run.results);
  run.bytes = results_bytes(run.results);
  run.sum = {run.bytes.size(), sha256(run.bytes), sha256(results_json(run.results))};
  return run;
}

} // namespace carepath
