#include "cli/commands/pilot_answer.hpp"

#include "cli/bundle/sha256.hpp"
#include "cli/commands/answer_command.hpp"
#include "cli/output/json.hpp"
#include "cli/terminal.hpp"
#include "cli/version.hpp"
#include "report/kpi_row.hpp"

#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace carepath {
namespace {

constexpr std::string_view prediction_format = "carepath-prediction/1 sha256=";

std::string weeks_text(double days) {
  return days == 7 ? "1 week" : fmt::format("{:.4g} weeks", days / 7);
}

std::string range_text(const Estimate& range, const KpiRow& kpi) {
  if (std::isnan(range.low)) return kpi_text(range.mean, kpi);
  return fmt::format("{} to {}", kpi_text(range.low, kpi), kpi_text(range.high, kpi));
}

const PilotCheckpoint* last_of(const PilotPlan& plan) {
  for (const auto& at : plan.checkpoints)
    if (at.days == plan.days) return &at;
  return nullptr;
}

/// Points for shares: a difference of two shares is no share.
std::string difference_range(const Estimate& range, const KpiRow& kpi) {
  if (shown_unit(kpi) != "share") return range_text(range, kpi);
  return std::isnan(range.low) ? fmt::format("{:+.1f} pts", 100 * range.mean)
                               : fmt::format("{:+.1f} to {:+.1f} pts", 100 * range.low, 100 * range.high);
}

/// A pilot that ends before the redesign has settled may show the opposite of where it leads.
std::string turning_sentence(const PilotPlan& plan) {
  const auto* last = last_of(plan);
  if (!last || last->difference.mean * plan.checkpoints.back().difference.mean >= 0) return "";
  return fmt::format(
      "Beware: at {} the predicted difference is {}, at the end of the run {}: a pilot that stops then "
      "would show the opposite of where the redesign leads.",
      weeks_text(last->days), kpi_change_text({last->difference.mean, std::nan(""), std::nan("")}, plan.kpi),
      kpi_change_text({plan.checkpoints.back().difference.mean, std::nan(""), std::nan("")}, plan.kpi));
}

std::string sites_text(std::size_t needed) {
  return needed == 0 ? fmt::format("over {}", most_pilot_sites) : fmt::format("{}", needed);
}

std::string plan_sentence(const PilotPlan& plan) {
  const auto* last = last_of(plan);
  const auto power = fmt::format("{:.0f}%", 100 * plan.asked.power);
  if (!last)
    return plan.asked.sites
               ? fmt::format(
                     "No: {} in each arm do not find the predicted difference with {} power within the run.",
                     counted(plan.sites, "site"), power)
               : fmt::format(
                     "No pilot of up to {} sites in each arm would find the predicted difference with {} "
                     "power within the run.",
                     most_pilot_sites, power);
  return fmt::format(
      "{} with '{}' and {} as now, for {}, about {:.0f} people in all, would find the predicted "
      "difference of {} with {:.0f}% power (two-sided test, level {:.0f}%).",
      counted(plan.sites, "site"), plan.redesign, plan.sites, weeks_text(plan.days),
      2 * static_cast<double>(plan.sites) * last->people,
      kpi_change_text({last->difference.mean, std::nan(""), std::nan("")}, plan.kpi), 100 * last->power,
      100 * plan.asked.level);
}

AnswerTable sizes_table(const PilotPlan& plan) {
  AnswerTable table{fmt::format("Sites needed in each arm for {:.0f}% power, by how long the pilot lasts",
                                100 * plan.asked.power),
                    {"Length", "Predicted difference", "Sites in each arm", "People in all", "Site-weeks"},
                    {}};
  for (const auto& at : plan.checkpoints) {
    const auto sites = static_cast<double>(at.needed);
    table.rows.push_back(
        {weeks_text(at.days), kpi_change_text({at.difference.mean, std::nan(""), std::nan("")}, plan.kpi),
         sites_text(at.needed), at.needed == 0 ? "–" : fmt::format("{:.0f}", 2 * sites * at.people),
         at.needed == 0 ? "–" : fmt::format("{:.4g}", 2 * sites * at.days / 7)});
  }
  return table;
}

AnswerTable ranges_table(const PilotPlan& plan) {
  AnswerTable table{
      fmt::format("What the pilot should show at each checkpoint: between these limits with {:.0f}% "
                  "probability, if the model is right",
                  100 * plan.asked.confidence),
      {"At", "One site as now", "One site, redesigned", "Mean of the sites as now",
       "Mean of those redesigned", "Difference of the means"},
      {}};
  for (const auto& at : plan.checkpoints)
    table.rows.push_back({weeks_text(at.days), range_text(at.site_now, plan.kpi),
                          range_text(at.site_new, plan.kpi), range_text(at.arm_now, plan.kpi),
                          range_text(at.arm_new, plan.kpi), difference_range(at.difference, plan.kpi)});
  return table;
}

AnswerChart chart_of(const PilotPlan& plan) {
  report::LineChart chart;
  chart.x = {"Weeks since the start of the pilot"};
  chart.y = kpi_axis(plan.kpi, plan.kpi.title);
  const double scale = shown_scale(plan.kpi);
  chart.series = {{plan.current, 0, {}, {}, {}}, {plan.redesign, 1, {}, {}, {}}};
  for (const auto& at : plan.checkpoints) {
    chart.at.push_back(at.days / 7);
    for (const auto& [place, range] : {std::pair{0, at.arm_now}, std::pair{1, at.arm_new}}) {
      auto& series = chart.series[static_cast<std::size_t>(place)];
      series.values.push_back(range.mean * scale);
      series.low.push_back(range.low * scale);
      series.high.push_back(range.high * scale);
    }
  }
  return {"What the pilot should show",
          "Mean of the sites of each arm with its predicted range, at each checkpoint.", chart};
}

} // namespace

