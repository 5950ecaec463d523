// One step: arrive → set → needs → set at start → takes → exit delay → release → next.
#include "models/steps/lowering.hpp"

#include "models/compile/categories.hpp"
#include "models/compile/times_of_run.hpp"
#include "models/steps/exits.hpp"
#include "models/steps/failure_check.hpp"
#include "models/steps/need_lowering.hpp"
#include "models/steps/phase_timers.hpp"
#include "models/steps/releases.hpp"
#include "models/steps/siblings.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

/// The phases that a step has, in order: nobody waits where nothing is needed.
std::vector<Phase> phases_in(const StepSpec& step, const StepFields& fields) {
  std::vector<Phase> phases;
  if (!step.needs.empty()) phases.push_back(Phase::wait);
  phases.push_back(Phase::work);
  if (fields.find("exit_delay")) phases.push_back(Phase::exit);
  if (step.moves) phases.push_back(Phase::blocked);
  return phases;
}

/// Lowers one step. The order of emission is the order of life.
class StepLowering {
public:
  StepLowering(std::uint32_t step, Pathway& pathway, CompileContext& context)
      : step_(step), spec_(pathway.steps[step]), pathway_(pathway), context_(context),
        builder_(context.builder), fields_(context, *spec_.item), name_(spec_.item->name),
        luck_(fields_.luck()), visit_(context.program().steps[step].visit),
        timers_(step, phases_in(spec_, fields_), pathway, context.builder) {}

  void emit() {
    builder_.in(StepId(step_));
    builder_.at(spec_.item->where);
    emit_arrival();
    emit_needs();
    emit_work();
    emit_exit();
    for (const auto& moved : pathway_.moved_on)
      if (moved.to.contains(name_)) emit_moving_in(moved);
    for (auto& [failure, label] : failure_blocks_) emit_failure(*failure, label);
    for (const auto& refusal : refusal_blocks_) emit_refusal(refusal);
    if (spec_.ejected) emit_ejected();
    builder_.in({});
  }

private:
  BindPlace place(std::string_view part) const { return {luck_ + "." + std::string(part), visit_, {}, {}}; }
  void at(std::string_view key) {
    if (const auto* field = fields_.find(key)) builder_.at(field->key_where);
  }

  void emit_arrival() {
    builder_.place(pathway_.entries[step_].fresh);
    builder_.emit(Opcode::join_queue_now);
    builder_.place(pathway_.entries[step_].kept);
    context_.program().steps[step_].entry = builder_.here();
    emit_arrive();
  }

  void emit_arrive() {
    builder_.emit(Opcode::arrive, step_);
    for (std::uint32_t clock = 0; clock < context_.clocks.size(); ++clock)
      if (context_.restarting_clocks.contains(clock)) builder_.emit(Opcode::reopen_interval, clock);
    settings("set");
    context_.emit_point(name_ + ".arrive");
    timers_.enter();
  }

  void emit_needs() {
    at("needs");
    for (std::size_t number = 0; number < spec_.needs.size(); ++number) {
      const auto& need = spec_.needs[number];
      needs_.push_back(lower_need(need, StepId(step_), place(fmt::format("needs{}", number + 1)), context_));
      holds_.push_back(context_.program().needs[needs_.back()].hold);
    }
    emit_seizes(nullptr);
    builder_.place(granted_ = builder_.label());
    for (const auto& failure : spec_.failures)
      if (!failure.notice) emit_failure_branch(failure);
  }

  /// `moved`: what those hold who are still held back in the step before; null for those who have come.
  void emit_seizes(const MovedOn* moved) {
    refused_.clear();
    for (std::size_t number = 0; number < needs_.size(); ++number) {
      refused_.push_back(spec_.needs[number].refused ? builder_.label() : LabelId());
      if (refused_.back().exists()) refusal_blocks_.push_back({number, refused_.back(), moved});
    }
    for (std::size_t number = 0; number < needs_.size(); ++number) {
      again_ = builder_.label();
      builder_.place(again_);
      builder_.emit_seize(needs_[number], refused_[number]);
      context_.emit_point(granted_point(name_, number));
      if (context_.program().resources[spec_.needs[number].parts[0].first.value].book_on_arrival)
        emit_booking(number, moved);
    }
  }

  /// From a step that holds on until it has moved: the needs are asked for while it is still there, so its
  /// wait is the other's blocked time and it does not count in this step's queue.
  void emit_moving_in(const MovedOn& moved) {
    builder_.place(moved.steps[step_]);
    if (moved.entry == Entry::fresh) builder_.emit(Opcode::join_queue_now);
    emit_seizes(&moved);
    builder_.emit(Opcode::depart, step_);
    release_moved(moved);
    emit_arrive();
    builder_.emit_jump(granted_);
  }

