// The system's program: every request, grant, refusal and ejection is counted, and nothing else changed.
#include "models/study/traffic_losses.hpp"

#include "engine/program/program_check.hpp"
#include "models/study/traffic_copy.hpp"

#include <algorithm>

namespace carepath {
namespace {

/// A queue that nobody ever leaves unserved would never end; so many are served even where none was.
constexpr double most_lost = 0.98;

bool takes_work_again(Interruption how) {
  return how == Interruption::restart || how == Interruption::resample;
}

/// Whether work at a step may have to begin again.
std::vector<bool> steps_begun_again(const Program& program) {
  std::vector<bool> again(program.resources.size(), false);
  for (std::size_t at = 0; at < again.size(); ++at)
    again[at] = takes_work_again(program.resources[at].when_capacity_falls);
  for (const auto& need : program.needs)
    if (takes_work_again(need.ejection.then)) again[need.parts[0].resource.value] = true;
  std::vector<bool> steps(program.steps.size(), false);
  for (const auto& need : program.needs)
    for (const auto& part : need.parts)
      if (need.step.exists() && again[part.resource.value]) steps[need.step.value] = true;
  return steps;
}

constexpr std::size_t figures_of_cases = 2; // everyone, and those who came during the run

class SystemRun {
public:
  SystemRun(const Program& original, SimTime end)
      : original_(original), copy_(original, CopyOf::system), present_(copy_.attribute()),
        states_(original.timers.empty() ? std::vector<PossibleState>{} : possible_states(original)) {
    auto& plan = copy_.program().plan;
    plan.end = end;
    plan.warm_up = std::min(original.plan.warm_up, SimTime{end.ms / 2});
  }

  Losses run(std::uint32_t replications) {
    auto& builder = copy_.builder;
    came_ = builder.binary(ValueOp::subtract, builder.constant(1), value_of(present_));
    for (std::uint32_t need = 0; need < original_.needs.size(); ++need) add_need();
    for (std::uint32_t step = 0; step < original_.steps.size(); ++step) add_step();
    for (std::uint32_t at = 0; at < original_.code.size(); ++at) {
      copy_.begin(at);
      emit(at);
    }
    builder.in({});
    emit_exits();
    for (std::uint32_t at = 0; at < original_.sources.size(); ++at) mark_present(at);
    const Program program = copy_.finish();
    std::vector<double> totals;
    for (std::uint32_t replication = 0; replication < replications; ++replication) {
      const auto outputs = run_copy(program, replication).outputs;
      totals.resize(outputs.size(), 0.0);
      for (std::size_t at = 0; at < outputs.size(); ++at) totals[at] += outputs[at];
    }
    return read(totals);
  }

private:
  struct NeedPlaces {
    AttributeId waiting; // 1 between asking and being granted (of a booking: the date comes) or refused
    MeasureId granted, refused;
    std::vector<MeasureId> struck; // per timer
  };
  struct StepPlaces {
    AttributeId since;
    MeasureId started, ejected;
    MeasureId days; // at work until ejected
    MeasureId work; // days of those who finish
  };

  [[nodiscard]] ValueId value_of(AttributeId id) { return copy_.builder.of(ValueOp::attribute, id.value); }
  void set(AttributeId attribute, double number) {
    copy_.builder.emit(Opcode::set, attribute.value, copy_.builder.constant(number).value);
  }

  MeasureId new_cases() {
    const auto cases = copy_.tally();
    copy_.output(FigureOp::tally_count, cases);
    copy_.output(FigureOp::tally_sum, cases);
    return cases;
  }
  void note(MeasureId cases) { copy_.builder.emit(Opcode::tally, cases.value, came_.value); }

  void add_need() {
    NeedPlaces places{copy_.attribute(), new_cases(), new_cases(), {}};
    for (std::size_t timer = 0; timer < original_.timers.size(); ++timer)
      places.struck.push_back(new_cases());
    needs_.push_back(std::move(places));
  }
  void add_step() {
    const StepId id(steps_.size());
    StepPlaces places{copy_.attribute(), new_cases(), new_cases(), copy_.tally(), copy_.tally_work(id)};
    copy_.output(FigureOp::tally_sum, places.days);
    copy_.output(FigureOp::tally_count, places.work);
    copy_.output(FigureOp::tally_sum, places.work);
    steps_.push_back(places);
  }

