#include "models/study/choice.hpp"

#include "engine/base/undefined.hpp"
#include "engine/experiment/shared_progress.hpp"
#include "engine/observe/estimate.hpp"
#include "models/study/kpi_rows.hpp"
#include "models/study/reduce.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <set>
#include <utility>

namespace carepath {
namespace {

constexpr double usual_indifference = 0.02; // of the first scenario's figure
constexpr std::size_t first_stage = 10;
constexpr std::size_t fewest_defined = 2;     // a spread needs two
constexpr std::size_t information_draws = 50; // fewer say little of what an input is worth

/// Observations of every option: a replication each, or the mean of those that share a draw of the inputs.
class Observations {
public:
  Observations(const Study& study, const KpiRow& kpi, const RunHooks& hooks, Choice& out)
      : study_(study), hooks_(hooks), out_(out), values_(study.variants.size()) {
    for (const auto& variant : study.variants) places_.push_back(kpi_place(variant.kpis, kpi.name).value());
  }

  [[nodiscard]] const OptionValues& values() const { return values_; }

  /// Brings each option to as many observations as `wanted` says, those with the same number together.
  void extend(const std::vector<std::size_t>& wanted) {
    std::set<std::size_t> starts;
    for (const auto& of_option : values_) starts.insert(of_option.size());
    for (const auto start : starts) {
      std::vector<std::size_t> together;
      std::size_t to = 0;
      for (std::size_t option = 0; option < values_.size(); ++option)
        if (values_[option].size() == start && wanted[option] > start) {
          together.push_back(option);
          to = std::max(to, wanted[option]);
        }
      if (!together.empty() && !out_.cancelled) run(together, start, to);
    }
  }

private:
  void run(const std::vector<std::size_t>& options, std::size_t from, std::size_t to) {
    Study part = study_;
    part.variants.clear();
    part.documents.clear();
    part.uncertain.clear();
    for (const auto option : options) {
      part.variants.push_back(study_.variants[option]);
      part.documents.push_back(study_.documents[option]);
      if (!study_.uncertain.empty()) part.uncertain.push_back(study_.uncertain[option]);
    }
    part.first_replication = static_cast<std::uint32_t>(from * study_.per_observation);
    part.replications = static_cast<std::uint32_t>((to - from) * study_.per_observation);
    const auto result = run_variants(part, hooks_after(hooks_, run_));
    out_.cancelled = result.cancelled;
    if (out_.cancelled) return;
    run_ += part.variants.size() * part.replications;
    for (std::size_t at = 0; at < options.size(); ++at) put(options[at], result.replications[at]);
  }

  void put(std::size_t option, const std::vector<ReplicationResult>& replications) {
    constexpr std::size_t most_listed = 5;
    for (std::size_t first = 0; first < replications.size(); first += study_.per_observation) {
      double sum = 0, number = 0;
      for (std::size_t at = first; at < first + study_.per_observation; ++at) {
        const auto& one = replications[at];
        const double value = one.completed ? one.outputs[places_[option]] : undefined;
        if (std::isfinite(value)) sum += value, number += 1;
        if (one.completed) continue;
        ++out_.failed;
        if (out_.failures.size() < most_listed)
          out_.failures.push_back(study_.variants[option].name + ": " + one.failure);
      }
      values_[option].push_back(number > 0 ? sum / number : undefined);
    }
  }

