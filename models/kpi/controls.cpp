#include "models/kpi/controls.hpp"

#include "models/compile/binder.hpp"
#include "models/compile/mean_value.hpp"
#include "models/compile/shared_points.hpp"
#include "models/steps/step_fields.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <set>

namespace carepath {
namespace {

constexpr std::array<std::string_view, 3> kinds{"source", "step", "resource"};

/// "source.referrals" as its two parts; nothing when it has no such form.
std::optional<std::pair<std::string, std::string>> address(const std::string& text) {
  const auto dot = text.find('.');
  if (dot == std::string::npos) return std::nullopt;
  const auto kind = text.substr(0, dot);
  if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) return std::nullopt;
  return std::pair(kind, text.substr(dot + 1));
}

class ControlLowering {
public:
  ControlLowering(KpiWork& work, CompiledScenario& out) : work_(work), context_(work.context), out_(out) {}

  std::vector<ExpectedArrivals> lower(const Node& field) {
    std::set<std::string> seen;
    for (const auto& [text, where] : texts_of(field, context_)) {
      const auto found = address(text);
      if (!seen.insert(text).second)
        context_.faults.error(where, fmt::format("'{}' is given twice", text));
      else if (!found)
        context_.faults.error(where, fmt::format("'{}' is no control", text),
                              "write source.NAME, step.NAME or resource.NAME");
      else if (found->first == "source")
        add_source(found->second, where);
      else
        add_work(found->first, found->second, where);
    }
    return std::move(expected_);
  }

private:
  void add_source(const std::string& name, SourceRef where) {
    const auto source = context_.require(context_.sources, "source", name, where);
    if (source == NameTable::none_value) return;
    const auto tally = work_.figures.new_tally("control.source." + name, {});
    context_.points[entry_point(name, context_)].push_back(
        [&context = context_, tally] { context.builder.emit(Opcode::count, tally.value); });
    const auto expected = work_.figures.constant(0);
    expected_.push_back({expected, source, where});
    const auto came = work_.figures.tally(FigureOp::tally_count, tally, {});
    add_row("source." + name, "arrivals of " + name, "number",
            "Arrivals in the measured period less the number expected of the rate.",
            work_.figures.combine(FigureOp::subtract, came, expected));
  }

  void add_work(const std::string& kind, const std::string& name, SourceRef where) {
    const bool one = kind == "step";
    const auto index = context_.require(one ? context_.steps : context_.resources, kind, name, where);
    if (index == NameTable::none_value) return;
    const auto tally = work_.figures.new_tally("control." + kind + "." + name, {});
    bool any = false;
    for (std::uint32_t step = 0; step < work_.pathway.steps.size(); ++step)
      if (one ? step == index : needs(step, ResourceId(index))) any = add_step(step, tally, where) || any;
    if (!any && !context_.faults.has_errors())
      context_.faults.error(where,
                            fmt::format("the work of {} '{}' is not drawn, so it is no control", kind, name),
                            "a control varies by luck about a mean that is known");
    if (!any) return;
    add_row(kind + "." + name, fmt::format("work {} {}", one ? "begun at" : "asked of", name), "days",
            "Work drawn by those who begin it in the measured period, less its mean.",
            work_.figures.tally(FigureOp::tally_sum, tally, {}));
  }

  [[nodiscard]] bool needs(std::uint32_t step, ResourceId resource) const {
    const auto& all = work_.pathway.steps[step].needs;
    return std::any_of(all.begin(), all.end(), [&](const auto& need) {
      const auto parts = need.resources();
      return std::find(parts.begin(), parts.end(), resource) != parts.end();
    });
  }