  void emit(std::uint32_t at) {
    const auto& instruction = original_.code[at];
    switch (instruction.op) {
    case Opcode::count:
    case Opcode::tally: return;
    case Opcode::seize: return emit_seize(at);
    case Opcode::await_booking: return emit_booking(at);
    case Opcode::release:
      settle(at); // a date that somebody gives back without having been struck
      return copy_.emit_same(instruction);
    case Opcode::start:
      copy_.emit_same(instruction);
      note(steps_[instruction.a].started);
      return copy_.builder.emit(Opcode::set, steps_[instruction.a].since.value,
                                copy_.builder.of(ValueOp::now, 0).value);
    default: return copy_.emit_same(instruction);
    }
  }

  void emit_seize(std::uint32_t at) {
    auto& builder = copy_.builder;
    const auto& instruction = original_.code[at];
    const auto& places = needs_[instruction.a];
    set(places.waiting, 1);
    const auto refused = instruction.b == no_target ? LabelId() : builder.label();
    builder.emit_seize(instruction.a, refused);
    if (!is_booked(instruction.a)) {
      set(places.waiting, 0);
      note(places.granted);
    }
    if (refused.exists()) refusals_.push_back({at, refused});
  }

  /// Who has a date waits for it all the same, and may be struck until it comes.
  [[nodiscard]] bool is_booked(std::uint32_t need) const {
    return original_.resources[original_.needs[need].parts[0].resource.value].book_on_arrival;
  }

  void emit_booking(std::uint32_t at) {
    const auto& instruction = original_.code[at];
    const auto& before = original_.values[instruction.b];
    const bool is_date = before.op == ValueOp::constant && before.number == 0;
    if (!is_date || instruction.c == no_target) {
      copy_.emit_same(instruction);
    } else {
      const auto not_held = copy_.builder.label();
      copy_.builder.emit_await_booking(HoldId(instruction.a), ValueId(instruction.b), not_held);
      not_held_.push_back({at, not_held});
    }
    if (is_date) settle(at);
  }

  /// The wait for the date of a booking ends here, at an instruction about its hold.
  void settle(std::uint32_t at) {
    auto& builder = copy_.builder;
    for (std::uint32_t need = 0; need < needs_.size(); ++need) {
      const auto& row = original_.needs[need];
      const bool is_of_step = row.step.exists() && row.step == original_.code_step[at];
      if (!is_of_step || row.hold != HoldId(original_.code[at].a) || !is_booked(need)) continue;
      const auto not_waiting = builder.label();
      builder.emit_branch_if(builder.unary(ValueOp::negated, value_of(needs_[need].waiting)), not_waiting);
      set(needs_[need].waiting, 0);
      note(needs_[need].granted);
      builder.place(not_waiting);
    }
  }

  void emit_exits() {
    auto& builder = copy_.builder;
    for (const auto& [at, label] : refusals_) {
      builder.place(label);
      set(needs_[original_.code[at].a].waiting, 0);
      note(needs_[original_.code[at].a].refused);
      builder.emit_jump(copy_.place_of(original_.code[at].b));
    }
    for (const auto& [at, label] : not_held_) {
      builder.place(label);
      settle(at);
      builder.emit_jump(copy_.place_of(original_.code[at].c));
    }
    for (std::uint32_t timer = 0; timer < original_.timers.size(); ++timer) emit_timer(timer);
    for (std::uint32_t step = 0; step < original_.steps.size(); ++step)
      if (original_.steps[step].ejected != no_target) emit_ejection(step);
  }

  /// Whether the timer may run where the need is asked for.
  [[nodiscard]] std::vector<bool> needs_under(std::uint32_t timer) const {
    std::vector<bool> under(needs_.size(), false);
    for (std::size_t at = 0; at < original_.code.size(); ++at) {
      if (original_.code[at].op != Opcode::seize) continue;
      const auto& running = states_[at].running;
      if (std::find(running.begin(), running.end(), timer) != running.end())
        under[original_.code[at].a] = true;
    }
    return under;
  }

  void emit_timer(std::uint32_t timer) {
    auto& builder = copy_.builder;
    const auto label = builder.label();
    builder.place(label);
    const auto under = needs_under(timer);
    for (std::size_t need = 0; need < needs_.size(); ++need) {
      if (!under[need]) continue;
      const auto not_waiting = builder.label();
      builder.emit_branch_if(builder.unary(ValueOp::negated, value_of(needs_[need].waiting)), not_waiting);
      set(needs_[need].waiting, 0);
      note(needs_[need].struck[timer]);
      builder.place(not_waiting);
    }
    builder.emit_jump(copy_.place_of(original_.timers[timer].target));
    copy_.redirect_timer(timer, label);
  }