  const Study& study_;
  const RunHooks& hooks_;
  Choice& out_;
  OptionValues values_;
  std::vector<std::size_t> places_{};
  std::size_t run_ = 0; // replications so far, of all options
};

/// Two options with too few observations in which both have the figure; an option and itself where it has too
/// few of its own.
std::optional<std::pair<std::size_t, std::size_t>> too_little_known(const OptionValues& values) {
  for (std::size_t a = 0; a < values.size(); ++a)
    if (replications_of_both(values, a, a) < fewest_defined) return std::pair{a, a};
  for (std::size_t a = 0; a < values.size(); ++a)
    for (std::size_t b = 0; b < a; ++b)
      if (replications_of_both(values, a, b) < fewest_defined) return std::pair{b, a};
  return std::nullopt;
}

std::string refusal_words(const OptionValues& values, std::size_t a, std::size_t b, const Choice& out) {
  const auto& name = out.options[a].name;
  const auto number = replications_of_both(values, a, b);
  const auto who = a == b ? fmt::format("'{}' has", name)
                          : fmt::format("'{}' and '{}' both have", name, out.options[b].name);
  return fmt::format("--kpi {}: {} this figure in {} of {} observations, and a choice needs at least {}",
                     out.kpi.name, who, number == 0 ? "none" : fmt::format("only {}", number),
                     values[a].size(), fewest_defined);
}

/// The first observations of all options: more of them while too few define the figure, as it may be rare.
void observe_first(Observations& observed, Choice& out, std::size_t most) {
  std::size_t wanted = first_stage;
  do {
    observed.extend(std::vector<std::size_t>(out.options.size(), wanted));
    const auto lack = too_little_known(observed.values());
    if (!lack || out.cancelled) return;
    if (wanted >= most) out.refusal = refusal_words(observed.values(), lack->first, lack->second, out);
    wanted = std::min(2 * wanted, most);
  } while (out.refusal.empty());
}

void select_sequentially(Observations& observed, Choice& out, std::size_t most) {
  SelectionGoal goal{out.largest, out.indifference, out.confidence, first_stage};
  SequentialSelection selection(out.options.size(), goal);
  while (true) {
    selection.judge(observed.values());
    for (std::size_t option = 0; option < out.options.size(); ++option)
      out.options[option].is_in = selection.is_in(option);
    if (selection.done() || out.cancelled) break;
    std::vector<std::size_t> wanted;
    bool any = false;
    for (std::size_t option = 0; option < out.options.size(); ++option) {
      const auto now = observed.values()[option].size();
      wanted.push_back(selection.is_in(option) ? std::min(now + first_stage, most) : now);
      any = any || wanted.back() > now;
    }
    if (!any) break;
    observed.extend(wanted);
  }
  out.decided = selection.done();
  out.best = leading_option(observed.values(), out.largest);
  for (std::size_t option = 0; out.decided && option < out.options.size(); ++option)
    if (selection.is_in(option)) out.best = option;
}

void select_by_budget(Observations& observed, Choice& out, std::size_t most, std::uint64_t seed) {
  const auto options = out.options.size();
  while (!out.cancelled) {
    out.best = leading_option(observed.values(), out.largest);
    out.decided = probability_best(observed.values(), out.largest, seed)[out.best] >= out.confidence;
    std::size_t spent = 0;
    for (const auto& values : observed.values()) spent += values.size();
    if (out.decided || spent >= most * options) break;
    observed.extend(budget_allocation(observed.values(), out.largest, first_stage * options));
  }
}

/// Figures, probabilities and distances from the leader.
void describe(const Observations& observed, std::uint64_t seed, Choice& out) {
  const auto probability = probability_best(observed.values(), out.largest, seed);
  const auto& best = observed.values()[out.best];
  for (std::size_t option = 0; option < out.options.size(); ++option) {
    auto& found = out.options[option];
    const auto& own = observed.values()[option];
    const auto both = std::min(own.size(), best.size());
    found.replications = own.size() * out.per_observation;
    found.figure = estimate_mean(own);
    found.behind = paired_difference(std::span(own).first(both), std::span(best).first(both));
    found.probability = probability[option];
  }
}

/// Which uncertain input to measure next, from draws that all options have.
void value_information(const Study& study, Observations& observed, Choice& out) {
  if (study.uncertain.empty() || out.cancelled) return;
  std::vector<UncertainInput> inputs;
  for (const auto& of_variant : study.uncertain)
    for (const auto& input : of_variant)
      if (std::none_of(inputs.begin(), inputs.end(),
                       [&](const auto& other) { return other.name == input.name; }))
        inputs.push_back(input);
  std::vector<std::size_t> wanted;
  for (const auto& values : observed.values()) wanted.push_back(std::max(values.size(), information_draws));
  observed.extend(wanted);
  if (out.cancelled) return;
  std::size_t draws = std::numeric_limits<std::size_t>::max();
  for (const auto& values : observed.values()) draws = std::min(draws, values.size());
  std::vector<std::vector<double>> drawn, answers;
  for (const auto& input : inputs) {
    auto& column = drawn.emplace_back();
    for (std::size_t draw = 0; draw < draws; ++draw) column.push_back(value_in_draw(input, study.seed, draw));
  }
  for (const auto& values : observed.values())
    answers.emplace_back(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(draws));
  const auto worth = information_value(drawn, answers, out.largest, study.seed);
  out.worth_of_all = worth.all;
  for (std::size_t at = 0; at < inputs.size(); ++at)
    out.inputs.push_back({inputs[at].name, inputs[at].title, worth.inputs[at]});
  std::stable_sort(out.inputs.begin(), out.inputs.end(),
                   [](const auto& a, const auto& b) { return a.worth.mean > b.worth.mean; });
}

} // namespace

std::optional<KpiRow> common_kpi(Study& study, const std::string& name) {
  std::optional<KpiRow> found;
  for (const auto& variant : study.variants) {
    const auto place = kpi_place(variant.kpis, name);
    if (place) {
      if (!found) found = variant.kpis[*place];
      continue;
    }
    study.faults.error({}, fmt::format("--kpi {}: '{}' has no such figure", name, variant.name),
                       kpi_hint(variant.kpis, name));
    return std::nullopt;
  }
  return found;
}

bool is_more_better(const KpiRow& kpi) {
  return kpi.has_target ? !kpi.target_at_most : kpi.unit == "share";
}

Choice choose_option(const Study& study, const ChoiceRequest& request, const KpiRow& kpi,
                     const RunHooks& hooks) {
  Choice out;
  out.kpi = kpi;
  out.method = request.method;
  out.largest = request.largest.value_or(is_more_better(kpi));
  out.confidence = request.confidence;
  out.per_observation = study.per_observation;
  for (const auto& variant : study.variants)
    out.options.push_back({variant.name, variant.title, 0, {}, {}, 0, true});
  Observations observed(study, kpi, hooks, out);
  observe_first(observed, out, request.most);
  if (out.cancelled || !out.refusal.empty()) return out;
  const double scale = std::abs(estimate_mean(observed.values().front()).mean);
  out.indifference =
      request.indifference.value_or(scale > 0 ? usual_indifference * scale : usual_indifference);
  if (request.method == ChoiceMethod::kn)
    select_sequentially(observed, out, request.most);
  else
    select_by_budget(observed, out, request.most, study.seed);
  if (out.cancelled) return out;
  describe(observed, study.seed, out); // by the observations that decided
  value_information(study, observed, out);
  return out;
}

} // namespace carepath