  void release_moved(const MovedOn& moved) {
    for (const auto hold : moved.holds)
      if (std::find(holds_.begin(), holds_.end(), hold) == holds_.end())
        builder_.emit(Opcode::release, hold.value);
  }

  /// Of one who was to move in and does not: what the step before held is given back, its hazards stop.
  void end_being_held_back(const MovedOn& moved) {
    release_moved(moved);
    timers_.leave_blocked();
  }

  /// Failures known before the booked date come back to the diary in time; then the date is awaited.
  void emit_booking(std::size_t number, const MovedOn* moved) {
    const auto hold = holds_[number];
    // A session that is not held: to where a refusal leads, else another date is asked for.
    const auto not_held = refused_[number].exists() ? refused_[number] : again_;
    for (const auto& failure : spec_.failures)
      if (failure.notice) {
        const auto label = builder_.label();
        const auto go_on = builder_.label();
        const auto chance = Binder(context_).bind(failure.chance, place("fails." + failure.name));
        builder_.emit_branch_if(chance, label);
        builder_.emit_jump(go_on);
        builder_.place(label);
        const auto lead = Binder(context_).bind(*failure.notice, place("fails." + failure.name + ".notice"));
        builder_.emit_await_booking(hold, lead, not_held);
        emit_failure_body(failure, moved);
        builder_.place(go_on);
      }
    builder_.emit_await_booking(hold, builder_.constant(0), not_held);
  }

  void emit_failure_branch(const FailureSpec& failure) {
    at("fails");
    const auto label = builder_.label();
    builder_.emit_branch_if(Binder(context_).bind(failure.chance, place("fails." + failure.name)), label);
    failure_blocks_.emplace_back(&failure, label);
  }

  void emit_work() {
    at("takes");
    builder_.emit(Opcode::start, step_);
    timers_.end(Phase::wait);
    settings("set_at_start");
    context_.emit_point(name_ + ".start");
    if (const auto* takes = fields_.find("takes"))
      builder_.emit(Opcode::delay,
                    Binder(context_).bind(takes->value, Dimension::duration, place("takes")).value,
                    serves_group(spec_, context_) ? 1 : 0);
    emit_branches();
    builder_.place(pathway_.entries[step_].work_end);
  }

  /// Several ways at once: the work lasts until all have come back.
  void emit_branches() {
    if (spec_.parallel.empty()) return;
    at("parallel");
    std::vector<LabelId> targets;
    for (const auto& [name, where] : spec_.parallel)
      if (const auto step = context_.require(context_.steps, "step", name, where);
          step != NameTable::none_value)
        targets.push_back(pathway_.entries[step].fresh);
    builder_.emit_fork(targets);
  }

  /// Without an exit delay, and when nobody is held back, work ends and the step is left at once. What is set
  /// at the end of work is set in it either way: the time at work is of the group that it gives.
  void emit_exit() {
    const bool held_back = spec_.moves.has_value();
    const bool stays = held_back || fields_.find("exit_delay") != nullptr;
    timers_.end(Phase::work);
    settings("set_at_end");
    if (stays) builder_.emit(Opcode::finish, step_);
    context_.emit_point(name_ + ".end");
    emit_releases("work_end");
    if (const auto* delay = fields_.find("exit_delay")) {
      at("exit_delay");
      builder_.emit(Opcode::delay,
                    Binder(context_).bind(delay->value, Dimension::duration, place("exit_delay")).value);
    }
    at("next");
    emit_releases("end");
    if (!holds_.empty() || !spec_.release.empty()) builder_.emit(Opcode::settle);
    if (held_back) timers_.end(Phase::exit);
    builder_.emit(held_back ? Opcode::block : Opcode::depart, step_,
                  stays ? departs_after_work : departs_with_work);
    if (!held_back) timers_.end(Phase::exit);
    if (spec_.next)
      emit_route(*spec_.next, place("next"), next_entry(spec_, context_), pathway_, context_,
                 held_back ? &pathway_.moved_on[*spec_.moves] : nullptr);
  }

  /// Gives back what this step took or is told to end, at the given moment.
  void emit_releases(std::string_view moment) {
    at("release");
    for (const auto hold : holds_) {
      const auto& first =
          context_.program().resources[context_.program().holds[hold.value].resources[0].value];
      if (release_moment(spec_, first.name) == moment) builder_.emit(Opcode::release, hold.value);
    }
    for (const auto& release : spec_.release) {
      const std::string& resource = release.first;
      if (resource.empty() || release.second != moment) continue;
      for (const auto hold : pathway_.kept) {
        const auto& held = context_.program().holds[hold.value].resources;
        const bool named = std::any_of(held.begin(), held.end(), [&](auto id) {
          return context_.program().resources[id.value].name == resource;
        });
        if (named && std::find(holds_.begin(), holds_.end(), hold) == holds_.end())
          builder_.emit(Opcode::release, hold.value);
      }
    }
  }

