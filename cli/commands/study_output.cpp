#include "cli/commands/study_output.hpp"

#include "cli/commands/read_files.hpp"
#include "cli/output/json.hpp"
#include "cli/output/table.hpp"
#include "cli/output/variance_table.hpp"
#include "cli/output_path.hpp"
#include "cli/terminal.hpp"
#include "engine/results/writer.hpp"
#include "models/study/trace_csv.hpp"
#include "report/report.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace fs = std::filesystem;
namespace {

/// OUT.trace.csv beside OUT.h5; without one, beside nothing: named after the first scenario, in this folder.
fs::path trace_path(const StudyRequest& request) {
  const fs::path stem = request.output.empty() ? request.study.files.front().stem()
                                               : fs::path(request.output).replace_extension();
  return stem.string() + ".trace.csv";
}

std::vector<fs::path> outputs_of(const StudyRequest& request) {
  std::vector<fs::path> outputs{request.output, request.report};
  if (request.trace) outputs.push_back(trace_path(request));
  return outputs;
}

void told(const StudyRequest& request, const fs::path& path) {
  if (!request.quiet) write_error(fmt::format("Wrote {}\n", path.string()));
}

void write_trace(const Results& results, const Study& study, const StudyRequest& request) {
  if (!request.trace || results.cancelled) return;
  const auto path = trace_path(request);
  write_trace_csv(study, request.study.only.value_or(1) - 1, path);
  told(request, path);
}

void write_page(const Results& results, const StudyRequest& request) {
  if (request.report.empty()) return;
  if (results.cancelled) {
    write_error("No report was made, because the study was stopped.\n");
    return;
  }
  write_report(results, request.report);
  told(request, request.report);
}

} // namespace

bool any_completed(const Results& results) {
  return std::any_of(results.variants.begin(), results.variants.end(),
                     [](const auto& variant) { return variant.replications > 0; });
}

void check_outputs(const StudyRequest& request) {
  if (request.study.follow > 0 && request.output.empty())
    throw UsageError("--follow keeps journeys in the results file: add -o OUT.h5");
  require_outputs(outputs_of(request), request.study.files, "a scenario");
}

void check_outputs_spare(const Study& study, const StudyRequest& request) {
  spare_read_files(outputs_of(request), study);
}

void print_results(const Results& results, const StudyRequest& request) {
  if (request.json) return write_out(results_json(results, request.variance));
  if (!any_completed(results)) return;
  const auto options = output_table_options();
  write_out(results.variants.size() == 1 ? kpi_table(results, 0, options)
                                         : comparison_table(results, options));
  if (request.variance) write_out(variance_table(results, options));
}

void write_outputs(const Results& results, const Study& study, const StudyRequest& request) {
  if (!request.output.empty()) {
    write_results(results, request.output);
    told(request, request.output);
  }
  write_trace(results, study, request);
  write_page(results, request);
}

bool tell_failures(const Results& results) {
  bool any = false;
  for (const auto& variant : results.variants) {
    if (variant.failed == 0) continue;
    any = true;
    write_error(fmt::format("{}: {} failed and left out of every figure\n", variant.name,
                            counted(variant.failed, "replication")));
    for (const auto& reason : variant.failures) write_error(fmt::format("  {}\n", reason));
  }
  return any;
}

} // namespace carepath
