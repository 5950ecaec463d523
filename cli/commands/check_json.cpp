#include "cli/commands/check_json.hpp"

#include "cli/commands/load_report.hpp"
#include "cli/output/json.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

namespace carepath {
namespace {

using Json = nlohmann::ordered_json;

Json fault_json(const Diagnostic& fault, const SourceTexts& texts) {
  return {{"severity", fault.severity == Severity::error ? "error" : "warning"},
          {"file", texts.name(fault.where.file)},
          {"line", fault.where.line},
          {"column", fault.where.column},
          {"message", fault.message},
          {"hint", fault.hint}};
}

const char* loss_name(LossKind kind) {
  return kind == LossKind::turned_away ? "turned_away" : kind == LossKind::gave_up ? "gave_up" : "ejected";
}

Json losses_json(const ResourceLoad& row) {
  Json losses = Json::array();
  for (const auto& loss : row.losses)
    losses.push_back({{"kind", loss_name(loss.kind)},
                      {"step", loss.step},
                      {"risk", loss.risk},
                      {"per_week", number_json(loss.per_week)},
                      {"share", number_json(loss.share)},
                      {"to", loss.to}});
  return losses;
}

Json resource_json(const ResourceLoad& row) {
  const bool limited = std::isfinite(row.capacity);
  return {{"name", row.name},
          {"kind", row.consumed                      ? "stock"
                   : row.kind == ResourceKind::diary ? "diary"
                                                     : "units"},
          {"wanted", number_json(row.demand)},
          {"offered", number_json(row.capacity)},
          {"asked", number_json(row.asked)},
          {"load", limited ? number_json(row.load) : Json(nullptr)},
          {"verdict", limited ? load_verdict(row) : "ok"},
          {"starting_list", number_json(row.starting_list)},
          {"weeks_to_clear", number_json(row.weeks_to_clear)},
          {"losses", losses_json(row)}};
}

Json scenario_json(const CheckedScenario& scenario) {
  Json resources = Json::array();
  for (const auto& row : scenario.traffic.resources) resources.push_back(resource_json(row));
  Json steps = Json::array();
  for (const auto& row : scenario.traffic.steps)
    steps.push_back({{"name", row.step}, {"per_week", number_json(row.per_week)}});
  return {{"name", scenario.name},
          {"title", scenario.title},
          {"resources", resources},
          {"steps", steps},
          {"chosen_by_state", scenario.traffic.chosen_by_state},
          {"loads_unknown", scenario.traffic.unknown}};
}

} // namespace

std::string check_json(const std::vector<CheckedFile>& files) {
  Json list = Json::array();
  for (const auto& file : files) {
    Json faults = Json::array();
    for (const auto& fault : file.faults.all()) faults.push_back(fault_json(fault, file.texts));
    Json scenarios = Json::array();
    for (const auto& scenario : file.scenarios) scenarios.push_back(scenario_json(scenario));
    list.push_back({{"file", file.file},
                    {"ok", !file.faults.has_errors()},
                    {"faults", faults},
                    {"scenarios", scenarios}});
  }
  const Json whole{{"format", "carepath-check/1"}, {"files", list}};
  return whole.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace carepath
