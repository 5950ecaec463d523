// Reading what a solve is asked: ranges of values that keep the unit of the file, targets, costs, a budget.
#include "models/study/solve.hpp"

#include "engine/base/text.hpp"
#include "models/compile/compiler.hpp"
#include "models/kpi/target.hpp"
#include "models/scenario/units.hpp"
#include "models/study/apply_settings.hpp"
#include "models/study/kpi_rows.hpp"
#include "models/study/study.hpp"
#include "models/study/value_range.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>

namespace carepath {
namespace {

/// The words about the number in the scenario; a fault when there is no plain value.
std::optional<UnitWords> words_in_file(const SolveProblem& problem, const std::string& path,
                                       Diagnostics& faults) {
  const auto* node = find_path(problem.base, path);
  if (!node) { // setting it says what is wrong with the path
    auto copy = problem.base;
    if (set_path(copy, path, make_number(1), {}, NewPaths::refused, faults)) return UnitWords{};
    return std::nullopt;
  }
  if (node->is_number()) return UnitWords{};
  UnitWords words;
  double number = 0;
  if (node->is_text() && !node->text.starts_with('=') &&
      split_quantity(node->text, number, words.before, words.after))
    return words;
  faults.error(node->where, fmt::format("--find {}: there is no plain number to vary here", path),
               node->is_text() && node->text.starts_with('=')
                   ? "vary the parameter it is worked out from, such as parameter.NAME.is"
                   : fmt::format("go on to a number inside, such as {}.{}", path,
                                 node->is_table() && !node->keys.empty() ? node->keys.front() : "1"));
  return std::nullopt;
}

std::string number_text(double number) {
  return fmt::format("{:.10g}", number);
}

/// Why there is nothing to search; a range of one value is a question whether that one meets the targets.
std::string range_fault(double first, double last, double step, double count) {
  if (!(step > 0)) return fmt::format("steps of {:g} lead nowhere", step);
  if (count > static_cast<double>(most_plans))
    return fmt::format("the range has more than {} values", most_plans);
  if (count < 2 && first != last)
    return fmt::format("steps of {:g} go beyond {:g}, so that {:g} is the only value", step, last, first);
  return {};
}

void add_levels(const std::string& find, double first, double last, double step, const UnitWords& words,
                SolveUnknown& unknown, Diagnostics& faults) {
  const double count = std::floor(std::abs(last - first) / step + 1e-9) + 1;
  if (const auto fault = range_fault(first, last, step, count); !fault.empty()) {
    faults.error({}, fmt::format("--find {}: {}", find, fault),
                 "write from what costs least to what helps most, such as 6..14, or 10..60..5 in steps of 5");
    return;
  }
  const double sign = last < first ? -1 : 1;
  for (double at = 0; at < count; ++at) {
    const double number = std::round((first + sign * step * at) * 1e10) / 1e10;
    const bool whole = number == std::floor(number);
    auto node = words.empty() ? make_number(number) : make_text(words.about(number_text(number)));
    if (words.empty() && whole) node.kind = NodeKind::integer;
    unknown.levels.push_back(node);
    unknown.texts.push_back(words.about(number_text(number)));
    unknown.numbers.push_back(number);
    unknown.costs.push_back(at);
  }
}

/// Whether an unknown has this value of the scenario already, however its path is written.
bool is_found_already(const SolveProblem& problem, const std::string& path) {
  const auto* node = find_path(problem.base, path);
  return std::any_of(problem.unknowns.begin(), problem.unknowns.end(), [&](const auto& unknown) {
    return unknown.path == path || (node && find_path(problem.base, unknown.path) == node);
  });
}

/// "PATH=FIRST..LAST" and perhaps "..STEP".
void read_find(const std::string& find, SolveProblem& problem) {
  auto& faults = problem.faults;
  const auto asked = read_asked_range(find);
  if (asked.fault == AskedFault::unit) {
    faults.error({}, fmt::format("--find {}: the numbers of the range are in different units", find),
                 "say the unit once, such as 2..6 weeks");
    return;
  }
  if (asked.fault != AskedFault::none) {
    faults.error({}, fmt::format("--find {}: a range is FIRST..LAST or FIRST..LAST..STEP", find),
                 "such as resource.theatre_list.sessions=6..14");
    return;
  }
  SolveUnknown unknown;
  unknown.path = asked.path;
  if (is_found_already(problem, unknown.path)) {
    faults.error({}, fmt::format("--find {}: another --find has the path '{}' already", find, unknown.path),
                 "give one range for each value to be found");
    return;
  }
  const auto own = words_in_file(problem, unknown.path, faults);
  if (!own) return;
  const double step = asked.numbers.size() == 3 ? asked.numbers[2] : 1;
  add_levels(find, asked.numbers[0], asked.numbers[1], step, asked.words.empty() ? *own : asked.words,
             unknown, faults);
  if (!unknown.levels.empty()) problem.unknowns.push_back(std::move(unknown));
}

std::optional<std::size_t> find_row(const std::vector<KpiRow>& kpis, const std::string& name,
                                    const std::string& option, Diagnostics& faults) {
  if (const auto place = kpi_place(kpis, name)) return place;
  faults.error({}, fmt::format("{}: there is no KPI '{}'", option, name), kpi_hint(kpis, name));
  return std::nullopt;
}

bool unit_fits(Dimension dimension, const std::string& unit) {
  if (dimension == Dimension::duration) return unit_days(unit) > 0;
  if (dimension == Dimension::money) return unit.starts_with("£");
  return dimension == Dimension::number && unit_days(unit) == 0;
}

/// "KPI<=VALUE".
void read_bound(const std::string& text, SolveProblem& problem) {
  auto& faults = problem.faults;
  const auto sign = text.find_first_of("<>");
  const auto after = sign == std::string::npos ? sign : text.find_first_not_of("<>= ", sign);
  const std::string option = "--such-that " + text;
  KpiTarget target;
  if (sign == std::string::npos || after == std::string::npos ||
      !read_quantity(trim(std::string_view(text).substr(after)), target.low.number, target.low.dimension)) {
    faults.error({}, option + ": a target is KPI<=VALUE or KPI>=VALUE",
                 "such as \"rtt18>=65%\" or \"wait.mean<=6 weeks\"");
    return;
  }
  const auto row =
      find_row(problem.kpis, std::string(trim(std::string_view(text).substr(0, sign))), option, faults);
  if (!row) return;
  auto copy = problem.kpis[*row];
  if (!unit_fits(target.low.dimension, copy.unit)) {
    faults.error({}, fmt::format("{}: '{}' is given in {}", option, copy.name, copy.unit),
                 unit_days(copy.unit) > 0 ? "write the bound with its unit, such as 6 weeks" : "");
    return;
  }
  target.sign = text[sign];
  set_target(target, copy);
  problem.targets.push_back({text, *row, {copy.target, text[sign] == '<'}});
}

bool read_amount(const std::string& text, const std::string& option, SolveProblem& problem, double& amount) {
  Dimension dimension = Dimension::number;
  if (read_quantity(trim(text), amount, dimension) && amount >= 0 &&
      (dimension == Dimension::number || dimension == Dimension::money)) {
    problem.in_money = problem.in_money || dimension == Dimension::money;
    return true;
  }
  problem.faults.error({}, fmt::format("{}: '{}' is no amount of money and no plain number", option, text),
                       "such as £250000");
  return false;
}

/// The unknown whose cost this is; a fault where it is none's.
SolveUnknown* costed_unknown(const std::string& text, const std::string& path, SolveProblem& problem) {
  const auto found = std::find_if(problem.unknowns.begin(), problem.unknowns.end(),
                                  [&](const auto& unknown) { return unknown.path == path; });
  if (found != problem.unknowns.end()) return &*found;
  std::vector<std::string> paths;
  for (const auto& unknown : problem.unknowns) paths.push_back(unknown.path);
  problem.faults.error({}, fmt::format("--cost {}: no --find has the path '{}'", text, path),
                       name_hint(path, paths));
  return nullptr;
}

void set_costs(double amount, SolveUnknown& unknown) {
  const double first = unknown.numbers.front();
  const bool falls = unknown.numbers.back() < first; // less is dearer: each unit less costs
  for (std::size_t level = 0; level < unknown.costs.size(); ++level) {
    const double number = unknown.numbers[level];
    unknown.costs[level] = amount * (falls ? first - number : number);
  }
}

/// "PATH=AMOUNT"; `costed` are the paths that have theirs.
void read_cost(const std::string& text, SolveProblem& problem, std::set<std::string>& costed) {
  const auto equals = text.find('=');
  const auto path = std::string(trim(std::string_view(text).substr(0, equals)));
  auto* unknown = costed_unknown(text, path, problem);
  if (!unknown) return;
  if (!costed.insert(path).second) {
    problem.faults.error({}, fmt::format("--cost {}: another --cost has the path '{}' already", text, path),
                         "say once what a unit costs");
    return;
  }
  double amount = 0;
  if (read_amount(equals == std::string::npos ? "" : text.substr(equals + 1), "--cost " + text, problem,
                  amount))
    set_costs(amount, *unknown);
}

/// Levels of several unknowns can only be weighed against each other when each has a cost.
void check_all_costed(const std::set<std::string>& costed, SolveProblem& problem) {
  if (problem.unknowns.size() < 2) return;
  const auto bare = std::find_if(problem.unknowns.begin(), problem.unknowns.end(),
                                 [&](const auto& unknown) { return !costed.contains(unknown.path); });
  if (bare != problem.unknowns.end())
    problem.faults.error({}, "with several --find, say what a unit of each costs",
                         fmt::format("such as --cost {}=£250000", bare->path));
}

void read_costs(const SolveRequest& request, SolveProblem& problem) {
  std::set<std::string> costed;
  for (const auto& cost : request.costs) read_cost(cost, problem, costed);
  problem.has_costs = !request.costs.empty();
  check_all_costed(costed, problem);
  if (request.budget) static_cast<void>(read_amount(*request.budget, "--budget", problem, problem.budget));
  if (request.budget && request.costs.empty())
    problem.faults.error({}, "--budget needs --cost for each --find");
}

/// The KPIs, from the plan with the highest levels, or from the scenario as it is.
void read_kpis(const SolveRequest& request, SolveProblem& problem) {
  const auto compiled = compile(problem.base, problem.texts, problem.faults);
  if (!compiled) return;
  problem.kpis = compiled->kpis;
  problem.seed = compiled->run.seed;
  for (const auto number : {request.first, request.most}) check_pairs(compiled->run, number, problem.faults);
}

} // namespace

std::size_t SolveProblem::plans() const {
  std::size_t count = 1;
  for (const auto& unknown : unknowns)
    if (count <= most_plans) count *= unknown.levels.size(); // each at most `most_plans`: no overflow
  return count;
}

Document document_of(const SolveProblem& problem, const std::vector<std::size_t>& levels,
                     Diagnostics& faults) {
  auto document = problem.base;
  std::vector<std::string> paths;
  for (std::size_t at = 0; at < levels.size(); ++at) {
    const auto& unknown = problem.unknowns[at];
    set_path(document, unknown.path, unknown.levels[levels[at]], {}, NewPaths::refused, faults);
    paths.push_back(unknown.path);
  }
  keep_evidence_of(document, paths);
  return document;
}

SolveProblem read_problem(const SolveRequest& request) {
  SolveProblem problem;
  problem.base = read_document(request.file, problem.texts, problem.faults, request.library);
  if (problem.faults.has_errors()) return problem;
  forget_replications(problem.base);
  problem.as_written = problem.base;
  set_all_typed(problem.base, request.settings, problem.faults);
  if (problem.faults.has_errors()) return problem;
  read_kpis(request, problem);
  if (problem.faults.has_errors()) return problem;
  for (const auto& find : request.finds) read_find(find, problem);
  for (const auto& setting : request.settings)
    if (const auto path = std::string(path_of(setting)); is_found_already(problem, path))
      problem.faults.error({}, fmt::format("--set {}: --find looks for the value of '{}'", setting, path),
                           "leave one of the two out");
  for (const auto& target : request.targets) read_bound(target, problem);
  if (problem.unknowns.size() == request.finds.size()) read_costs(request, problem);
  if (!request.front.empty())
    problem.front = find_row(problem.kpis, request.front, "--front", problem.faults);
  if (!problem.faults.has_errors() && problem.plans() > most_plans)
    problem.faults.error(
        {},
        fmt::format("there are more than {} plans to choose from, which is the most there can be",
                    most_plans),
        "narrow the ranges, or give a larger step");
  problem.confidence = request.confidence;
  problem.first = std::min(request.first, request.most);
  problem.most = request.most;
  problem.precision = request.precision;
  problem.most_for_precision = request.most_for_precision;
  problem.seed = request.seed.value_or(problem.seed);
  problem.threads = request.threads;
  return problem;
}

} // namespace carepath
