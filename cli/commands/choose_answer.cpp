#include "cli/commands/choose_answer.hpp"

#include "cli/commands/answer_command.hpp"
#include "cli/output/json.hpp"
#include "cli/terminal.hpp"
#include "engine/base/text.hpp"
#include "report/format.hpp"
#include "report/kpi_row.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace carepath {
namespace {

/// "0.97"; "over 0.99" and "below 0.01" rather than certainty that nobody has.
std::string probability_text(double probability) {
  if (probability > 0.995) return "over 0.99";
  if (probability < 0.005) return "below 0.01";
  return fmt::format("{:.2f}", probability);
}

std::string difference_words(double value, const KpiRow& kpi) {
  if (shown_unit(kpi) != "share") return kpi_text(value, kpi);
  const auto points = fmt::format("{:.2g}", 100 * value);
  return points + (points == "1" ? " percentage point" : " percentage points");
}

/// Whether no replication tells the option from the best.
bool is_tied(const Choice& choice, std::size_t option) {
  const auto& behind = choice.options[option].behind;
  return option != choice.best && behind.mean == 0 && behind.low == 0 && behind.high == 0;
}

std::vector<std::string> tied_with_best(const Choice& choice) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at < choice.options.size(); ++at)
    if (is_tied(choice, at)) names.push_back(choice.options[at].name);
  return names;
}

std::string tie_sentence(const Choice& choice, const std::vector<std::string>& tied) {
  const auto& best = choice.options[choice.best];
  const auto among =
      tied.size() + 1 < choice.options.size() ? " They share the probability of being best." : "";
  return fmt::format("No difference: '{}' of {} is the same as of {} in every replication, {}.{}",
                     choice.kpi.title, join(tied, ", "), best.name, kpi_text(best.figure, choice.kpi), among);
}

/// Whether its figure is the best of all as they stand. One that was dropped may have a better one over fewer
/// replications.
bool leads(const Choice& choice) {
  const double best = choice.options[choice.best].figure.mean;
  return std::none_of(choice.options.begin(), choice.options.end(), [&](const auto& other) {
    return choice.largest ? other.figure.mean > best : other.figure.mean < best;
  });
}

std::string best_sentence(const Choice& choice) {
  if (const auto tied = tied_with_best(choice); !tied.empty()) return tie_sentence(choice, tied);
  const auto& best = choice.options[choice.best];
  const bool of_all = leads(choice);
  return fmt::format("{} is best with probability {}: {}its '{}' is the {}, {}{}.", best.name,
                     probability_text(best.probability),
                     of_all ? "" : "over the replications that it shares with each other ", choice.kpi.title,
                     choice.largest ? "highest" : "lowest", of_all ? "" : "and over all of its own ",
                     kpi_text(best.figure, choice.kpi));
}

std::string method_sentence(const Choice& choice) {
  const auto delta = difference_words(choice.indifference, choice.kpi);
  if (!choice.decided && !tied_with_best(choice).empty())
    return "Undecided: no replication tells the tied options apart.";
  if (choice.method == ChoiceMethod::ocba)
    return choice.decided
               ? fmt::format(
                     "Replications went where the choice is close (OCBA), until the probability was {:.0f}%.",
                     100 * choice.confidence)
               : std::string("The probability asked for was not reached: --most-replications allows more.");
  if (choice.decided)
    return fmt::format(
        "The selection (KN++) dropped all others: it is right in at least {:.0f}% of studies when "
        "the best leads by {} or more.",
        100 * choice.confidence, delta);
  return fmt::format(
      "Undecided: several options are still within {} of each other as far as these replications "
      "can tell; --most-replications or a larger --indifference settles it.",
      delta);
}

std::string information_sentence(const Choice& choice) {
  if (choice.inputs.empty()) return "";
  const auto& first = choice.inputs.front();
  const auto name = first.title.empty() ? first.name : first.title;
  if (!(first.worth.mean > 0))
    return "Knowing the uncertain inputs better would not change the choice: none needs measuring for its "
           "sake.";
  return fmt::format("Measure {} next: knowing it before choosing would be worth {} of the figure on average "
                     "(all uncertain inputs together: {}).",
                     name, difference_words(first.worth.mean, choice.kpi),
                     difference_words(choice.worth_of_all.mean, choice.kpi));
}

