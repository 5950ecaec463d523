#include "models/compile/idle_rules.hpp"

#include "models/sources/rate.hpp"
#include "models/working_time/date.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

namespace carepath {
namespace {

bool is_plain_zero(const Value& value) {
  if (value.form == ValueForm::call && value.text == "chance") return is_plain_zero(value.children[0]);
  return value.form == ValueForm::number && value.number == 0;
}

class IdleRules {
public:
  IdleRules(CompileContext& context, const Pathway& pathway, const Program& program)
      : context_(context), pathway_(pathway), program_(program) {}

  void warn() {
    for (const auto& item : context_.items("source"))
      check_source(item, program_.sources[context_.sources.find(item.name)]);
    for (const auto& step : pathway_.steps) check_step(step);
    for (const auto& risk : pathway_.risks) check_risk(risk);
  }

private:
  void say(SourceRef where, std::string message, std::string hint = {}) {
    context_.faults.warning(where, std::move(message), std::move(hint));
  }
  void say_idle(const Item& item, std::string_view key, std::string_view why) {
    if (const auto* field = item.find(key))
      say(field->key_where, fmt::format("'{}' of source '{}' has no effect: {}", key, item.name, why));
  }

  void check_source(const Item& item, const SourceRow& row) {
    const bool over = row.from.days() >= context_.run.end() || row.until <= row.from;
    if (over && row.kind != ArrivalKind::at_start)
      say(item.where, fmt::format("nobody comes from source '{}': its time lies outside the run", item.name));
    if (!item.find("rate"))
      for (const auto* key : {"pattern", "hours", "season", "trend", "during", "daily_variation"})
        say_idle(item, key, "it shapes a 'rate', and there is none");
    if (row.kind != ArrivalKind::counts) say_idle(item, "spread", "it is of 'count' with 'per'");
    if (row.kind != ArrivalKind::at_start)
      for (const auto* key : {"waited", "queued_for", "phase", "remaining", "holding"})
        say_idle(item, key, "it is of people there at the start (at = \"start\")");
    check_file(item, row);
    check_flow(item, row);
    check_season(item);
  }

  void check_file(const Item& item, const SourceRow& row) {
    if (!item.find("file"))
      for (const auto* key : {"scale", "columns"})
        say_idle(item, key, "it is of a 'file', and there is none");
    const auto* phase = item.find("phase");
    if (row.kind == ArrivalKind::at_start && (!phase || phase->value.text != "work"))
      say_idle(item, "remaining", "it is of people in the middle of a step (phase = \"work\")");
  }

  /// What shapes a flow of arrivals, where everybody's moment is told.
  void check_flow(const Item& item, const SourceRow& row) {
    const auto* batch = item.find("batch");
    if (item.find("at")) say_idle(item, "batch", "'at' tells when everybody comes");
    if (row.kind == ArrivalKind::at_start)
      for (const auto* key : {"from", "until"}) say_idle(item, key, "all are there at the start");
    if (batch && row.batch.exists() && is_zero(row.batch))
      say(item.where, fmt::format("nobody comes from source '{}': its 'batch' is 0", item.name));
  }
  [[nodiscard]] bool is_zero(ValueId value) const {
    const auto& node = program_.values[value.value];
    return node.op == ValueOp::constant && node.number == 0;
  }

  /// Months that the run never sees.
  void check_season(const Item& item) {
    const auto* season = item.find("season");
    if (!season || !season->value.is_table()) return;
    std::array<bool, 12> shaped{};
    for (std::size_t at = 0; at < season->value.keys.size(); ++at)
      if (const int month = month_of(season->value.keys[at]); month >= 0)
        shaped[static_cast<std::size_t>(month)] = season->value.values[at].number != 1;
    const auto last = context_.run.start_day + static_cast<std::int64_t>(std::ceil(context_.run.end()));
    for (auto day = context_.run.start_day; day < last; ++day)
      if (shaped[static_cast<std::size_t>(date_of(day).month - 1)]) return;
    say_idle(item, "season", "the run sees none of its months");
  }

