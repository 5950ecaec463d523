#include "cli/commands/solve_report.hpp"

#include "cli/commands/answer_command.hpp"
#include "cli/output/json.hpp"
#include "cli/output/unit.hpp"
#include "cli/terminal.hpp"
#include "engine/base/text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace carepath {
namespace {

const char* verdict_word(MeanVerdict verdict) {
  return verdict == MeanVerdict::met ? "met" : verdict == MeanVerdict::missed ? "missed" : "unclear";
}

std::string percent(double share) {
  return fmt::format("{:g}%", 100 * share);
}

std::string amount(const SolveProblem& problem, double cost) {
  return figure_text(cost, problem.in_money ? "£" : "number");
}

std::string target_figure(const SolveProblem& problem, const TriedPlan& tried, std::size_t at) {
  return kpi_text(tried.targets[at], problem.kpis[problem.targets[at].row]);
}

/// What takes the place of limits where all replications gave one value.
std::string equal_values_text(const SolveProblem& problem, const TriedPlan& tried) {
  return fmt::format(
      "    judged on equal values: the same in each of {}, which no limits can be made of; {} sure\n"
      "    is only that fewer than {:.2g}% of replications have another value\n",
      counted(tried.replications, "replication"), percent(problem.confidence),
      100 * most_that_differ(tried.replications, problem.confidence));
}

/// How the targets came out, in a row each.
std::string targets_text(const SolveProblem& problem, const TriedPlan& tried) {
  std::string out;
  for (std::size_t at = 0; at < problem.targets.size(); ++at) {
    out += fmt::format("  {}: {}\n", problem.targets[at].text, target_figure(problem, tried, at));
    if (tried.on_equal_values[at]) out += equal_values_text(problem, tried);
  }
  return out;
}

std::string found_text(const SolveProblem& problem, const SolveAnswer& answer) {
  const auto& found = answer.tried[*answer.found];
  const auto& fresh = answer.confirmed.back();
  std::string out = plan_text(problem, found.values) + "\n";
  if (problem.has_costs) out += fmt::format("at a cost of {}, ", amount(problem, found.cost));
  if (answer.plans > 1)
    out += fmt::format("is the {} of {} plans that ", problem.has_costs ? "cheapest" : "least", answer.plans);
  out += fmt::format("meets its {} with {} confidence (95% limits below):\n",
                     problem.targets.size() == 1 ? "target" : "targets", percent(problem.confidence));
  out += targets_text(problem, found);
  out += fmt::format("With fresh luck (--seed {}, {}) it meets {} too:\n", answer.fresh_seed,
                     counted(fresh.replications, "replication"), problem.targets.size() == 1 ? "it" : "them");
  return out + targets_text(problem, fresh);
}

std::string missing_text(const SolveProblem& problem, const SolveAnswer& answer) {
  if (answer.cancelled) return "Stopped before an answer was found.\n";
  return fmt::format("{} {} with {} confidence.\nNearest miss: {}\n",
                     answer.plans > 1 ? fmt::format("No plan of {} plans meets", answer.plans)
                                      : "The only plan does not meet",
                     problem.targets.size() == 1 ? "the target" : "all targets", percent(problem.confidence),
                     answer.nearest_miss);
}

/// The values in columns, the cost, the targets, the verdict.
std::vector<GridCell> tried_row(const SolveProblem& problem, const TriedPlan& tried,
                                const std::string& note) {
  std::vector<GridCell> cells;
  for (const auto& value : tried.values) cells.push_back({value});
  if (problem.has_costs) cells.push_back({amount(problem, tried.cost)});
  cells.push_back({std::to_string(tried.replications)});
  for (std::size_t at = 0; at < problem.targets.size(); ++at)
    cells.push_back({target_figure(problem, tried, at)});
  const auto tone = tried.verdict == MeanVerdict::met      ? Tone::good
                    : tried.verdict == MeanVerdict::missed ? Tone::bad
                                                           : Tone::plain;
  cells.push_back({verdict_word(tried.verdict) + note, tone});
  return cells;
}

std::string tried_text(const SolveProblem& problem, const SolveAnswer& answer) {
  std::vector<std::string> header;
  for (const auto& unknown : problem.unknowns) header.push_back(unknown.path);
  if (problem.has_costs) header.push_back("Cost");
  header.push_back("Replications");
  for (const auto& target : problem.targets) header.push_back(target.text);
  header.push_back("Verdict");
  TextGrid grid(header, problem.unknowns.size());
  auto sorted = answer.tried;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.cost < b.cost; });
  for (const auto& tried : sorted) {
    grid.row(tried_row(problem, tried, ""));
    for (const auto& fresh : answer.confirmed)
      if (fresh.plan == tried.plan) grid.row(tried_row(problem, fresh, ", fresh luck"));
  }
  return "\nTried, on the same patients (± half the width of 95% limits)\n" +
         grid.str(output_table_options());
}

