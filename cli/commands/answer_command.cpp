#include "cli/commands/answer_command.hpp"

#include "cli/command_line.hpp"
#include "cli/commands/write_first.hpp"
#include "cli/output/answer_text.hpp"
#include "cli/output/unit.hpp"
#include "cli/terminal.hpp"
#include "cli/version.hpp"
#include "report/kpi_row.hpp"

#include <CLI/CLI.hpp>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace carepath {

void add_answer_options(CLI::App& app, AnswerOptions& options) {
  app.add_option("--report", options.report, "the answer as a page, with pictures")->type_name("OUT.html");
  app.add_flag("--json", options.json, "the answer as JSON on standard output, and nothing else there");
  app.add_flag("--quiet", options.quiet, "no progress and no notes: only the answer and faults");
}

void add_kpi_option(CLI::App& app, std::string& kpi, const std::string& help) {
  app.add_option("--kpi", kpi, help)->type_name("NAME")->required();
}

void add_share_option(CLI::App& app, const std::string& name, double low, double high, double& share,
                      const std::string& help) {
  const auto read = [=, &share](const std::string& text) {
    double number = 0;
    const char* last = text.data() + text.size();
    const auto percent = read_percent(text);
    const auto [end, error] = std::from_chars(text.data(), last, number);
    if (percent) number = *percent;
    if (!percent && (error != std::errc() || end != last)) number = NAN;
    if (!(number > low) || !(number <= high))
      throw CLI::ValidationError(
          fmt::format("{} must be above {:g}% and at most {:g}%, such as 95%, not '{}'", name, 100 * low,
                      100 * high, text));
    share = number;
  };
  app.add_option_function<std::string>(name, read, help)->type_name("X%");
}

double read_difference(const std::string& option, const std::string& text, const KpiRow& kpi,
                       bool may_be_zero) {
  double number = 0;
  auto dimension = Dimension::number;
  const bool is_time = is_duration(kpi.unit);
  const bool read = read_quantity(text, number, dimension) && (number > 0 || (may_be_zero && number == 0));
  const bool fits = dimension == Dimension::number || (is_time && dimension == Dimension::duration) ||
                    (kpi.unit.starts_with("£") && dimension == Dimension::money);
  if (!read || !fits)
    throw UsageError(fmt::format("{} {}: expects a difference of '{}' {}, in {}", option, text, kpi.name,
                                 may_be_zero ? "of 0 or more" : "above 0",
                                 is_time               ? "time, such as \"1 week\""
                                 : kpi.unit == "share" ? "such as 1%"
                                                       : kpi.unit));
  return dimension == Dimension::duration ? number / days_per(kpi.unit) : number;
}

bool tell_faults(const Diagnostics& faults, const SourceTexts& texts, bool quiet) {
  if (faults.has_errors() || !quiet) write_error(faults.render(texts));
  if (faults.has_errors()) write_error(counted(faults.error_count(), "fault") + "\n");
  return faults.has_errors();
}

void tell_failures(const std::vector<std::string>& failures, std::size_t failed) {
  if (failed == 0) return;
  write_error(fmt::format("{} left out of every figure:\n", counted(failed, "failure")));
  for (const auto& failure : failures) write_error(fmt::format("  {}\n", failure));
}

void give_answer(const Answer& answer, const nlohmann::ordered_json& json, const AnswerOptions& options,
                 const std::function<void()>& write) {
  const auto write_all = [&] {
    if (write) write();
    if (options.report.empty()) return;
    write_answer(answer, program_version(), options.report);
    if (!options.quiet) write_error(fmt::format("Wrote {}\n", options.report));
  };
  write_then_print(write_all, [&] {
    write_out(options.json ? json.dump(1) + "\n" : answer_text(answer, output_table_options()));
  });
}

std::string kpi_text(const Estimate& estimate, const KpiRow& kpi) {
  return estimate_text(kpi, estimate);
}

std::string kpi_text(double value, const KpiRow& kpi) {
  return figure_text(value * shown_scale(kpi), shown_unit(kpi));
}

std::string kpi_change_text(const Estimate& estimate, const KpiRow& kpi) {
  return difference_text(in_shown_unit(kpi, estimate), shown_unit(kpi));
}

report::Axis kpi_axis(const KpiRow& kpi, const std::string& words) {
  report::Axis axis;
  const auto unit = shown_unit(kpi);
  axis.percent = unit == "share";
  axis.label = axis.percent || unit == "number" ? words : fmt::format("{} ({})", words, unit);
  axis.from_zero = false;
  return axis;
}

} // namespace carepath
