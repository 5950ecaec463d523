// Cutting out one component: first its rows in the order of the whole, then what they refer to, copied with
// new numbers.
#include "engine/program/slice.hpp"

#include "engine/program/numbering.hpp"
#include "engine/program/operands.hpp"
#include "engine/program/value_walk.hpp"

#include <algorithm>
#include <utility>

namespace carepath {
namespace {

class Cutter {
public:
  Cutter(const Program& whole, const Component& component, const PlanIndex& index)
      : whole_(whole), component_(component), index_(index) {}

  Slice cut();

private:
  // The rows the slice has.
  void find_rows();
  void find_plan_rows(const std::vector<std::uint32_t>& measures);

  // Copies of rows with new numbers.
  void copy_code();
  Instruction copy(const Instruction& instruction);
  std::uint32_t copy_operand(Operand kind, std::uint32_t operand, std::uint32_t count);
  std::uint32_t copy_targets(std::uint32_t first, std::uint32_t count);
  void copy_steps();
  void copy_sources();
  void copy_resources();
  void copy_needs();
  void copy_timers();
  void copy_plan();
  void copy_levels();
  void copy_samples();
  void copy_attributes();
  ValueId value(ValueId row);
  ValueNode copy(const ValueNode& node);
  std::uint32_t draw(std::uint32_t row);
  std::uint32_t profile(std::uint32_t row);
  std::uint32_t visit(std::uint32_t counter) {
    return counter == ValueNode::none ? counter : visits_.number(counter);
  }
  AttributeId attribute(AttributeId row) {
    return row.exists() ? AttributeId(attributes_.number(row.value)) : row;
  }
  void each_attribute(std::vector<AttributeId>& rows) {
    for (AttributeId& row : rows) row = attribute(row);
  }

