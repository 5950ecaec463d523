#include "cli/commands/warm_up_answer.hpp"

#include "cli/output/json.hpp"
#include "cli/output/unit.hpp"
#include "cli/terminal.hpp"

#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace carepath {
namespace {

constexpr std::size_t most_levels_drawn = 3; // more lines would hide each other

std::string days_text(double days) {
  if (days > 0 && days < 1) return fmt::format("{:.0f} h", days * 24);
  return fmt::format("{:.0f} {}", days, days == 1 ? "day" : "days");
}

std::string people_text(double people) {
  return grouped_number(people, people < 100 ? 1 : 0);
}

AnswerTable table_of(const WarmUpAnswer& found) {
  AnswerTable table{fmt::format("People in the model over {}, from the first day, without a warm-up",
                                days_text(found.length_days)),
                    {"Scenario", "At the start", "At the end", "Leave out", "Mean behind that"},
                    {}};
  for (const auto& run : found.runs)
    table.rows.push_back({run.name, people_text(run.people.front()), people_text(run.people.back()),
                          run.settles ? days_text(run.days) : "has not settled", people_text(run.level)});
  return table;
}

std::string unsettled_sentence(const SettlingRun& run, const WarmUpAnswer& found) {
  return fmt::format(
      "'{}' has not settled in the first half of {}: make the run longer, or, where a queue grows for as "
      "long "
      "as the run lasts (carepath check tells), measure a stated period from a stated start instead.",
      run.name, days_text(found.length_days));
}

std::vector<std::string> sentences_of(const WarmUpAnswer& found) {
  std::vector<std::string> out;
  for (const auto& run : found.runs)
    if (!run.settles) out.push_back(unsettled_sentence(run, found));
  if (found.all_settle() && found.days() == 0)
    out.emplace_back("Nothing needs to be left out: the number of people is level from the start.");
  else if (found.all_settle())
    out.push_back(fmt::format(
        "Leave out the first {}: behind them the number of people no longer depends on the start.",
        days_text(found.days())));
  for (const auto& run : found.runs)
    if (!run.starts_empty)
      out.push_back(fmt::format(
          "'{}' starts with people already there: a warm-up moves what is measured away from them.",
          run.name));
  return out;
}

/// The level behind the cut, as a line that begins there.
report::LineSeries level_line(const SettlingRun& run, const WarmUpAnswer& found, std::size_t look) {
  report::LineSeries line{run.name + ", mean once settled", look, {}, {}, {}};
  for (const double time : found.times) line.values.push_back(time < run.days ? std::nan("") : run.level);
  return line;
}

AnswerChart chart_of(const WarmUpAnswer& found) {
  report::LineChart chart;
  chart.x.label = "Days from the start";
  chart.y.label = "People in the model";
  chart.at = found.times;
  std::size_t look = 0;
  for (const auto& run : found.runs) chart.series.push_back({run.name, look++, run.people, {}, {}});
  if (found.runs.size() <= most_levels_drawn)
    for (const auto& run : found.runs)
      if (run.settles) chart.series.push_back(level_line(run, found, look++));
  return {
      "From the first day on",
      "The mean number of people in the model through time; the level lines begin where each has settled.",
      chart};
}

} // namespace

Answer warm_up_words(const WarmUpAnswer& found) {
  Answer answer;
  answer.title = "Warm-up";
  answer.facts = counted(found.replications, "replication");
  answer.sentences = sentences_of(found);
  answer.charts = {chart_of(found)};
  answer.tables = {table_of(found)};
  answer.notes = {"Judged by the number of people in the model, mean over the replications, by MSER-5: leave "
                  "out the first d "
                  "means of five for which the standard error of the rest is least, with d at most half "
                  "(White 1997). Look "
                  "at the picture before you trust it; --set run.warm_up overrides it."};
  if (found.all_settle() && found.days() > 0)
    answer.listing = fmt::format("[run]\nwarm_up = \"{}\"\n", days_text(found.days()));
  return answer;
}

nlohmann::ordered_json warm_up_json(const WarmUpAnswer& found) {
  auto runs = nlohmann::ordered_json::array();
  for (const auto& run : found.runs)
    runs.push_back({{"name", run.name},
                    {"starts_empty", run.starts_empty},
                    {"settles", run.settles},
                    {"days", run.settles ? number_json(run.days) : nullptr},
                    {"level", number_json(run.level)},
                    {"people", run.people}});
  return {{"format", "carepath-warm-up/1"},
          {"settles", found.all_settle()},
          {"days", found.all_settle() ? number_json(found.days()) : nullptr},
          {"length_days", found.length_days},
          {"replications", found.replications},
          {"times", found.times},
          {"scenarios", runs}};
}

} // namespace carepath
