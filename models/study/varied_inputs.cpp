// What a sensitivity analysis varies: ranges as asked for (PATH=LOW..HIGH), or the evidence of uncertain
// inputs.
#include "models/study/figure_sensitivity.hpp"

#include "models/compile/compiler.hpp"
#include "models/study/setting_words.hpp"
#include "models/study/sweep_parts.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace carepath {
namespace {

Node end_of_range(const AskedRange& asked, double number) {
  if (!asked.words.empty()) return make_text(asked.words.about(fmt::format("{}", number)));
  auto node = make_number(number);
  if (asked.whole) node.kind = NodeKind::integer;
  return node;
}

std::string short_label(const std::string& path) {
  constexpr std::string_view parameter = "parameter.", is = ".is", resource = "resource.";
  if (path.starts_with(parameter) && path.ends_with(is))
    return path.substr(parameter.size(), path.size() - parameter.size() - is.size());
  return path.starts_with(resource) ? path.substr(resource.size()) : path;
}

/// Whether the path leads somewhere, and the scenario can run with both ends there.
void try_ends(const FigureModel& model, const VariedInput& input, Diagnostics& faults) {
  for (const double u : {0.0, 1.0}) {
    auto document = model.document;
    const auto setting = input.at(u);
    if (!set_path(document, setting.path, setting.value, {}, NewPaths::refused, faults)) return;
    Diagnostics own;
    std::string reason;
    if (!compile_changed(document, model.texts, own, reason))
      return faults.error({},
                          "--vary: " + cannot_run_with({{input.path, level_text(setting.value)}}, reason));
  }
}

void read_vary(const FigureModel& model, const std::string& text, std::vector<VariedInput>& out,
               Diagnostics& faults) {
  const auto asked = read_asked_range(text);
  if (asked.fault == AskedFault::form || asked.numbers.size() == 3)
    return faults.error({}, fmt::format("--vary {}: expects PATH=LOW..HIGH", text),
                        "such as parameter.dna.is=0.04..0.10");
  if (asked.fault != AskedFault::none)
    return faults.error({}, fmt::format("--vary {}: its ends must be numbers in the same unit", text),
                        "such as source.referrals.rate=\"40..60 per week\"");
  VariedInput input;
  input.path = asked.path;
  input.label = short_label(input.path);
  const auto low = end_of_range(asked, asked.numbers[0]), high = end_of_range(asked, asked.numbers[1]);
  const auto range = read_value_range(low, high, input.path, {}, faults);
  if (!range) return;
  input.range = *range;
  try_ends(model, input, faults);
  out.push_back(std::move(input));
}

} // namespace

Setting VariedInput::at(double u) const {
  return {path, {}, uncertain ? written_number(number_at(u), uncertain->dimension) : range.at(u)};
}

double VariedInput::number_at(double u) const {
  if (!uncertain) return range.number_at(u);
  constexpr double edge = 1e-9; // a distribution without bounds has no value at 0 or 1
  return uncertain->distribution->quantile(std::clamp(u, edge, 1 - edge));
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
