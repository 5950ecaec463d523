#include "models/sources/sources.hpp"

#include "engine/random/gamma_distribution.hpp"
#include "models/compile/negative_lengths.hpp"
#include "models/compile/shared_points.hpp"
#include "models/compile/without_person.hpp"
#include "models/population/attributes.hpp"
#include "models/resources/whole.hpp"
#include "models/sources/holding.hpp"
#include "models/sources/listed.hpp"
#include "models/sources/rate.hpp"
#include "models/sources/said_once.hpp"
#include "models/steps/branch_check.hpp"
#include "models/steps/lowering.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

class SourceLowering {
public:
  SourceLowering(const Item& item, std::uint32_t index, Pathway& pathway, CompileContext& context)
      : item_(item), index_(index), pathway_(pathway), context_(context), builder_(context.builder),
        binder_(context), path_("source." + item.name) {}

  void emit() {
    builder_.at(item_.where);
    row_.name = item_.name;
    row_.where = item_.where;
    row_.purpose = builder_.purpose(path_);
    read_arrivals();
    context_.program().sources[index_] = row_;
    emit_entry();
  }

private:
  [[nodiscard]] const Field* find(std::string_view key) const { return item_.find(key); }
  [[nodiscard]] bool at_start() const { return row_.kind == ArrivalKind::at_start; }
  [[nodiscard]] BindPlace place(std::string_view part) const {
    return {path_ + "." + std::string(part), ValueNode::none, {}, {}};
  }

  void find_kind() {
    const auto* at = find("at");
    if (at && at->value.is_text() && at->value.text == "start")
      row_.kind = ArrivalKind::at_start;
    else if (at || (find("file") && !has_own_times(item_)))
      row_.kind = ArrivalKind::listed;
    else if (find("rtt"))
      row_.kind = ArrivalKind::at_start;
    else if (find("rate"))
      row_.kind = ArrivalKind::poisson;
    else if (find("every"))
      row_.kind = ArrivalKind::gaps;
    else if (find("count") && find("per"))
      row_.kind = ArrivalKind::counts;
    else
      context_.faults.error(item_.where,
                            fmt::format("source '{}' does not say when people arrive", item_.name),
                            "give it rate, every, count with per, at, file or rtt");
  }

  void read_arrivals() {
    find_kind();
    check_said_once(item_, row_.kind, context_);
    read_limits();
    if (find("rtt")) return read_rtt_extract(item_, row_, context_);
    if (find("file")) {
      read_listed(item_, row_, context_);
      read_scale();
      if (!row_.resampled) return;
    }
    if (at_start()) return read_count();
    if (const auto* at = find("at")) return read_times(at->value);
    if (find("rate")) {
      row_.rate = arrival_rate(item_, binder_, context_);
      check_rate();
      read_variation();
    }
    if (const auto* every = find("every")) {
      const auto gap = read(*every, Dimension::duration);
      row_.gap = before_people(*every, gap);
      tell_negative_length(gap, context_);
    }
    if (row_.kind == ArrivalKind::counts) read_periods();
    if (const auto* batch = find("batch")) row_.batch = people(*batch);
  }

  [[nodiscard]] Value read(const Field& field, Dimension dimension) const {
    return read_value(field.value, dimension, context_.values());
  }

  /// A value worked out before those it brings are there.
  ValueId before_people(const Field& field, const Value& value) {
    const auto bound = binder_.bind(value, place(field.key));
    check_without_person(bound, field.value.where, "before people come", context_);
    return bound;
  }

  /// How many people; a fault where a number is known not to be whole.
  ValueId people(const Field& field) {
    const auto value = read(field, Dimension::number);
    check_whole_units(field.key, value, context_);
    const auto known = binder_.constant(value);
    return known ? builder_.constant(whole_where_meant(*known)) : before_people(field, value);
  }

  /// A number of the whole source; a fault when it is not known before the run.
  double known_before(const Field& field, double fallback) {
    const auto number = binder_.constant(read_value(field.value, Dimension::number, context_.values()));
    if (!number)
      context_.faults.error(field.value.where,
                            fmt::format("'{}' must be a plain number or a parameter", field.key),
                            known_before_the_run);
    return number.value_or(fallback);
  }

  void read_scale() {
    row_.resampled = row_.kind != ArrivalKind::listed && row_.kind != ArrivalKind::at_start;
    const auto* scale = find("scale");
    if (!scale) return;
    row_.scale = known_before(*scale, 1);
    if (row_.resampled)
      context_.faults.error(scale->key_where, "'scale' has no effect when people are drawn from the file",
                            "change the rate instead");
  }

