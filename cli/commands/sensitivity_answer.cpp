#include "cli/commands/sensitivity_answer.hpp"

#include "cli/commands/answer_command.hpp"
#include "cli/output/json.hpp"
#include "cli/terminal.hpp"
#include "report/kpi_row.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace carepath {
namespace {

constexpr const char* nothing_changes = "Nothing that was varied changes the figure.";

std::string share_text(const Estimate& share) {
  if (std::isnan(share.mean)) return "–";
  return fmt::format("{:.0f}% [{:.0f}, {:.0f}]", 100 * share.mean, 100 * share.low, 100 * share.high);
}

AnswerTable tornado_table(const Sensitivity& found) {
  AnswerTable table{"One input at a time, the others at their best estimates; changes for the same patients "
                    "[95% limits]; * where the limits exclude zero",
                    {"Input", "From", "To", "Figure at the lower end", "Figure at the upper end",
                     "Change at the lower end", "Change at the upper end"},
                    {}};
  for (const auto& input : found.inputs)
    table.rows.push_back({input.label, input.low, input.high, kpi_text(input.at_low, found.kpi),
                          kpi_text(input.at_high, found.kpi), kpi_change_text(input.change_low, found.kpi),
                          kpi_change_text(input.change_high, found.kpi)});
  return table;
}

/// The upper end, and what is tried between it and the lower one where that is not everything.
std::string upper_end(const InputSensitivity& input) {
  return input.whole ? input.high + ", whole numbers" : input.high;
}

AnswerTable morris_table(const Sensitivity& found) {
  AnswerTable table{"Effect of the whole range of each input, from random walks through all of them",
                    {"Input", "From", "To", "Strength (mu*)", "Mean effect (mu)", "Unevenness (sigma)"},
                    {}};
  for (const auto& input : found.inputs)
    table.rows.push_back({input.label, input.low, upper_end(input),
                          kpi_text(input.effect.strength, found.kpi), kpi_text(input.effect.mean, found.kpi),
                          kpi_text(input.effect.spread, found.kpi)});
  return table;
}

AnswerTable sobol_table(const Sensitivity& found) {
  AnswerTable table{
      "Share of the variance of the figure [95% bootstrap limits]; an uncertain input is drawn from all of "
      "its evidence, of which 95% lies from the one end to the other",
      {"Input", "From", "To", "By itself (first order)", "With all others (total)"},
      {}};
  for (const auto& input : found.inputs)
    table.rows.push_back({input.label, input.low, upper_end(input), share_text(input.index.first),
                          share_text(input.index.total)});
  return table;
}

void push(report::DotSeries& series, const Estimate& estimate, double scale) {
  series.values.push_back(estimate.mean * scale);
  series.low.push_back(estimate.low * scale);
  series.high.push_back(estimate.high * scale);
}

AnswerChart chart_of(const Sensitivity& found) {
  report::DotPlot plot;
  report::DotSeries first, second;
  first.look = 1;
  second.look = 2;
  const double scale = shown_scale(found.kpi);
  for (const auto& input : found.inputs) {
    plot.categories.push_back(input.label);
    if (found.method == SensitivityMethod::sobol) {
      push(first, input.index.first, 1);
      push(second, input.index.total, 1);
    } else if (found.method == SensitivityMethod::morris) {
      push(first, input.effect.strength, scale);
      push(second, {input.effect.spread, std::nan(""), std::nan("")}, scale);
    } else {
      push(first, input.at_low, scale);
      push(second, input.at_high, scale);
    }
  }
  const bool sobol = found.method == SensitivityMethod::sobol;
  const bool tornado = found.method == SensitivityMethod::tornado;
  first.label = sobol ? "by itself" : tornado ? "at the lower end" : "strength";
  second.label = sobol ? "with all others" : tornado ? "at the upper end" : "unevenness";
  plot.x = sobol ? report::Axis{"Share of the variance", true}
                 : kpi_axis(found.kpi, tornado ? found.kpi.title : "Effect on " + found.kpi.title);
  if (tornado) plot.marks.push_back({found.base.mean * scale, "best estimates"});
  plot.series = {first, second};
  return {"What '" + found.kpi.title + "' depends on",
          fmt::format("One row for each input, the most important first: a square for {}, a triangle for {}.",
                      first.label, second.label),
          plot};
}

std::string base_sentence(const Sensitivity& found) {
  return fmt::format("With everything at its best estimate '{}' is {}.", found.kpi.title,
                     kpi_text(found.base, found.kpi));
}

/// By how much the figure moves with an input, whatever the method; undefined where that is not known.
double effect_of(const InputSensitivity& input, SensitivityMethod method) {
  switch (method) {
  case SensitivityMethod::tornado: return std::abs(input.at_high.mean - input.at_low.mean);
  case SensitivityMethod::morris: return input.effect.strength.mean;
  case SensitivityMethod::sobol: break;
  }
  return input.index.total.mean;
}

/// Whether nothing is known of what matters most, so of none.
bool nothing_is_known(const Sensitivity& found) {
  return std::isnan(effect_of(found.inputs.front(), found.method));
}

bool is_zero(const Estimate& change) {
  return change.mean == 0 && !(change.low < 0) &&
         !(change.high > 0); // of one replication there are no limits
}

bool changes_nothing(const InputSensitivity& input, SensitivityMethod method) {
  if (method == SensitivityMethod::tornado) return is_zero(input.change_low) && is_zero(input.change_high);
  return effect_of(input, method) == 0;
}

/// Whether the figure stays exactly the same whatever is varied, as far as that is known.
bool nothing_changes_it(const Sensitivity& found) {
  return std::all_of(found.inputs.begin(), found.inputs.end(), [&](const auto& input) {
    return std::isnan(effect_of(input, found.method)) || changes_nothing(input, found.method);
  });
}

/// The same, with what keeps it from being sure.
std::string nothing_changes_sentence(const Sensitivity& found) {
  const auto is_unknown = [&](const auto& input) { return std::isnan(effect_of(input, found.method)); };
  const bool sure = found.failed == 0 && std::none_of(found.inputs.begin(), found.inputs.end(), is_unknown);
  return sure ? nothing_changes : "As far as it is known, nothing that was varied changes the figure.";
}

std::string why_nothing_is_known(const Sensitivity& found) {
  if (found.failed > 0)
    return fmt::format("On what it depends cannot be told: {} at {}, the first being {}.",
                       counted(found.failed, "failure"), counted(found.points, "point"),
                       found.failures.empty() ? "unknown" : found.failures.front());
  if (found.method != SensitivityMethod::sobol || std::isnan(found.base.mean))
    return "On what it depends cannot be told: it has no value, because what it measures did not happen.";
  return nothing_changes; // there is no variance of which an input could have a share
}

/// What matters most, and what hardly matters.
std::string finding(const Sensitivity& found) {
  const auto& most = found.inputs.front();
  if (nothing_is_known(found)) return why_nothing_is_known(found);
  if (nothing_changes_it(found)) return nothing_changes_sentence(found);
  switch (found.method) {
  case SensitivityMethod::tornado:
    return fmt::format("It depends most on {}: from {} to {} it goes from {} to {}.", most.label, most.low,
                       most.high, kpi_text(most.at_low.mean, found.kpi),
                       kpi_text(most.at_high.mean, found.kpi));
  case SensitivityMethod::morris:
    return fmt::format("It depends most on {}: its whole range changes the figure by {} on average.",
                       most.label, kpi_text(most.effect.strength.mean, found.kpi));
  case SensitivityMethod::sobol: break;
  }
  return fmt::format(
      "Of all that the ranges leave open, {} accounts for {:.0f}% by itself and {:.0f}% together "
      "with the others.",
      most.label, 100 * most.index.first.mean, 100 * most.index.total.mean);
}

std::vector<std::string> notes_of(const Sensitivity& found) {
  switch (found.method) {
  case SensitivityMethod::tornado:
    return {"An input that matters only together with another does not show here: --method morris or sobol "
            "shows it."};
  case SensitivityMethod::morris:
    return {"mu* is the mean size of the effect of an input's whole range; a sigma as large as mu* says that "
            "the effect depends on the other inputs, or is not a straight line (Morris 1991)."};
  case SensitivityMethod::sobol: break;
  }
  return {
      "First order: the share of the variance that would go if the input were known. Total: the share that "
      "would stay if all others were known. A total well above the first order means that the input works "
      "together with others (Saltelli et al. 2010; Jansen 1999)."};
}

const char* method_name(SensitivityMethod method) {
  return method == SensitivityMethod::tornado  ? "tornado"
         : method == SensitivityMethod::morris ? "morris"
                                               : "sobol";
}

} // namespace