  void emit_failure(const FailureSpec& failure, LabelId label) {
    builder_.place(label);
    emit_failure_body(failure, nullptr);
  }
  /// A failure before the date of one who is held back elsewhere ends that too, as being refused does.
  void emit_failure_body(const FailureSpec& failure, const MovedOn* moved) {
    builder_.at(failure.where);
    context_.emit_point(name_ + "." + failure.name);
    for (const auto hold : holds_) builder_.emit(Opcode::release, hold.value);
    builder_.emit(Opcode::depart, step_, departs_failed);
    if (moved) end_being_held_back(*moved);
    timers_.leave_early();
    emit_route(failure.to, place("fails." + failure.name + ".to"),
               failure.keeps_place ? Entry::kept : Entry::fresh, pathway_, context_);
  }

  struct Refusal {
    std::size_t number; // of the need
    LabelId label;
    const MovedOn* moved;
  };

  void emit_refusal(const Refusal& refusal) {
    const auto& [number, label, moved] = refusal;
    const auto& need = spec_.needs[number];
    builder_.place(label);
    builder_.at(need.where);
    if (!need.refused_as.empty()) context_.emit_point(name_ + "." + need.refused_as);
    for (std::size_t earlier = 0; earlier < number; ++earlier)
      builder_.emit(Opcode::release, holds_[earlier].value);
    builder_.emit(Opcode::depart, step_, departs_refused);
    if (moved) end_being_held_back(*moved);
    timers_.leave_early();
    emit_route(*need.refused, place(fmt::format("needs{}.else", number + 1)),
               need.keeps_place ? Entry::kept : Entry::fresh, pathway_, context_);
  }

  /// Where those go whose unit was taken away for good; what else they hold is given back.
  void emit_ejected() {
    const auto label = builder_.label();
    builder_.place(label);
    builder_.step_ejected(step_, label);
    at("ejected");
    builder_.emit(Opcode::depart, step_, departs_cut_short);
    context_.emit_point(name_ + ".ejected");
    for (const auto hold : held_in({step_}, spec_.moves ? std::vector{step_} : std::vector<std::uint32_t>{},
                                   pathway_, context_))
      builder_.emit(Opcode::release, hold.value);
    for (const auto risk : risks_at(spec_)) builder_.emit(Opcode::stop_timer, risk);
    emit_route(*spec_.ejected, place("ejected"), Entry::fresh, pathway_, context_);
  }

  void settings(std::string_view key) {
    const auto* field = fields_.find(key);
    if (!field) return;
    builder_.at(field->key_where);
    emit_settings(field->value, luck_ + "." + std::string(key), visit_, context_);
  }

  std::uint32_t step_;
  StepSpec& spec_;
  Pathway& pathway_;
  CompileContext& context_;
  ProgramBuilder& builder_;
  StepFields fields_;
  std::string name_;
  std::string luck_;
  std::uint32_t visit_;
  PhaseTimers timers_;
  std::vector<std::uint32_t> needs_; // the step's own needs, in order
  std::vector<HoldId> holds_;        // of each need
  std::vector<LabelId> refused_;     // of each need as last asked for; none for those without a limit
  LabelId again_;                    // where the need last emitted is asked for
  LabelId granted_;                  // where all needs are granted
  std::vector<std::pair<const FailureSpec*, LabelId>> failure_blocks_;
  std::vector<Refusal> refusal_blocks_;
};

} // namespace

std::string granted_point(const std::string& step, std::size_t need) {
  return fmt::format("({} {} granted)", step, need);
}

void emit_settings(const Node& table, const std::string& path, std::uint32_t visit, CompileContext& context) {
  for (std::size_t at = 0; at < table.keys.size(); ++at) {
    const auto attribute =
        context.require(context.attributes, "attribute", table.keys[at], table.key_where[at]);
    if (attribute == NameTable::none_value) continue;
    const BindPlace place{path + "." + table.keys[at], visit, AttributeId(attribute), {}};
    const auto value = read_value(table.values[at], Dimension::any, context.values());
    auto bound = Binder(context).bind(value, place);
    // A moment that is kept is met exactly later, also by another that was worked out otherwise.
    if (value.form == ValueForm::operation && is_time_of_run(value, context))
      bound = on_the_clock(bound, context.builder);
    context.builder.emit(Opcode::set, attribute, bound.value);
  }
}

void emit_pathway(Pathway& pathway, CompileContext& context) {
  find_lasting_holds(pathway, context);
  check_releases(pathway, context);
  check_failures(pathway, context);
  tell_turnarounds_apart(pathway, context);
  bind_timers(pathway, context);
  for (std::uint32_t step = 0; step < pathway.steps.size(); ++step)
    StepLowering(step, pathway, context).emit();
  emit_exits(pathway, context);
}

} // namespace carepath
