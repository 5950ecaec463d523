// What a sensitivity analysis varies: ranges as asked for (PATH=LOW..HIGH), or the evidence of uncertain
// inputs.
#include "models/study/figure_sensitivity.hpp"

#include "models/study/sweep_parts.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace carepath {
namespace {

/// A number where it reads as one, otherwise a text.
Node end_of_range(const std::string& text) {
  std::size_t used = 0;
  double number = 0;
  try {
    number = std::stod(text, &used);
  } catch (const std::exception&) {
    used = 0;
  }
  if (used != text.size() || text.empty()) return make_text(text);
  auto node = make_number(number);
  if (text.find_first_of(".eE") == std::string::npos) node.kind = NodeKind::integer;
  return node;
}

/// "20..30 per week": the unit is said once.
void share_unit(Node& low, const Node& high) {
  double number = 0;
  std::string before, after;
  if (!low.is_number() || !high.is_text() || !split_quantity(high.text, number, before, after)) return;
  low = make_text(before + fmt::format("{}", low.number) + after);
}

std::string short_label(const std::string& path) {
  constexpr std::string_view parameter = "parameter.", is = ".is", resource = "resource.";
  if (path.starts_with(parameter) && path.ends_with(is))
    return path.substr(parameter.size(), path.size() - parameter.size() - is.size());
  return path.starts_with(resource) ? path.substr(resource.size()) : path;
}

/// Whether the path leads somewhere, and both ends can be set there.
void try_ends(const FigureModel& model, const VariedInput& input, Diagnostics& faults) {
  for (const double u : {0.0, 1.0}) {
    auto document = model.document;
    const auto setting = input.at(u);
    if (!set_path(document, setting.path, setting.value, {}, NewPaths::refused, faults)) return;
  }
}

void read_vary(const FigureModel& model, const std::string& text, std::vector<VariedInput>& out,
               Diagnostics& faults) {
  const auto equals = text.find('=');
  const auto dots = text.find("..", equals == std::string::npos ? 0 : equals);
  if (equals == std::string::npos || equals == 0 || dots == std::string::npos)
    return faults.error({}, fmt::format("--vary {}: expects PATH=LOW..HIGH", text),
                        "such as parameter.dna.is=0.04..0.10");
  VariedInput input;
  input.path = text.substr(0, equals);
  input.label = short_label(input.path);
  auto low = end_of_range(text.substr(equals + 1, dots - equals - 1));
  const auto high = end_of_range(text.substr(dots + 2));
  share_unit(low, high);
  const auto range = read_value_range(low, high, input.path, {}, faults);
  if (!range) return;
  input.range = *range;
  try_ends(model, input, faults);
  out.push_back(std::move(input));
}

} // namespace

Setting VariedInput::at(double u) const {
  if (!uncertain) return {path, {}, range.at(u)};
  constexpr double edge = 1e-9; // a distribution without bounds has no value at 0 or 1
  const double value = uncertain->distribution->quantile(std::clamp(u, edge, 1 - edge));
  return {path, {}, written_number(value, uncertain->dimension)};
}

std::vector<VariedInput> varied_inputs(FigureModel& model, const std::vector<std::string>& vary) {
  std::vector<VariedInput> out;
  for (const auto& text : vary) read_vary(model, text, out, model.faults);
  if (!vary.empty()) {
    std::set<std::string> seen;
    for (const auto& input : out)
      if (!seen.insert(input.path).second)
        model.faults.error({}, fmt::format("--vary names '{}' twice", input.path));
    return out;
  }
  for (const auto& input : model.uncertain)
    out.push_back(
        {input.title.empty() ? input.name : input.title, "parameter." + input.name + ".is", {}, input});
  if (out.empty())
    model.faults.error({}, "nothing is varied: the scenario has no uncertain input",
                       "give ranges, such as --vary parameter.dna.is=0.04..0.10, or write `uncertain` beside "
                       "`is` in [parameter]");
  return out;
}

} // namespace carepath
