#include "models/study/figure_sensitivity.hpp"

#include "engine/observe/estimate.hpp"
#include "models/study/sweep_parts.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath {
namespace {

constexpr std::size_t usual_walks = 20;
constexpr std::size_t usual_rows = 128;
/// The ends of an uncertain input: 95% of its evidence lies between them.
constexpr double low_quantile = 0.025, high_quantile = 0.975;

/// From the unit interval of a design to the share of the way up an input. Tornado and Morris go to the ends,
/// so an uncertain input stops at its 95% points; Sobol indices are of the distribution itself.
double share_of_range(const VariedInput& input, double u, SensitivityMethod method) {
  if (!input.uncertain || method == SensitivityMethod::sobol) return u;
  return low_quantile + u * (high_quantile - low_quantile);
}

std::vector<std::vector<Setting>>
settings_of(const DesignPoints& design, const std::vector<VariedInput>& inputs, SensitivityMethod method) {
  std::vector<std::vector<Setting>> out;
  for (const auto& point : design) {
    auto& settings = out.emplace_back();
    for (std::size_t at = 0; at < inputs.size(); ++at)
      settings.push_back(inputs[at].at(share_of_range(inputs[at], point[at], method)));
  }
  return out;
}

/// Where the points of a Morris design really put the inputs, as shares of the way in value from the lower
/// end to the upper one: neither whole numbers nor quantiles lie where the design asks for them.
DesignPoints places_of(const DesignPoints& design, const std::vector<VariedInput>& inputs) {
  auto out = design;
  for (std::size_t at = 0; at < inputs.size(); ++at) {
    const auto number = [&](double u) {
      return inputs[at].number_at(share_of_range(inputs[at], u, SensitivityMethod::morris));
    };
    const double low = number(0), width = number(1) - low;
    for (auto& point : out) point[at] = width > 0 ? (number(point[at]) - low) / width : 0;
  }
  return out;
}

/// An input both ends of which are the same has no effect between them.
bool has_width(const VariedInput& input) {
  return input.number_at(share_of_range(input, 0, SensitivityMethod::morris)) <
         input.number_at(share_of_range(input, 1, SensitivityMethod::morris));
}

/// An end of the range for people: four digits of a quantile, a value given as it was written.
std::string end_text(const VariedInput& input, double u) {
  const double share = share_of_range(input, u, SensitivityMethod::tornado);
  if (!input.uncertain) return level_text(input.at(share).value);
  const auto number = input.uncertain->distribution->quantile(share);
  const std::string unit = dimension_unit(input.uncertain->dimension);
  return unit.starts_with("£") ? fmt::format("£{:.4g}{}", number, unit.substr(std::string("£").size()))
                               : fmt::format("{:.4g}{}{}", number, unit.empty() ? "" : " ", unit);
}

/// Only one input at an end, the others as the scenario has them; the scenario itself last.
std::vector<std::vector<Setting>> ends_of(const std::vector<VariedInput>& inputs) {
  std::vector<std::vector<Setting>> out;
  for (const auto& input : inputs)
    for (const double u : {0.0, 1.0})
      out.push_back({input.at(share_of_range(input, u, SensitivityMethod::tornado))});
  out.emplace_back();
  return out;
}

void fill_tornado(const Evaluations& found, Sensitivity& out) {
  const auto& base = found.values.back();
  for (std::size_t at = 0; at < out.inputs.size(); ++at) {
    auto& input = out.inputs[at];
    const auto &low = found.values[2 * at], &high = found.values[2 * at + 1];
    input.at_low = estimate_mean(low);
    input.at_high = estimate_mean(high);
    input.change_low = paired_difference(low, base);
    input.change_high = paired_difference(high, base);
  }
}

/// What decides the order: the width of the bar, mu*, or the total index.
double importance(const InputSensitivity& input, SensitivityMethod method) {
  double out = 0;
  if (method == SensitivityMethod::tornado)
    out = std::abs(input.at_high.mean - input.at_low.mean);
  else
    out = method == SensitivityMethod::morris ? input.effect.strength.mean : input.index.total.mean;
  return std::isnan(out) ? -1 : out;
}

DesignPoints design_of(SensitivityMethod method, std::size_t size, const std::vector<VariedInput>& inputs,
                       std::uint64_t seed) {
  if (method == SensitivityMethod::morris)
    return morris_design(size > 0 ? size : usual_walks, inputs.size(), seed);
  std::vector<std::string> paths;
  for (const auto& input : inputs) paths.push_back(input.path);
  return sobol_index_design(size > 0 ? size : usual_rows, paths, seed);
}

void fill_global(const DesignPoints& design, const std::vector<VariedInput>& inputs, const Evaluations& found,
                 std::uint64_t seed, Sensitivity& out) {
  const auto answers = point_means(found);
  if (out.method == SensitivityMethod::morris) {
    const auto effects = morris_effects(places_of(design, inputs), answers);
    for (std::size_t at = 0; at < out.inputs.size(); ++at)
      out.inputs[at].effect = has_width(inputs[at]) ? effects[at] : MorrisEffect();
  } else {
    const auto indices = sobol_indices(answers, out.inputs.size(), seed);
    for (std::size_t at = 0; at < out.inputs.size(); ++at) out.inputs[at].index = indices[at];
  }
}

} // namespace

Sensitivity find_sensitivity(const FigureModel& model, const std::vector<VariedInput>& inputs,
                             SensitivityMethod method, std::size_t size, const RunHooks& hooks) {
  Sensitivity out;
  out.method = method;
  out.kpi = model.kpi;
  out.replications = model.replications;
  for (const auto& input : inputs) {
    InputSensitivity row;
    row.label = input.label;
    row.low = end_text(input, 0);
    row.high = end_text(input, 1);
    row.whole = !input.uncertain && input.range.whole;
    out.inputs.push_back(std::move(row));
  }
  const bool one_way = method == SensitivityMethod::tornado;
  const auto design = one_way ? DesignPoints() : design_of(method, size, inputs, model.seed);
  auto points = one_way ? ends_of(inputs) : settings_of(design, inputs, method);
  if (!one_way) points.emplace_back();
  auto found = evaluate(model, points, hooks);
  out.points = points.size();
  out.failed = found.failed;
  out.failures = found.failures;
  out.cancelled = found.cancelled;
  if (out.cancelled) return out;
  if (one_way) {
    fill_tornado(found, out);
    out.base = estimate_mean(found.values.back());
  } else {
    const auto base = found.values.back();
    found.values.pop_back();
    fill_global(design, inputs, found, model.seed, out);
    out.base = estimate_mean(base);
  }
  std::stable_sort(out.inputs.begin(), out.inputs.end(), [&](const auto& a, const auto& b) {
    return importance(a, method) > importance(b, method);
  });
  return out;
}

} // namespace carepath