std::string front_text(const SolveProblem& problem, const SolveAnswer& answer) {
  if (answer.front.empty()) return "";
  const auto& row = problem.kpis[*problem.front];
  std::vector<std::string> header;
  for (const auto& unknown : problem.unknowns) header.push_back(unknown.path);
  header.insert(header.end(), {"Cost", label_text(row)});
  TextGrid grid(header, problem.unknowns.size());
  for (const auto& point : answer.front) {
    std::vector<GridCell> cells;
    for (const auto& value : point.values) cells.push_back({value});
    cells.push_back({amount(problem, point.cost)});
    cells.push_back({kpi_text(point.kpi, row)});
    grid.row(std::move(cells));
  }
  return "\nThe front of cost against it: no plan tried costs less and is better\n" +
         grid.str(output_table_options());
}

std::string unclear_text(const SolveProblem& problem, const SolveAnswer& answer) {
  const bool any = std::any_of(answer.tried.begin(), answer.tried.end(),
                               [](const auto& tried) { return tried.verdict == MeanVerdict::unclear; });
  if (!any) return "";
  return fmt::format(
      "unclear: too near the target to say with {} confidence after {}; --most-replications "
      "allows more. It counts as not enough. Of events that seldom or never happened, verdicts "
      "allow for two more than were seen.\n",
      percent(problem.confidence), counted(problem.most, "replication"));
}

std::string effort_text(const SolveAnswer& answer) {
  std::string out = fmt::format("\n{} of {} tried in {}", answer.tried.size(), counted(answer.plans, "plan"),
                                counted(answer.runs, "run"));
  if (answer.exhaustive > 0)
    out += fmt::format("; a sweep of all, as sure as the least sure of these, takes {}",
                       grouped_number(static_cast<double>(answer.exhaustive), 0));
  return out + ".\n";
}

std::string bracket_text(const SolveProblem& problem, const SolveAnswer& answer) {
  std::string out;
  for (std::size_t at = 0; at < answer.keeps_up_from.size(); ++at)
    if (!answer.keeps_up_from[at].empty())
      out += fmt::format("By the traffic equations {} can keep up from {}.\n", problem.unknowns[at].path,
                         answer.keeps_up_from[at]);
  return out;
}

using Json = nlohmann::ordered_json;

Json values_json(const SolveProblem& problem, const std::vector<std::string>& values) {
  Json json = Json::object();
  for (std::size_t at = 0; at < values.size(); ++at) json[problem.unknowns[at].path] = values[at];
  return json;
}

Json tried_json(const SolveProblem& problem, const TriedPlan& tried) {
  Json json;
  json["plan"] = values_json(problem, tried.values);
  if (problem.has_costs) json["cost"] = tried.cost;
  json["replications"] = tried.replications;
  for (std::size_t at = 0; at < problem.targets.size(); ++at) {
    auto& target = json["targets"][problem.targets[at].text];
    target = figure_json(tried.targets[at], problem.kpis[problem.targets[at].row]);
    target["verdict"] = verdict_word(tried.verdicts[at]);
    if (tried.on_equal_values[at]) target["on_equal_values"] = true;
  }
  json["verdict"] = verdict_word(tried.verdict);
  return json;
}

} // namespace

std::string plan_text(const SolveProblem& problem, const std::vector<std::string>& values) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < values.size(); ++at)
    parts.push_back(fmt::format("{} = {}", problem.unknowns[at].path, values[at]));
  return join(parts, ", ");
}

std::string solve_text(const SolveProblem& problem, const SolveAnswer& answer) {
  return (answer.found ? found_text(problem, answer) : missing_text(problem, answer)) +
         bracket_text(problem, answer) + tried_text(problem, answer) + unclear_text(problem, answer) +
         front_text(problem, answer) + effort_text(answer);
}

std::string solve_json(const SolveProblem& problem, const SolveAnswer& answer) {
  Json json;
  json["format"] = "carepath-solve/1";
  json["found"] = answer.found ? values_json(problem, answer.tried[*answer.found].values) : Json(nullptr);
  if (!answer.nearest_miss.empty()) json["nearest_miss"] = answer.nearest_miss;
  json["confidence"] = problem.confidence;
  json["seed"] = problem.seed;
  json["fresh_seed"] = answer.fresh_seed;
  json["tried"] = Json::array();
  for (const auto& tried : answer.tried) json["tried"].push_back(tried_json(problem, tried));
  json["confirmed"] = Json::array();
  for (const auto& tried : answer.confirmed) json["confirmed"].push_back(tried_json(problem, tried));
  for (const auto& point : answer.front)
    json["front"].push_back({{"plan", values_json(problem, point.values)},
                             {"cost", point.cost},
                             {"kpi", figure_json(point.kpi, problem.kpis[*problem.front])}});
  json["plans"] = answer.plans;
  json["runs"] = answer.runs;
  json["runs_of_a_sweep"] = answer.exhaustive;
  return json.dump(1) + "\n";
}

} // namespace carepath