  void read_variation() {
    const auto* field = find("daily_variation");
    if (!field) return;
    const double variation = known_before(*field, 0);
    if (variation == 0) return;
    constexpr double least = 0.00032, most = 10; // what can be worked out
    if (!(variation >= least && variation <= most))
      return context_.faults.error(field->value.where,
                                   fmt::format("a 'daily_variation' of {} is out of range", variation),
                                   fmt::format("0 for none, or {} to {}", least, most));
    // Mean 1: shape 1 / cv^2, scale cv^2.
    auto gamma = gamma_distribution(1 / (variation * variation), variation * variation);
    row_.day_factor = builder_.draw(std::move(gamma), fmt::format("daily variation {}", variation),
                                    path_ + ".daily_variation", ValueNode::none);
  }

  void check_rate() {
    constexpr double most_per_day = 1e9;
    for (const double value : row_.rate.values)
      if (!(value >= 0) || value > most_per_day) {
        context_.faults.error(find("rate")->value.where,
                              fmt::format("a rate of {} a day is out of range", value),
                              "at most 1,000 million a day");
        return;
      }
  }

  void read_limits() {
    if (const auto* from = find("from"))
      row_.from = not_before_start(read_moment(from->value, context_.run.end(), context_.values()),
                                   from->value.where);
    if (const auto* until = find("until")) row_.until = SimTime::from_days(moment_or_length(until->value));
  }
  SimTime not_before_start(double days, SourceRef where) {
    if (days < 0)
      context_.faults.error(where, "nobody can arrive before the start of the run",
                            "people already there have at = \"start\" and 'waited'");
    return SimTime::from_days(days);
  }
  /// "week 12", a date, or a length of time from the start ("90 days").
  double moment_or_length(const Node& node) {
    double number = 0;
    Dimension dimension = Dimension::duration;
    if (node.is_text() && read_quantity(node.text, number, dimension) && dimension == Dimension::duration)
      return number;
    return read_moment(node, context_.run.end(), context_.values());
  }

  void read_count() {
    const auto* count = find("count");
    if (!count) {
      context_.faults.error(item_.where,
                            fmt::format("source '{}' does not say how many people are there", item_.name),
                            "such as count = 1400");
      return;
    }
    row_.count = people(*count);
  }

  void read_periods() {
    row_.count = people(*find("count"));
    const auto& per = find("per")->value;
    const double days =
        per.is_text() && unit_days_of(per.text) > 0
            ? unit_days_of(per.text)
            : binder_.constant(read_value(per, Dimension::duration, context_.values())).value_or(0);
    if (days <= 0)
      context_.faults.error(per.where, "'per' must be a length of time above zero",
                            "such as per = \"1 day\"");
    row_.period = SimTime::from_days(std::max(days, 1e-6));
    const auto* spread = find("spread");
    if (spread && spread->value.text == "start") row_.spread = Spread::start;
    if (spread && spread->value.text == "even") row_.spread = Spread::even;
  }
  static double unit_days_of(const std::string& text) {
    double number = 0;
    Dimension dimension = Dimension::number;
    return read_quantity("1 " + text, number, dimension) && dimension == Dimension::duration ? number : 0;
  }

  void read_times(const Node& node) {
    for (const auto& time : node.is_array() ? node.items : std::vector<Node>{node})
      row_.listed.push_back(not_before_start(moment_or_length(time), time.where));
    std::sort(row_.listed.begin(), row_.listed.end());
    tell_late(row_.listed, "arrivals of 'at'", node.where, context_);
  }

  void emit_entry() {
    const auto label = builder_.label();
    builder_.place(label);
    builder_.source_entry(index_, label);
    emit_attributes(context_, row_.row_attributes);
    if (const auto* set = find("set")) emit_settings(set->value, path_ + ".set", ValueNode::none, context_);
    if (at_start()) emit_backdating();
    take_holding();
    context_.emit_point(entry_point(item_.name, context_));
    if (is_at_work()) return emit_in_work();
    emit_first();
  }

  void emit_backdating() {
    const auto column = context_.attributes.find(waited_attribute);
    const bool listed = std::find(row_.row_attributes.begin(), row_.row_attributes.end(),
                                  AttributeId(column)) != row_.row_attributes.end();
    ValueId waited = builder_.constant(0);
    if (listed)
      waited = builder_.of(ValueOp::attribute, column);
    else if (const auto* field = find("waited"))
      waited = binder_.bind(read(*field, Dimension::duration), place("waited"));
    const auto* queued = find("queued_for");
    builder_.emit(Opcode::backdate, waited.value,
                  queued ? binder_.bind(read(*queued, Dimension::duration), place("queued_for")).value
                         : waited.value);
  }

