// What commands share that answer one question about scenarios: options, progress, and giving the answer.
#pragma once

#include "cli/commands/study_request.hpp"
#include "cli/interrupt.hpp"
#include "cli/progress.hpp"
#include "report/answer.hpp"

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace carepath {

struct AnswerOptions {
  std::string report; // page; empty: none
  bool json = false;
  bool quiet = false;
};

/// --report, --json and --quiet.
void add_answer_options(CLI::App& app, AnswerOptions& options);
/// --kpi, which must be given.
void add_kpi_option(CLI::App& app, std::string& kpi, const std::string& help);
/// An option for a number above `low` and at most `high`, such as "95%" or 0.95.
void add_share_option(CLI::App& app, const std::string& name, double low, double high, double& share,
                      const std::string& help);
/// "1 week", "£20", "2%" or a plain number, in the unit of the KPI; throws UsageError for anything else.
[[nodiscard]] double read_difference(const std::string& option, const std::string& text, const KpiRow& kpi,
                                     bool may_be_zero);

/// Runs `work` with progress shown and Ctrl-C heeded.
template <class Work> auto with_progress(bool quiet, const Work& work) {
  const InterruptGuard interrupt;
  Progress progress(progress_style(quiet), interrupt.flag());
  RunHooks hooks;
  hooks.progress = [&progress](double done, std::size_t total) { progress.update(done, total); };
  hooks.cancelled = &interrupt.flag();
  return work(hooks);
}

/// Prints faults as they are to be told; true when nothing may be run.
[[nodiscard]] bool tell_faults(const Diagnostics& faults, const SourceTexts& texts, bool quiet);
/// Failures of points and replications, told on standard error.
void tell_failures(const std::vector<std::string>& failures, std::size_t failed);

/// The answer as a page where asked for, then on standard output, as text or as JSON. `write` writes what
/// else the command writes.
void give_answer(const Answer& answer, const nlohmann::ordered_json& json, const AnswerOptions& options,
                 const std::function<void()>& write = {});

/// "41.2 days ± 1.3" in the unit people read the KPI in.
[[nodiscard]] std::string kpi_text(const Estimate& estimate, const KpiRow& kpi);
[[nodiscard]] std::string kpi_text(double value, const KpiRow& kpi);
/// "+3.1 days [2.0, 4.2] *".
[[nodiscard]] std::string kpi_change_text(const Estimate& estimate, const KpiRow& kpi);
/// The axis of a chart of the KPI, and what its values are multiplied by to stand on it.
[[nodiscard]] report::Axis kpi_axis(const KpiRow& kpi, const std::string& words);

} // namespace carepath