  /// True when the work of the step is drawn; then it is added up, less its mean.
  bool add_step(std::uint32_t step, MeasureId tally, SourceRef where) {
    const auto& item = context_.items("step")[step];
    const StepFields fields(context_, item);
    const auto* takes = fields.find("takes");
    if (!takes) return false;
    const BindPlace place{fields.luck() + ".takes", context_.program().steps[step].visit, {}, {}};
    const auto drawn = Binder(context_).bind(takes->value, Dimension::duration, place);
    if (context_.faults.has_errors() || !is_drawn(context_.program(), drawn)) return false;
    const auto mean = mean_value(context_.builder, drawn);
    if (!mean) {
      context_.faults.error(where, fmt::format("the mean work of step '{}' is not known exactly", item.name),
                            "controls know distributions, choices between them, and sums of those");
      return true;
    }
    check_luck(step, fields.luck(), where);
    const auto above = context_.builder.binary(ValueOp::subtract, drawn, *mean);
    context_.points[item.name + ".start"].push_back([&context = context_, tally, above] {
      context.builder.emit(Opcode::tally, tally.value, above.value);
    });
    return true;
  }

  /// Two steps with one luck: how long the first took tells who begins the second.
  void check_luck(std::uint32_t step, const std::string& luck, SourceRef where) {
    const auto& steps = context_.items("step");
    for (std::uint32_t other = 0; other < steps.size(); ++other)
      if (other != step && StepFields(context_, steps[other]).luck() == luck)
        return context_.faults.error(
            where,
            fmt::format("steps '{}' and '{}' draw with the same luck, so the mean work of those who begin is "
                        "not known",
                        steps[step].name, steps[other].name),
            "leave this control out");
  }

  void add_row(const std::string& of, const std::string& title, const std::string& unit,
               const std::string& definition, FigureId figure) {
    KpiRow row;
    row.name = "control." + of;
    row.title = "Control: " + title + ", less the mean";
    row.unit = unit;
    row.definition = definition;
    out_.kpis.push_back(row);
    context_.program().plan.outputs.push_back(figure);
  }

  KpiWork& work_;
  CompileContext& context_;
  CompiledScenario& out_;
  std::vector<ExpectedArrivals> expected_{};
};

/// Arrivals of a rate between two times.
double integral(const Profile& rate, SimTime from, SimTime until) {
  double sum = 0;
  for (std::size_t at = 0; at < rate.times.size(); ++at) {
    const auto begin = std::max(from, rate.times[at]);
    const auto end = at + 1 < rate.times.size() ? std::min(until, rate.times[at + 1]) : until;
    if (begin < end) sum += rate.values[at] * (end.days() - begin.days());
  }
  return sum;
}

/// People of one arrival, where it is always as many.
std::optional<double> people_at_once(const SourceRow& source, const Program& program) {
  if (!source.batch.exists()) return 1;
  const auto& node = program.values[source.batch.value];
  const bool is_whole = node.op == ValueOp::constant && node.number == std::floor(node.number);
  return is_whole ? std::optional(node.number) : std::nullopt;
}

} // namespace

std::vector<ExpectedArrivals> define_controls(KpiWork& work, CompiledScenario& out) {
  const auto* run = work.context.document.item("run");
  const auto* field = run ? run->find("control") : nullptr;
  return field ? ControlLowering(work, out).lower(field->value) : std::vector<ExpectedArrivals>();
}

void set_expected_arrivals(const std::vector<ExpectedArrivals>& expected, CompileContext& context) {
  auto& program = context.program();
  for (const auto& arrivals : expected) {
    const auto& source = program.sources[arrivals.source];
    const auto people = people_at_once(source, program);
    if (source.kind != ArrivalKind::poisson || !people) {
      context.faults.error(
          arrivals.where,
          fmt::format("the expected number of arrivals of '{}' is not known exactly", source.name),
          "a source is a control when it has a rate, and as many people at every arrival");
      continue;
    }
    const auto from = std::max(source.from, program.plan.warm_up);
    const auto until = std::min(source.until, program.plan.end);
    program.plan.figures[arrivals.figure.value].number = *people * integral(source.rate, from, until);
  }
}

bool is_control(const KpiRow& row) {
  return std::any_of(kinds.begin(), kinds.end(), [&](std::string_view kind) {
    return row.name.starts_with(fmt::format("control.{}.", kind));
  });
}

} // namespace carepath
