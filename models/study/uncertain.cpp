#include "models/study/uncertain.hpp"

#include "engine/base/ensure.hpp"
#include "models/compile/binder.hpp"
#include "models/compile/run_settings.hpp"

#include <cmath>
#include <fmt/format.h>

namespace carepath {
namespace {

std::string quantity(double number, const char* before, const char* after) {
  return fmt::format("{}{}{}", before, number, after);
}

UncertainInput read_input(const Item& item, CompileContext& context, Binder& binder) {
  UncertainInput input;
  input.name = item.name;
  input.title = text_of(item, "title");
  input.source = text_of(item, "source");
  const auto& best = context.parameters.find(item.name)->second;
  input.dimension = best.dimension;
  input.best = binder.constant_at(best, 0).value_or(std::nan(""));
  const auto* spread = item.find(spread_key);
  if (!spread) return input;
  input.written = written_form(spread->value);
  input.distribution = binder.distribution(read_value(spread->value, best.dimension, context.values()));
  ensure(input.distribution != nullptr, "an uncertain input that is no distribution passed the compiler");
  return input;
}

} // namespace

std::vector<UncertainInput> uncertain_inputs(const Document& document, const SourceTexts& texts) {
  std::vector<std::string> names;
  if (const auto* section = document.section("parameter"))
    for (const auto& item : section->items)
      if (item.find(spread_key)) names.push_back(item.name);
  return inputs_named(names, document, texts);
}

std::vector<UncertainInput> inputs_named(const std::vector<std::string>& names, const Document& document,
                                         const SourceTexts& texts) {
  std::vector<UncertainInput> out;
  Diagnostics faults; // the scenario has been compiled: there are none
  CompileContext context{document, texts, faults};
  read_run_settings(context);
  declare_parameters(context);
  Binder binder(context);
  for (const auto& name : names)
    if (const auto* item = document.item("parameter", name))
      out.push_back(read_input(*item, context, binder));
  return out;
}

double value_in_draw(const UncertainInput& input, std::uint64_t seed, std::size_t draw) {
  const auto key = mix64(mix64(seed, purpose_of("uncertain input")), purpose_of(input.name));
  const double u = keyed_uniform(key, purpose_of("draw"), draw).value();
  return input.distribution->quantile(u);
}

Node written_number(double number, Dimension dimension) {
  switch (dimension) {
  case Dimension::duration: return make_text(quantity(number, "", " days"));
  case Dimension::money: return make_text(quantity(number, "£", ""));
  case Dimension::rate: return make_text(quantity(number, "", " per day"));
  case Dimension::money_rate: return make_text(quantity(number, "£", " per day"));
  default: return make_number(number);
  }
}

const char* dimension_unit(Dimension dimension) {
  switch (dimension) {
  case Dimension::duration: return "days";
  case Dimension::money: return "£";
  case Dimension::rate: return "per day";
  case Dimension::money_rate: return "£ per day";
  default: return "";
  }
}

Document in_draw(const Document& document, const std::vector<UncertainInput>& inputs, std::uint64_t seed,
                 std::size_t draw) {
  auto drawn = document;
  for (const auto& input : inputs) {
    auto* item = drawn.section("parameter")->find(input.name);
    auto value = written_number(value_in_draw(input, seed, draw), input.dimension);
    value.where = item->find("is")->value.where;
    item->find("is")->value = std::move(value);
  }
  return drawn;
}

} // namespace carepath