Answer pilot_answer(const PilotPlan& plan) {
  Answer answer;
  answer.title =
      fmt::format("A pilot of '{}' against '{}' by '{}'", plan.redesign, plan.current, plan.kpi.title);
  answer.facts = fmt::format("{} of a site", counted(plan.replications, "replication"));
  if (plan.draws > 0)
    answer.facts += fmt::format(", in {} of the uncertain inputs", counted(plan.draws, "draw"));
  answer.sentences = {plan_sentence(plan)};
  if (const auto beware = turning_sentence(plan); !beware.empty()) answer.sentences.push_back(beware);
  if (plan.asked.between_sites == 0)
    answer.sentences.emplace_back(
        "Sites are taken to be alike but for chance; where they differ for good, more are "
        "needed: say by how much with --between-sites.");
  answer.charts.push_back(chart_of(plan));
  answer.tables = {sizes_table(plan), ranges_table(plan)};
  answer.notes = {
      "Each site is one run of the scenario from its start, with luck of its own. The figure is that of "
      "the measured period up to the checkpoint."};
  if (plan.draws > 0)
    answer.notes.emplace_back(
        "What is not known about the uncertain inputs is one truth for all sites of both arms: it widens the "
        "ranges of sites and of their means, more sites do not narrow it, and the difference has of it only "
        "what the redesign changes. Sites needed are by chance alone, and for the difference on average.");
  return answer;
}

nlohmann::ordered_json pilot_json(const PilotPlan& plan) {
  nlohmann::ordered_json json;
  json["format"] = "carepath-pilot/1";
  json["kpi"] = plan.kpi.name;
  json["current"] = plan.current;
  json["redesign"] = plan.redesign;
  json["seed"] = plan.seed;
  json["replications"] = plan.replications;
  if (plan.draws > 0) json["draws"] = plan.draws;
  json["power"] = plan.asked.power;
  json["level"] = plan.asked.level;
  json["confidence"] = plan.asked.confidence;
  json["between_sites"] = number_json(plan.asked.between_sites * days_per(plan.kpi.unit));
  json["sites_in_each_arm"] = plan.sites;
  json["weeks"] = plan.days / 7;
  json["checkpoints"] = nlohmann::ordered_json::array();
  for (const auto& at : plan.checkpoints) {
    nlohmann::ordered_json row{
        {"week", at.days / 7}, {"sites_needed", at.needed}, {"power", number_json(at.power)}};
    row["people_in_a_site"] = number_json(at.people);
    row["one_site_now"] = estimate_json(at.site_now, plan.kpi);
    row["one_site_redesigned"] = estimate_json(at.site_new, plan.kpi);
    row["sites_now"] = estimate_json(at.arm_now, plan.kpi);
    row["sites_redesigned"] = estimate_json(at.arm_new, plan.kpi);
    row["difference"] = estimate_json(at.difference, plan.kpi);
    json["checkpoints"].push_back(row);
  }
  return json;
}

std::string sealed_prediction(const PilotPlan& plan, const Study& study) {
  auto json = pilot_json(plan);
  json["program"] = version_and_commit();
  json["settings"] = study.settings;
  for (const auto& document : study.documents)
    for (const auto file : document.files)
      json["scenarios"][study.texts.name(file)] = sha256(study.texts.text(file));
  const auto content = json.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
  return std::string(prediction_format) + sha256(content) + "\n" + content;
}

Seal seal_of(const std::string& bytes) {
  const auto end = bytes.find('\n');
  if (!bytes.starts_with(prediction_format) || end == std::string::npos) return {};
  return {bytes.substr(prediction_format.size(), end - prediction_format.size()),
          sha256(bytes.substr(end + 1))};
}

} // namespace carepath