AnswerTable options_table(const Choice& choice) {
  AnswerTable table{
      "Options; differences from the best for the same patients [95% limits]; * where the limits "
      "exclude zero",
      {"Option", "Probability of being best", choice.kpi.title, "Behind the best", "Replications", "So"},
      {}};
  const bool any_tied = !tied_with_best(choice).empty();
  for (std::size_t at = 0; at < choice.options.size(); ++at) {
    const auto& option = choice.options[at];
    const bool is_best = at == choice.best;
    table.rows.push_back(
        {option.name, probability_text(option.probability), kpi_text(option.figure, choice.kpi),
         is_best ? "–" : kpi_change_text(option.behind, choice.kpi), fmt::format("{}", option.replications),
         is_best && any_tied                   ? "tied"
         : is_best                             ? "best"
         : is_tied(choice, at)                 ? "tied"
         : choice.method == ChoiceMethod::ocba ? ""
         : option.is_in                        ? "still in"
                                               : "dropped"});
  }
  return table;
}

std::string worth_text(const Estimate& worth, const KpiRow& kpi) {
  return fmt::format("{} [{}, {}]", difference_words(worth.mean, kpi), difference_words(worth.low, kpi),
                     difference_words(worth.high, kpi));
}

AnswerTable information_table(const Choice& choice) {
  AnswerTable table{
      "What it would be worth to know an uncertain input before choosing [95% bootstrap limits]",
      {"Input", "Worth"},
      {}};
  for (const auto& input : choice.inputs)
    table.rows.push_back(
        {input.title.empty() ? input.name : input.title, worth_text(input.worth, choice.kpi)});
  table.rows.push_back({"all of them", worth_text(choice.worth_of_all, choice.kpi)});
  return table;
}

AnswerChart chart_of(const Choice& choice) {
  report::DotPlot plot;
  report::DotSeries series;
  series.label = choice.kpi.title;
  const double scale = shown_scale(choice.kpi);
  for (const auto& option : choice.options) {
    plot.categories.push_back(option.name);
    series.values.push_back(option.figure.mean * scale);
    series.low.push_back(option.figure.low * scale);
    series.high.push_back(option.figure.high * scale);
  }
  plot.x = kpi_axis(choice.kpi, choice.kpi.title);
  for (const double bound : target_bounds(choice.kpi)) plot.marks.push_back({bound * scale, "target"});
  plot.series = {series};
  return {"The options by '" + choice.kpi.title + "'",
          "One row for each option, with 95% limits of its mean.", plot};
}

} // namespace

Answer choice_answer(const Choice& choice) {
  Answer answer;
  answer.title =
      fmt::format("The best of {} by '{}'", counted(choice.options.size(), "option"), choice.kpi.title);
  answer.facts = choice.largest ? "More is better" : "Less is better";
  answer.sentences = {best_sentence(choice), method_sentence(choice)};
  if (const auto worth = information_sentence(choice); !worth.empty()) answer.sentences.push_back(worth);
  answer.charts.push_back(chart_of(choice));
  answer.tables.push_back(options_table(choice));
  if (!choice.inputs.empty()) answer.tables.push_back(information_table(choice));
  answer.notes = {
      "The probability is that of the true means, given these replications and Student's t; whether the "
      "model is right is another question."};
  return answer;
}

nlohmann::ordered_json choice_json(const Choice& choice) {
  nlohmann::ordered_json json;
  const double scale = days_per(choice.kpi.unit);
  json["format"] = "carepath-choice/1";
  json["kpi"] = choice.kpi.name;
  json["method"] = choice.method == ChoiceMethod::kn ? "kn++" : "ocba";
  json["more_is_better"] = choice.largest;
  json["indifference"] = number_json(choice.indifference * scale);
  json["confidence"] = choice.confidence;
  json["best"] = choice.options[choice.best].name;
  json["decided"] = choice.decided;
  for (const auto& option : choice.options)
    json["options"].push_back({{"name", option.name},
                               {"probability", number_json(option.probability)},
                               {"figure", estimate_json(option.figure, choice.kpi)},
                               {"behind", estimate_json(option.behind, choice.kpi)},
                               {"replications", option.replications},
                               {"dropped", !option.is_in}});
  for (const auto& input : choice.inputs)
    json["inputs"].push_back({{"name", input.name}, {"worth", estimate_json(input.worth, choice.kpi)}});
  if (!choice.inputs.empty()) json["worth_of_all"] = estimate_json(choice.worth_of_all, choice.kpi);
  return json;
}

} // namespace carepath