  void check_step(const StepSpec& step) {
    const auto* own = StepFields(context_, *step.item).find("fails");
    for (const auto& failure : step.failures) {
      if (is_plain_zero(failure.chance))
        say(failure.where, fmt::format("failure '{}' of step '{}' never happens: its chance is 0",
                                       failure.name, step.item->name));
      const bool written = own && own->value.find(failure.name); // else a preset's
      if (failure.keeps_place && written && !queue_date_counts())
        say(failure.where, fmt::format("'keeps_place' of failure '{}' of step '{}' has no effect: {}",
                                       failure.name, step.item->name, no_date));
    }
    const auto* kept = StepFields(context_, *step.item).find("keeps_place");
    if (kept && kept->value.number != 0 && !queue_date_counts())
      say(kept->key_where,
          fmt::format("'keeps_place' of step '{}' has no effect: {}", step.item->name, no_date));
    for (const auto& need : step.needs) check_need(need);
    check_moved(step);
  }

  void check_need(const NeedSpec& need) {
    const auto& name = program_.resources[need.resources()[0].value].name;
    if (need.leave_free && is_plain_zero(*need.leave_free))
      say(need.where, fmt::format("'leave_free' of the need of '{}' has no effect: it is 0", name));
    if (need.keeps_place && !queue_date_counts())
      say(need.where, fmt::format("'keeps_place' of the need of '{}' has no effect: {}", name, no_date));
  }

  /// Whether anything asks when people joined: without it a place kept is a place like any other.
  [[nodiscard]] bool queue_date_counts() const {
    return std::any_of(program_.values.begin(), program_.values.end(),
                       [](const ValueNode& node) { return node.op == ValueOp::queue_date; });
  }

  /// What is held on the way to where nobody has to wait for anything.
  void check_moved(const StepSpec& step) {
    const bool moves = std::any_of(step.release.begin(), step.release.end(),
                                   [](const auto& entry) { return entry.second == "moved"; });
    if (!moves || !step.next) return;
    std::vector<std::string> names;
    route_names(*step.next, names);
    const bool waits = std::any_of(names.begin(), names.end(), [&](const auto& name) {
      const auto to = context_.steps.find(name);
      return to != NameTable::none_value && !pathway_.steps[to].needs.empty();
    });
    if (!waits)
      say(StepFields(context_, *step.item).find("release")->key_where,
          fmt::format("release = \"moved\" of step '{}' has no effect: nobody needs anything where it leads",
                      step.item->name));
  }

  void check_risk(const RiskSpec& risk) {
    const bool lasts = std::any_of(risk.during.begin(), risk.during.end(), [&](const auto& phase) {
      return may_last(pathway_.steps[phase.first], phase.second);
    });
    if (!lasts)
      say(risk.where,
          fmt::format("risk '{}' cannot strike: nobody spends any time in the phases of its 'while'",
                      risk.name));
  }

  [[nodiscard]] bool may_last(const StepSpec& step, Phase phase) {
    const StepFields fields(context_, *step.item);
    if (phase == Phase::exit) return fields.find("exit_delay") != nullptr;
    if (phase == Phase::work) return fields.find("takes") != nullptr || !step.parallel.empty();
    if (phase != Phase::wait) return true; // told of elsewhere, or not known before the run
    return std::any_of(step.needs.begin(), step.needs.end(), [&](const NeedSpec& need) {
      const auto resources = need.resources();
      const bool endless = std::all_of(resources.begin(), resources.end(), [&](ResourceId resource) {
        const auto& of = program_.resources[resource.value];
        if (of.kind != ResourceKind::units) return false;
        const auto& values = program_.profiles[of.capacity.value].values;
        return std::all_of(values.begin(), values.end(), [](double value) { return std::isinf(value); });
      });
      return !endless && !(need.wait && is_plain_zero(*need.wait));
    });
  }

  static constexpr std::string_view no_date = "no queue is ordered by queue_date";

  CompileContext& context_;
  const Pathway& pathway_;
  const Program& program_;
};

} // namespace

void warn_of_idle_rules(CompileContext& context, const Pathway& pathway, const Program& program) {
  IdleRules(context, pathway, program).warn();
}

} // namespace carepath
