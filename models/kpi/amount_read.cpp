#include "models/kpi/amount_read.hpp"

#include "models/compile/attribute_settings.hpp"
#include "models/compile/binder.hpp"
#include "models/compile/times_of_run.hpp"
#include "models/kpi/formula_measure.hpp"
#include "models/kpi/kpi_fields.hpp"
#include "models/scenario/measuring.hpp"
#include "models/scenario/units.hpp"
#include "models/scenario/value_reader.hpp"

#include <algorithm>
#include <set>

namespace carepath {
namespace {

Value read_of(const std::string& name, SourceRef where) {
  Value read;
  read.form = ValueForm::attribute;
  read.text = name;
  read.where = where;
  return read;
}

/// The number that an attribute is in expressions: of a category its own.
ValueId number_of(const Node& attribute, CompileContext& context) {
  return Binder(context).bind(read_of(attribute.text, attribute.where), {"kpi", ValueNode::none, {}, {}});
}

/// What a table gives beside when it gives it ('every', 'until'); nothing where all of it is what it gives.
const Node* given_by(const Node& table) {
  if (table.find("by")) return nullptr;
  const auto* cycle = table.find("cycle");
  return cycle ? cycle : table.find("is");
}

/// Whether anything that a value may be is written as a length of time.
bool holds_duration(const Node& node) {
  double number = 0;
  Dimension dimension = Dimension::number;
  if (node.is_text() && read_quantity(node.text, number, dimension)) return dimension == Dimension::duration;
  if (const auto* given = node.is_table() ? given_by(node) : nullptr) return holds_duration(*given);
  const auto any = [&](const std::vector<Node>& nodes) {
    return std::any_of(nodes.begin(), nodes.end(), [&](const Node& inner) { return holds_duration(inner); });
  };
  return any(node.items) || any(node.values);
}

/// Whether all that attributes are set to are lengths of time.
class SetToLengths {
public:
  explicit SetToLengths(CompileContext& context) : context_(context) {}

  [[nodiscard]] bool hold(const std::string& attribute) {
    if (!asked_.insert(attribute).second) return false; // set to what it is worked out from
    bool some = false;
    bool all = true;
    const auto look = [&](const Node& node) {
      const Measure measure = measure_of_node(node);
      some |= measure == measure_of(Dimension::duration);
      all &= !measure.known || measure == measure_of(Dimension::duration);
    };
    if (const auto* item = context_.document.item("attribute", attribute))
      if (const auto* is = item->find("is")) look(is->value);
    visit_settings(attribute, context_, [&](std::string_view key, const Node& value) {
      if (key != "columns") look(value); // of what a file holds nothing is known
    });
    asked_.erase(attribute);
    return some && all;
  }

private:
  /// A time that is multiplied as if it were put into another unit is taken for a number, as its author does.
  [[nodiscard]] Measure measure_of_node(const Node& node) {
    Diagnostics unheard;
    const auto values = context_.values();
    const auto value = read_value(node, Dimension::any,
                                  {unheard, values.start_where, values.start_day, values.start_time_of_day});
    if (unheard.has_errors()) return unknown_measure;
    for (const auto* unit : {"hours", "minutes", "weeks"})
      if (converts_itself(value, unit_days(unit))) return plain_measure;
    if (is_time_of_run(value, context_)) return measure_of(Dimension::duration);
    const auto of_name = [&](const std::string& name) { return measure_of_name(name); };
    return measure_of(value, of_name, unheard, BareNumbers::stay_bare);
  }

  [[nodiscard]] Measure measure_of_name(const std::string& name) {
    if (context_.document.item("attribute", name))
      return hold(name) ? measure_of(Dimension::duration) : unknown_measure;
    if (is_time_of_run(read_of(name, {}), context_)) return measure_of(Dimension::duration);
    return context_.measures.of(name, context_.values());
  }

  CompileContext& context_;
  std::set<std::string> asked_; // under way
};

std::string written_unit(const Item* item) {
  return item ? text_of(*item, "unit") : std::string();
}

/// In days, whatever unit they were kept in.
void make_length(AmountRead& read, const std::string& shown_in) {
  read.unit = "days";
  read.is_length = true;
  read.shown_in = shown_unit_of(shown_in);
}

AmountRead attribute_read(const Item& item, const Node& named, CompileContext& context) {
  const auto* attribute = context.document.item("attribute", named.text);
  const auto asked = written_unit(&item);
  const auto own = written_unit(attribute);
  const auto* is = attribute ? attribute->find("is") : nullptr;
  AmountRead read{number_of(named, context), asked.empty() ? own.empty() ? "number" : own : asked};
  const double own_days = unit_days(own);
  const double asked_days = unit_days(asked);
  const bool is_shown_as_time = asked.empty() ? own_days > 0 : asked_days > 0;
  if (is && holds_duration(is->value)) {
    make_length(read, {});
  } else if (is_shown_as_time && SetToLengths(context).hold(named.text)) {
    make_length(read, own_days > 0 ? own : std::string());
  } else if (own_days > 0 && asked_days > 0 && own_days != asked_days) {
    auto& builder = context.builder;
    read.value = builder.binary(ValueOp::multiply, read.value, builder.constant(own_days));
    make_length(read, own);
  }
  return read;
}

} // namespace

std::optional<AmountRead> amount_read(const Item& item, KpiWork& work) {
  auto& context = work.context;
  const auto& named = item.find("attribute")->value;
  const auto dot = named.text.rfind(".takes");
  if (dot == std::string::npos) {
    const auto attribute = context.require(context.attributes, "attribute", named.text, named.where);
    if (attribute == NameTable::none_value) return std::nullopt;
    return attribute_read(item, named, context);
  }
  const auto step = context.require(context.steps, "step", named.text.substr(0, dot), named.where);
  if (step == NameTable::none_value) return std::nullopt;
  const StepFields fields(context, context.items("step")[step]);
  AmountRead read{context.builder.constant(0), "days", true};
  const auto* takes = fields.find("takes");
  if (!takes) return read;
  const BindPlace place{fields.luck() + ".takes", context.program().steps[step].visit, {}, {}};
  read.value = Binder(context).bind(takes->value, Dimension::duration, place);
  read.work_of = &work.pathway.steps[step];
  return read;
}

} // namespace carepath