Answer sensitivity_answer(const Sensitivity& found, const std::string& scenario) {
  Answer answer;
  answer.title = fmt::format("What '{}' depends on: {}", found.kpi.title, scenario);
  answer.facts = fmt::format("{}, {} each, the same patients at every point", counted(found.points, "point"),
                             counted(found.replications, "replication"));
  answer.sentences = {base_sentence(found), finding(found)};
  answer.charts.push_back(chart_of(found));
  answer.tables.push_back(found.method == SensitivityMethod::tornado  ? tornado_table(found)
                          : found.method == SensitivityMethod::morris ? morris_table(found)
                                                                      : sobol_table(found));
  answer.notes = notes_of(found);
  return answer;
}

nlohmann::ordered_json sensitivity_json(const Sensitivity& found) {
  nlohmann::ordered_json json;
  json["format"] = "carepath-sensitivity/1";
  json["method"] = method_name(found.method);
  json["kpi"] = found.kpi.name;
  json["points"] = found.points;
  json["replications"] = found.replications;
  json["failed"] = found.failed;
  json["base"] = estimate_json(found.base, found.kpi);
  json["inputs"] = nlohmann::ordered_json::array();
  const KpiRow plain{};
  for (const auto& input : found.inputs) {
    nlohmann::ordered_json row{
        {"input", input.label}, {"low", input.low}, {"high", input.high}, {"whole", input.whole}};
    if (found.method == SensitivityMethod::tornado) {
      row["at_low"] = estimate_json(input.at_low, found.kpi);
      row["at_high"] = estimate_json(input.at_high, found.kpi);
      row["change_low"] = estimate_json(input.change_low, found.kpi);
      row["change_high"] = estimate_json(input.change_high, found.kpi);
    } else if (found.method == SensitivityMethod::morris) {
      row["mu_star"] = estimate_json(input.effect.strength, found.kpi);
      row["mu"] = number_json(input.effect.mean * days_per(found.kpi.unit));
      row["sigma"] = number_json(input.effect.spread * days_per(found.kpi.unit));
    } else {
      row["first"] = estimate_json(input.index.first, plain);
      row["total"] = estimate_json(input.index.total, plain);
    }
    json["inputs"].push_back(row);
  }
  return json;
}

} // namespace carepath