  const Program& whole_;
  const Component& component_;
  const PlanIndex& index_;
  Slice slice_;
  Program& part_ = slice_.program;
  Numbering code_, steps_, sources_, resources_, needs_, holds_, timers_, intervals_;
  Numbering tallies_, levels_, samples_, censuses_;
  Numbering attributes_, values_, draws_, profiles_, visits_; // numbered as they are met
};

Slice Cutter::cut() {
  find_rows();
  copy_code();
  copy_steps();
  copy_sources();
  copy_resources();
  copy_needs();
  copy_timers();
  copy_plan();
  copy_attributes();
  for (const auto row : intervals_.rows()) part_.intervals.push_back(whole_.intervals[row]);
  part_.outcomes = whole_.outcomes;
  part_.time_of_day = whole_.time_of_day;
  part_.antithetic = whole_.antithetic;
  part_.visit_counters = static_cast<std::uint32_t>(visits_.rows().size());
  for (const auto row : visits_.rows()) part_.branches_differ.push_back(whole_.branches_differ[row]);
  slice_.places = {sources_.rows(), steps_.rows(),  resources_.rows(), attributes_.rows(), intervals_.rows(),
                   tallies_.rows(), levels_.rows(), samples_.rows(),   censuses_.rows()};
  return std::move(slice_);
}

void Cutter::find_rows() {
  code_.fill(component_.code);
  steps_.fill(component_.steps);
  sources_.fill(component_.sources);
  resources_.fill(component_.resources);
  std::vector<std::uint32_t> needs, holds, timers, intervals, measures;
  for (const auto at : component_.code) {
    each_operand(whole_.code[at], [&](Operand kind, std::uint32_t operand) {
      if (kind == Operand::need) needs.push_back(operand);
      if (kind == Operand::hold) holds.push_back(operand);
      if (kind == Operand::timer) timers.push_back(operand);
      if (kind == Operand::interval) intervals.push_back(operand);
      if (kind == Operand::measure) measures.push_back(operand);
    });
  }
  for (const auto need : needs) holds.push_back(whole_.needs[need].hold.value);
  needs_.fill(std::move(needs));
  holds_.fill(std::move(holds));
  timers_.fill(std::move(timers));
  intervals_.fill(std::move(intervals));
  find_plan_rows(measures);
}

void Cutter::find_plan_rows(const std::vector<std::uint32_t>& measures) {
  std::vector<std::uint32_t> tallies = measures, levels, samples, censuses;
  const auto append = [](std::vector<std::uint32_t>& to, const std::vector<std::uint32_t>& rows) {
    to.insert(to.end(), rows.begin(), rows.end());
  };
  for (const auto step : steps_.rows()) {
    for (const auto row : index_.phase_tallies[step])
      tallies.push_back(whole_.plan.phase_tallies[row].tally.value);
    append(levels, index_.levels[step]);
  }
  for (const auto interval : intervals_.rows()) {
    for (const auto row : index_.interval_tallies[interval])
      tallies.push_back(whole_.plan.interval_tallies[row].tally.value);
    append(censuses, index_.censuses[interval]);
    append(samples, index_.samples_of_interval[interval]);
  }
  tallies_.fill(std::move(tallies));
  levels_.fill(std::move(levels));
  censuses_.fill(std::move(censuses));
  for (const auto row : tallies_.rows()) append(samples, index_.samples_of_tally[row]);
  for (const auto row : levels_.rows()) append(samples, index_.samples_of_level[row]);
  for (const auto row : resources_.rows()) append(samples, index_.samples_of_resource[row]);
  samples_.fill(std::move(samples));
}

void Cutter::copy_code() {
  for (const auto at : code_.rows()) {
    part_.code.push_back(copy(whole_.code[at]));
    part_.code_where.push_back(whole_.code_where[at]);
    part_.code_step.push_back(steps_.at(whole_.code_step[at]));
  }
}

Instruction Cutter::copy(const Instruction& instruction) {
  const auto kinds = operands_of(instruction.op);
  return {instruction.op, copy_operand(kinds[0], instruction.a, instruction.b),
          copy_operand(kinds[1], instruction.b, instruction.c), copy_operand(kinds[2], instruction.c, 0)};
}

/// `count`: the operand after it, which says how many targets there are.
std::uint32_t Cutter::copy_operand(Operand kind, std::uint32_t operand, std::uint32_t count) {
  switch (kind) {
  case Operand::other: return operand;
  case Operand::value: return value(ValueId(operand)).value;
  case Operand::target: return code_.at(operand);
  case Operand::targets: return copy_targets(operand, count);
  case Operand::need: return needs_.at(operand);
  case Operand::hold: return holds_.at(operand);
  case Operand::attribute: return attributes_.number(operand);
  case Operand::timer: return timers_.at(operand);
  case Operand::interval: return intervals_.at(operand);
  case Operand::measure: return tallies_.at(operand);
  case Operand::step: return steps_.at(operand);
  }
  return operand;
}

std::uint32_t Cutter::copy_targets(std::uint32_t first, std::uint32_t count) {
  const auto from = static_cast<std::uint32_t>(part_.targets.size());
  for (std::uint32_t to = 0; to < count; ++to) part_.targets.push_back(code_.at(whole_.targets[first + to]));
  return from;
}

/// The value with all its parts, once.
ValueId Cutter::value(ValueId row) {
  if (!row.exists() || values_.has(row.value)) return values_.at(row);
  const ValueId own(values_.number(row.value));
  part_.values.emplace_back();
  const ValueNode node = copy(whole_.values[row.value]); // may add others
  part_.values[own.value] = node;
  return own;
}

ValueNode Cutter::copy(const ValueNode& node) {
  ValueNode own = node;
  own.visit = visit(node.visit);
  if (has_value_operands(node.op)) {
    own.a = value(ValueId(node.a)).value;
    own.b = value(ValueId(node.b)).value;
  } else if (node.op == ValueOp::attribute || node.op == ValueOp::of_person || node.op == ValueOp::holder) {
    own.a = attributes_.number(node.a);
  } else if (node.op == ValueOp::interval_age || node.op == ValueOp::interval_open) {
    own.a = intervals_.number(node.a);
  } else if (node.op == ValueOp::draw) {
    own.a = draw(node.a);
  } else if (node.op == ValueOp::during) {
    own.a = profile(node.a);
  } else if (reads_resource(node.op)) {
    own.a = resources_.at(node.a);
  }
  std::vector<ValueId> children;
  for (std::uint32_t at = 0; at < alternatives(node); ++at)
    children.push_back(value(whole_.value_children[node.first + at]));
  own.first = static_cast<std::uint32_t>(part_.value_children.size());
  part_.value_children.insert(part_.value_children.end(), children.begin(), children.end());
  return own;
}

std::uint32_t Cutter::draw(std::uint32_t row) {
  if (!draws_.has(row)) {
    part_.distributions.push_back(whole_.distributions[row]);
    part_.draws.push_back(whole_.draws[row]);
  }
  return draws_.number(row);
}

std::uint32_t Cutter::profile(std::uint32_t row) {
  if (!profiles_.has(row)) part_.profiles.push_back(whole_.profiles[row]);
  return profiles_.number(row);
}

void Cutter::copy_steps() {
  for (const auto at : steps_.rows()) {
    StepRow row = whole_.steps[at];
    row.entry = code_.at(row.entry);
    row.ejected = code_.at(row.ejected);
    row.visit = visit(row.visit);
    part_.steps.push_back(std::move(row));
  }
}

void Cutter::copy_sources() {
  for (const auto at : sources_.rows()) {
    SourceRow row = whole_.sources[at];
    row.entry = code_.at(row.entry);
    for (ValueId* const own : {&row.day_factor, &row.count, &row.gap, &row.batch}) *own = value(*own);
    each_attribute(row.row_attributes);
    part_.sources.push_back(std::move(row));
  }
}

void Cutter::copy_resources() {
  for (const auto at : resources_.rows()) {
    ProgramResource row = whole_.resources[at];
    if (row.capacity.exists()) row.capacity = ProfileId(profile(row.capacity.value));
    for (ValueId& key : row.order.keys) key = value(key);
    for (ValueId* const own : {&row.escalation.open_when, &row.escalation.close_when, &row.turnaround})
      *own = value(*own);
    row.turnarounds = visit(row.turnarounds);
    part_.resources.push_back(std::move(row));
  }
}

void Cutter::copy_needs() {
  for (const auto at : needs_.rows()) {
    NeedRow row = whole_.needs[at];
    for (NeedPart& part : row.parts) part = {resources_.at(part.resource), value(part.amount)};
    for (ValueId& score : row.scores) score = value(score);
    for (ValueId* const own : {&row.wait_limit, &row.queue_limit, &row.leave_free, &row.span,
                               &row.ejection.when, &row.ejection.pick})
      *own = value(*own);
    row.hold = holds_.at(row.hold);
    row.step = steps_.at(row.step);
    part_.needs.push_back(std::move(row));
  }
  for (const auto at : holds_.rows()) {
    HoldRow row = whole_.holds[at];
    for (ResourceId& resource : row.resources) resource = resources_.at(resource);
    part_.holds.push_back(std::move(row));
  }
}

void Cutter::copy_timers() {
  for (const auto at : timers_.rows()) {
    TimerRow row = whole_.timers[at];
    row.after = value(row.after);
    row.target = code_.at(row.target);
    row.visit = visit(row.visit);
    part_.timers.push_back(std::move(row));
  }
}

void Cutter::copy_plan() {
  const ObservationPlan& whole = whole_.plan;
  ObservationPlan& part = part_.plan;
  for (const auto at : tallies_.rows()) {
    TallyRow row = whole.tallies[at];
    each_attribute(row.splits);
    for (AttributeTest& test : row.only) test.attribute = attribute(test.attribute);
    part.tallies.push_back(std::move(row));
  }
  for (const auto step : steps_.rows())
    for (const auto at : index_.phase_tallies[step]) {
      const PhaseTally& row = whole.phase_tallies[at];
      part.phase_tallies.push_back({steps_.at(row.step), row.phase, tallies_.at(row.tally)});
    }
  for (const auto interval : intervals_.rows())
    for (const auto at : index_.interval_tallies[interval]) {
      const IntervalTally& row = whole.interval_tallies[at];
      if (!tallies_.has(row.tally.value)) continue; // of an interval that is only looked at
      part.interval_tallies.push_back({intervals_.at(row.interval), row.reason, tallies_.at(row.tally)});
    }
  for (const auto at : resources_.rows())
    part.resources.push_back(at < whole.resources.size() ? whole.resources[at] : ResourceWatch{});
  copy_levels();
  copy_samples();
  part.outcome_splits = whole.outcome_splits;
  each_attribute(part.outcome_splits);
  part.warm_up = whole.warm_up;
  part.end = whole.end;
}

/// Of each level the phases that are here; and of figures those that say what must be followed.
void Cutter::copy_levels() {
  const auto keep_figures = [&](const std::vector<std::uint32_t>& figures, std::uint32_t id) {
    for (const auto at : figures) {
      part_.plan.figures.push_back(whole_.plan.figures[at]);
      part_.plan.figures.back().id = id;
    }
  };
  for (const auto at : levels_.rows()) {
    LevelRow row = whole_.plan.levels[at];
    std::erase_if(row.counted, [&](const auto& counted) { return !steps_.has(counted.first.value); });
    for (auto& [step, phase] : row.counted) step = steps_.at(step);
    row.split = attribute(row.split);
    part_.plan.levels.push_back(std::move(row));
    keep_figures(index_.figures_of_level[at], levels_.at(at));
  }
  for (const auto at : resources_.rows()) keep_figures(index_.figures_of_resource[at], resources_.at(at));
}

void Cutter::copy_samples() {
  const ObservationPlan& whole = whole_.plan;
  ObservationPlan& part = part_.plan;
  for (const auto at : samples_.rows()) {
    SampleRow row = whole.samples[at];
    const Numbering& numbers = looks_at_level(row.kind)      ? levels_
                               : looks_at_tally(row.kind)    ? tallies_
                               : looks_at_interval(row.kind) ? intervals_
                                                             : resources_;
    row.id = numbers.at(row.id);
    row.split = attribute(row.split);
    part.samples.push_back(row);
  }
  part.sample_times = whole.sample_times;
  part.census_times = whole.census_times;
  for (const auto at : censuses_.rows())
    part.censuses.push_back({intervals_.at(whole.censuses[at].interval)});
}

void Cutter::copy_attributes() {
  for (const auto at : attributes_.rows()) part_.attributes.push_back(whole_.attributes[at]);
}

} // namespace

Slicer::Slicer(const Program& program, std::vector<Component> components)
    : program_(program), components_(std::move(components)), index_(program) {}

Slice Slicer::slice(std::size_t component) const {
  return Cutter(program_, components_[component], index_).cut();
}

} // namespace carepath