  void emit_ejection(std::uint32_t step) {
    auto& builder = copy_.builder;
    const auto label = builder.label();
    builder.place(label);
    builder.step_ejected(step, label);
    note(steps_[step].ejected);
    builder.emit(
        Opcode::tally, steps_[step].days.value,
        builder.binary(ValueOp::subtract, builder.of(ValueOp::now, 0), value_of(steps_[step].since)).value);
    builder.emit_jump(copy_.place_of(original_.steps[step].ejected));
  }

  void mark_present(std::uint32_t at) {
    const auto entry = copy_.place_of(original_.sources[at].entry);
    if (original_.sources[at].kind != ArrivalKind::at_start) return copy_.builder.source_entry(at, entry);
    const auto label = copy_.builder.label();
    copy_.builder.place(label);
    copy_.builder.source_entry(at, label);
    set(present_, 1);
    copy_.builder.emit_jump(entry);
  }

  [[nodiscard]] Losses read(const std::vector<double>& totals) const {
    std::size_t at = 0;
    const auto next = [&] {
      at += figures_of_cases;
      return std::pair{totals[at - 2], totals[at - 1]};
    };
    Losses losses;
    for (std::size_t need = 0; need < needs_.size(); ++need) {
      std::vector<std::pair<double, double>> ends;
      for (std::size_t end = 0; end < 2 + original_.timers.size(); ++end) ends.push_back(next());
      losses.needs.push_back(shares_of(ends));
    }
    const auto again = steps_begun_again(original_);
    for (std::size_t step = 0; step < steps_.size(); ++step) {
      const auto started = next();
      const auto ejected = next();
      const double days = totals[at++];
      const auto [visits, work] = next();
      const bool any = ejected.first > 0 && started.first > 0;
      const bool cut_short = (any || again[step]) && visits + ejected.first > 0;
      losses.steps.push_back({any ? std::min(most_lost, ejected.first / started.first) : 0,
                              any ? days / ejected.first : 0,
                              cut_short ? (work + days) / (visits + ejected.first) : 0});
    }
    return losses;
  }

  /// `ends`: granted, refused, struck by each timer.
  [[nodiscard]] static NeedLosses shares_of(const std::vector<std::pair<double, double>>& ends) {
    double all = 0;
    double came = 0;
    for (const auto& end : ends) {
      all += end.first;
      came += end.second;
    }
    const auto share = [&](const std::pair<double, double>& end) {
      return came > 0 ? end.second / came : all > 0 ? end.first / all : 0;
    };
    NeedLosses losses{share(ends[1]), {}};
    for (std::size_t timer = 2; timer < ends.size(); ++timer) losses.struck.push_back(share(ends[timer]));
    const double total = losses.total();
    const double kept = total > most_lost ? most_lost / total : 1;
    losses.refused *= kept;
    for (auto& struck : losses.struck) struck *= kept;
    return losses;
  }

  const Program& original_;
  ProgramCopy copy_;
  AttributeId present_; // 1 for those there at the start
  ValueId came_;        // 0 for those there at the start
  std::vector<PossibleState> states_;
  std::vector<NeedPlaces> needs_;
  std::vector<StepPlaces> steps_;
  std::vector<std::pair<std::uint32_t, LabelId>> refusals_; // a seize of the original, and its own block
  std::vector<std::pair<std::uint32_t, LabelId>> not_held_; // the same of a date whose session is not held
};

} // namespace

double NeedLosses::total() const {
  double sum = refused;
  for (const double each : struck) sum += each;
  return sum;
}

bool can_lose(const Program& program) {
  const auto states = program.timers.empty() ? std::vector<PossibleState>{} : possible_states(program);
  for (std::size_t at = 0; at < program.code.size(); ++at) {
    const auto& instruction = program.code[at];
    if (instruction.op != Opcode::seize) continue;
    if (instruction.b != no_target || (!states.empty() && !states[at].running.empty())) return true;
  }
  const auto again = steps_begun_again(program);
  return std::any_of(program.steps.begin(), program.steps.end(),
                     [](const auto& step) { return step.ejected != no_target; }) ||
         std::any_of(again.begin(), again.end(), [](bool begun) { return begun; });
}

Losses measure_losses(const Program& program, SimTime end, std::uint32_t replications) {
  return SystemRun(program, end).run(replications);
}

} // namespace carepath