  /// Everybody takes what they hold before anyone asks for anything.
  void take_holding() {
    if (!find("holding")) return;
    context_.program().sources[index_].holds = true;
    emit_holding(item_, is_at_work() ? step_at_work() : NameTable::none_value, pathway_, context_);
    builder_.emit(Opcode::settle, 1);
  }

  [[nodiscard]] bool is_at_work() const {
    const auto* phase = find("phase");
    return phase && phase->value.text == "work";
  }
  /// none_value where 'first' is not one step.
  [[nodiscard]] std::uint32_t step_at_work() const {
    const auto* first = find("first");
    return first && first->value.is_text() ? context_.steps.find(first->value.text) : NameTable::none_value;
  }

  /// People in the middle of a step: no events of the step have happened, only the rest of the work.
  void emit_in_work() {
    if (const auto column = step_column())
      context_.faults.error(*column, "with phase = \"work\", everybody is in the step that 'first' names",
                            "leave 'step' out of 'columns', with a source for each step");
    const auto* first = find("first");
    const auto step = first && first->value.is_text()
                          ? context_.require(context_.steps, "step", first->value.text, first->value.where)
                          : NameTable::none_value;
    if (step == NameTable::none_value) {
      if (first && !first->value.is_text())
        context_.faults.error(first->value.where, "with phase = \"work\", 'first' is one step");
      return;
    }
    const StepFields fields(context_, context_.items("step")[step]);
    builder_.emit(Opcode::resume_work, step);
    for (const auto risk : pathway_.steps[step].risks) {
      const auto& during = pathway_.risks[risk].during;
      if (std::find(during.begin(), during.end(), std::pair{step, Phase::work}) != during.end())
        builder_.emit(Opcode::start_timer, risk);
    }
    const auto* remaining = find("remaining");
    const auto* takes = fields.find("takes");
    if (remaining && !(remaining->value.is_text() && remaining->value.text == "residual"))
      builder_.emit(Opcode::delay,
                    binder_.bind(remaining->value, Dimension::duration, place("remaining")).value);
    else if (takes)
      builder_.emit(Opcode::delay,
                    binder_
                        .bind_residual(read_value(takes->value, Dimension::duration, context_.values()),
                                       place("remaining"))
                        .value);
    builder_.emit_jump(pathway_.entries[step].work_end);
  }

  /// Where the column is named that says in which step each person begins; nowhere if the source has none.
  [[nodiscard]] std::optional<SourceRef> step_column() const {
    const auto* columns = find("columns");
    if (!columns) return std::nullopt;
    const auto& keys = columns->value.keys;
    const auto found = std::find(keys.begin(), keys.end(), "step");
    if (found == keys.end()) return std::nullopt;
    return columns->value.values[static_cast<std::size_t>(found - keys.begin())].where;
  }

  /// Each person into the step that their row names.
  void emit_step_of_row(SourceRef column) {
    const auto step = context_.attributes.find(step_attribute);
    if (step == NameTable::none_value) return; // the file could not be read
    check_starts(steps_of_rows(row_, context_), column, pathway_, context_);
    std::vector<LabelId> labels;
    for (const auto& entry : pathway_.entries) labels.push_back(entry.kept);
    builder_.emit_route(builder_.of(ValueOp::attribute, step), labels);
  }

  void emit_first() {
    if (const auto column = step_column()) return emit_step_of_row(*column);
    const auto* first = find("first");
    if (!first) {
      context_.faults.error(item_.where, fmt::format("source '{}' has no 'first'", item_.name),
                            "where do people from here go first?");
      return;
    }
    builder_.at(first->key_where);
    emit_route(read_route(first->value, context_.values()), place("first"), Entry::kept, pathway_, context_);
  }

  const Item& item_;
  std::uint32_t index_;
  Pathway& pathway_;
  CompileContext& context_;
  ProgramBuilder& builder_;
  Binder binder_;
  std::string path_;
  SourceRow row_;
};

} // namespace

void declare_sources(CompileContext& context) {
  for (const auto& item : context.items("source")) {
    check_fields(item, source_kind(), context.faults);
    context.sources.add(item.name);
    context.known_points.emplace(item.name + ".arrive", item.where);
  }
  context.program().sources.resize(context.sources.size());
}

void emit_sources(Pathway& pathway, CompileContext& context) {
  std::uint32_t index = 0;
  for (const auto& item : context.items("source")) SourceLowering(item, index++, pathway, context).emit();
  warn_of_too_many_held(context);
}

} // namespace carepath
