// The JSON shape, from the inside out: figure, KPI with its groups, variant, difference.
#include "cli/output/json.hpp"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "cli/output/unit.hpp"
#include "cli/output/variance_table.hpp"
#include "engine/base/undefined.hpp"
#include "report/select.hpp"

namespace carepath {

using Json = nlohmann::ordered_json;

namespace {

void put_figure(Json& into, const Estimate& estimate, double scale) {
  into["mean"] = number_json(estimate.mean * scale);
  into["low"] = number_json(estimate.low * scale);
  into["high"] = number_json(estimate.high * scale);
}

void put_everyone(Json& kpi, const KpiRow& row, const Estimate& estimate) {
  const double scale = days_per(row.unit);
  kpi["unit"] = json_unit(row.unit);
  put_figure(kpi, estimate, scale);
  if (row.has_target) kpi["target"] = number_json(row.target * scale);
  if (is_band(row)) kpi["target_high"] = number_json(row.target_high * scale);
}

/// A KPI shown for groups only has an undefined figure for everyone.
void ensure_everyone(Json& kpi, const KpiRow& row) {
  if (!kpi.is_null()) return;
  kpi["unit"] = json_unit(row.unit);
  put_figure(kpi, {undefined, undefined, undefined}, 1);
}

/// The figure of the first group minus that of the last, of the rows before it.
Json gap_json(const std::vector<KpiRow>& rows, std::size_t gap, const Estimate& estimate) {
  Json json;
  for (std::size_t at = 0; at < gap; ++at) {
    if (rows[at].name != rows[gap].name || rows[at].group != rows[gap].group) continue;
    if (json.is_null()) json["first"] = rows[at].group_value;
    json["last"] = rows[at].group_value;
  }
  put_figure(json, estimate, days_per(rows[gap].unit));
  return json;
}

Json kpis_of(const std::vector<KpiRow>& rows, const std::vector<Estimate>& estimates) {
  Json kpis = Json::object();
  const std::size_t count = std::min(rows.size(), estimates.size());
  for (std::size_t at = 0; at < count; ++at) kpis[rows[at].name] = nullptr; // fixes the order of keys
  for (std::size_t at = 0; at < count; ++at)
    if (rows[at].group.empty()) put_everyone(kpis[rows[at].name], rows[at], estimates[at]);
  for (std::size_t at = 0; at < count; ++at) {
    const KpiRow& row = rows[at];
    if (row.group.empty()) continue;
    Json& kpi = kpis[row.name];
    ensure_everyone(kpi, row);
    if (is_gap(row))
      kpi["gap"][row.group] = gap_json(rows, at, estimates[at]);
    else
      put_figure(kpi["by"][row.group][row.group_value], estimates[at], days_per(row.unit));
  }
  return kpis;
}

Json variant_json(const Results& results, const VariantResult& variant) {
  Json json;
  json["name"] = variant.name;
  json["replications"] = variant.replications;
  json["failed"] = variant.failed;
  if (!variant.warnings.empty()) json["warnings"] = variant.warnings;
  json["kpis"] = kpis_of(results.kpis, variant.estimates);
  for (std::size_t at = 0; at < results.kpis.size(); ++at) // a mean of fewer replications says so
    if (const auto fewer = report::fewer_replications(results, variant, at);
        fewer && results.kpis[at].group.empty())
      json["kpis"][results.kpis[at].name]["replications"] = *fewer;
  return json;
}

Json spread_of_change_json(const ChangeSpread& spread, double scale) {
  return {{"observations", number_json(spread.number)},
          {"higher", number_json(spread.higher)},
          {"lower", number_json(spread.lower)},
          {"lowest_fifth", number_json(spread.lowest_fifth * scale)},
          {"highest_fifth", number_json(spread.highest_fifth * scale)}};
}

Json difference_json(const Results& results, const Difference& difference, bool with_variance) {
  Json kpis = Json::object();
  const std::size_t count = std::min(results.kpis.size(), difference.estimates.size());
  for (std::size_t at = 0; at < count; ++at) {
    const KpiRow& row = results.kpis[at];
    if (!row.group.empty()) continue;
    put_figure(kpis[row.name], difference.estimates[at], days_per(row.unit));
    kpis[row.name]["paired"] = true;
    if (at < difference.spread.size())
      kpis[row.name]["spread"] = spread_of_change_json(difference.spread[at], days_per(row.unit));
    if (with_variance)
      kpis[row.name]["variance_saved"] = number_json(variance_saved_in(results, difference, at));
  }
  Json json;
  json["variant"] = difference.variant;
  json["against"] = difference.against;
  json["kpis"] = std::move(kpis);
  return json;
}

Json figure_of(double mean, double low, double high) {
  Json figure;
  put_figure(figure, {mean, low, high}, 1);
  return figure;
}

Json capacity_json(const CapacityRow& row) {
  Json json;
  json["variant"] = row.variant;
  json["against"] = row.against;
  json["resource"] = row.resource;
  json["unit"] = row.unit + " per week";
  json["freed"] = figure_of(row.freed, row.freed_low, row.freed_high);
  json["released"] = figure_of(row.released, row.released_low, row.released_high);
  json["stranded"] = figure_of(row.stranded, row.stranded_low, row.stranded_high);
  return json;
}

Json shift_json(const ShiftRow& row) {
  Json json;
  json["variant"] = row.variant;
  json["against"] = row.against;
  json["part"] = row.part;
  json["setting"] = row.setting;
  json["what"] = row.what;
  json["name"] = row.name;
  json["change"] = figure_of(row.change, row.low, row.high);
  json["per_day_removed"] = number_json(row.per_day_removed);
  json["per_visit_removed"] = number_json(row.per_visit_removed);
  return json;
}

Json worth_json(const WorthRow& row) {
  Json json;
  json["name"] = row.name;
  json["variant"] = row.variant;
  if (!row.against.empty()) json["against"] = row.against;
  json["outcome"] = row.outcome;
  json["cost"] = row.cost;
  json["unit"] = row.unit; // of what is gained
  json["better"] = row.more_is_better ? "more" : "fewer";
  if (!row.source.empty()) json["source"] = row.source;
  json["pounds"] = number_json(row.pounds);
  json["spent"] = figure_of(row.spent, row.spent_low, row.spent_high);
  json["gained"] = figure_of(row.gained, row.gained_low, row.gained_high);
  json["pounds_per_one"] = figure_of(row.pounds_per_one, row.per_one_low, row.per_one_high);
  json["net_benefit"] = figure_of(row.net_benefit, row.net_low, row.net_high);
  json["observations"] = number_json(row.observations);
  json["worse"] = number_json(row.worse);
  json["worst_fifth"] = number_json(row.worst_fifth);
  json["is_on_front"] = row.is_on_front;
  if (!row.before.empty()) json["before"] = row.before;
  json["per_one_more"] = number_json(row.per_one_more);
  if (!row.ruled_out_by.empty()) json["ruled_out_by"] = row.ruled_out_by;
  if (!row.together_with.empty()) json["together_with"] = row.together_with;
  return json;
}

Json payback_json(const PaybackRow& row) {
  Json json;
  json["variant"] = row.variant;
  json["against"] = row.against;
  json["cost"] = row.cost;
  json["months_followed"] = number_json(row.months_followed);
  json["was_dearer"] = row.was_dearer;
  json["paid_back"] = figure_of(row.paid_back, row.earliest, row.latest); // months; null: not by the end
  json["observations"] = number_json(row.observations);
  json["paid_back_in"] = number_json(row.paid_back_in);
  return json;
}

Json paired_json(const PairedEntities& row) {
  Json json;
  json["variant"] = row.variant;
  json["against"] = row.against;
  json["clock"] = row.clock;
  if (!row.group.empty()) json["group"] = row.group, json["group_value"] = row.group_value;
  json["noticed_days"] = number_json(row.noticed_days);
  json["matched"] = number_json(row.matched);
  json["gain"] = number_json(row.gain);
  json["same"] = number_json(row.same);
  json["lose"] = number_json(row.lose);
  json["unknown"] = number_json(row.unknown);
  json["mean_change"] = figure_of(row.mean_change.mean, row.mean_change.low, row.mean_change.high);
  return json;
}

Json uncertain_json(const UncertainRow& row) {
  Json json;
  json["name"] = row.name;
  if (!row.variant.empty()) json["variant"] = row.variant;
  json["unit"] = row.unit;
  json["best"] = number_json(row.best);
  json["low"] = number_json(row.low);
  json["high"] = number_json(row.high);
  json["source"] = row.source;
  json["replications_per_draw"] = row.replications_per_draw;
  return json;
}

Json spread_json(const SpreadRow& row) {
  const double scale = days_per(row.unit);
  Json json;
  json["variant"] = row.variant;
  if (!row.against.empty()) json["against"] = row.against;
  json["kpi"] = row.kpi;
  json["sd_inputs"] = number_json(row.sd_inputs * scale);
  json["sd_chance"] = number_json(row.sd_chance * scale);
  json["share_inputs"] = {{"mean", number_json(row.share_inputs)},
                          {"low", number_json(row.share_low)},
                          {"high", number_json(row.share_high)}};
  return json;
}

Json controlled_json(const ControlledRow& row) {
  Json json;
  json["variant"] = row.variant;
  if (!row.against.empty()) json["against"] = row.against;
  json["kpi"] = row.kpi;
  json["controls"] = row.controls;
  put_figure(json, {row.mean, row.low, row.high}, days_per(row.unit));
  json["variance_saved"] = number_json(row.variance_saved);
  return json;
}

/// Tables that only some studies have; left out when empty.
void put_tables(Json& json, const Results& results) {
  for (const PairedEntities& row : results.paired) json["paired"].push_back(paired_json(row));
  for (const CapacityRow& row : results.capacity) json["capacity"].push_back(capacity_json(row));
  for (const ShiftRow& row : results.shifts) json["left_shift"].push_back(shift_json(row));
  for (const WorthRow& row : results.worths) json["value_for_money"].push_back(worth_json(row));
  for (const PaybackRow& row : results.paybacks) json["payback"].push_back(payback_json(row));
  for (const UncertainRow& row : results.uncertain) json["uncertain_inputs"].push_back(uncertain_json(row));
  for (const SpreadRow& row : results.spreads) json["spread"].push_back(spread_json(row));
  for (const ControlledRow& row : results.controlled) json["controlled"].push_back(controlled_json(row));
}

} // namespace

Json number_json(double value) {
  if (!std::isfinite(value)) return nullptr;
  return value == 0 ? 0.0 : value;
}

Json estimate_json(const Estimate& estimate, const KpiRow& row) {
  Json json;
  put_figure(json, estimate, days_per(row.unit));
  return json;
}

Json figure_json(const Estimate& estimate, const KpiRow& row) {
  Json json{{"unit", json_unit(row.unit)}};
  put_figure(json, estimate, days_per(row.unit));
  return json;
}

std::string results_json(const Results& results, bool with_variance) {
  Json json;
  json["format"] = results_format;
  if (results.antithetic) json["antithetic"] = true;
  json["variants"] = Json::array();
  for (const VariantResult& variant : results.variants)
    json["variants"].push_back(variant_json(results, variant));
  json["differences"] = Json::array();
  for (const Difference& difference : results.differences)
    json["differences"].push_back(difference_json(results, difference, with_variance));
  put_tables(json, results);
  // A name that is not UTF-8 is refused when read; should one get here, print it rather than fail.
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace carepath
