// Components by union-find over sources, steps and resources: everything an entity of a source may come to
// is joined with the source, and with all that is looked at on the way.
#include "engine/program/components.hpp"

#include "engine/program/operands.hpp"
#include "engine/program/value_walk.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <utility>

namespace carepath {
namespace {

constexpr std::uint32_t nobody = 0xFFFF'FFFFu;

/// Disjoint sets; the smallest member stands for its set.
class Union {
public:
  explicit Union(std::size_t members) : parent_(members) { std::iota(parent_.begin(), parent_.end(), 0u); }

  std::uint32_t find(std::uint32_t member) {
    while (parent_[member] != member) member = parent_[member] = parent_[parent_[member]];
    return member;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = find(a);
    b = find(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

private:
  std::vector<std::uint32_t> parent_;
};

/// Members are numbered sources, then steps, then resources.
class Finder {
public:
  explicit Finder(const Program& program)
      : program_(program), first_step_(static_cast<std::uint32_t>(program.sources.size())),
        first_resource_(first_step_ + static_cast<std::uint32_t>(program.steps.size())),
        sets_(first_resource_ + program.resources.size()), binds_(program.code.size(), false),
        owner_(program.code.size(), nobody), tails_(program.sources.size()),
        openers_(program.intervals.size()), looks_(program.values.size(), Looks::unknown) {}

  std::vector<Component> find();

private:
  enum class Looks : std::uint8_t { unknown, yes, no };

  void find_binding_code();
  [[nodiscard]] bool binds_by_itself(const Instruction& instruction);
  void follow(std::uint32_t source);
  [[nodiscard]] bool visit(std::uint32_t source, std::uint32_t at);
  void join_operands(std::uint32_t member, const Instruction& instruction);
  void join_need(std::uint32_t member, const NeedRow& need);
  void join_value(std::uint32_t member, ValueId value);
  void join_resource(std::uint32_t member, ResourceId resource) {
    sets_.join(member, first_resource_ + resource.value);
  }
  void join_hold(std::uint32_t member, HoldId hold);
  [[nodiscard]] bool looks_at_state(ValueId value);
  void join_sources();
  void join_resources();
  void join_levels();
  void join_openers();
  std::vector<Component> collect();
  [[nodiscard]] bool is_reached(std::uint32_t step) const { return reached_steps_.count(step) > 0; }

  const Program& program_;
  std::uint32_t first_step_;
  std::uint32_t first_resource_;
  Union sets_;
  std::vector<bool> binds_; // whether each instruction leads to something that only one component has
  std::vector<std::uint32_t> owner_;                // of binding code: a source whose entities come there
  std::vector<std::set<std::uint32_t>> tails_;      // of each source: other code its entities come to
  std::vector<std::vector<std::uint32_t>> openers_; // sources whose entities open each interval
  std::vector<Looks> looks_;                        // whether each value looks at the state of a resource
  std::set<std::uint32_t> reached_steps_;
};

std::vector<Component> Finder::find() {
  find_binding_code();
  for (std::uint32_t source = 0; source < program_.sources.size(); ++source) follow(source);
  join_sources();
  join_resources();
  join_levels();
  join_openers();
  return collect();
}

/// Code from which a step, a resource or the state of one can still be come to. The way out that all entities
/// share (the end of a clock, a count, an outcome) binds nobody: each component has its own copy.
void Finder::find_binding_code() {
  std::vector<std::vector<std::uint32_t>> before(binds_.size());
  std::vector<std::uint32_t> pending;
  for (std::uint32_t at = 0; at < binds_.size(); ++at) {
    each_successor(program_, at, [&](std::uint32_t next) { before[next].push_back(at); });
    binds_[at] = binds_by_itself(program_.code[at]);
    if (binds_[at]) pending.push_back(at);
  }
  while (!pending.empty()) {
    const std::uint32_t at = pending.back();
    pending.pop_back();
    for (const std::uint32_t earlier : before[at]) {
      if (binds_[earlier]) continue;
      binds_[earlier] = true;
      pending.push_back(earlier);
    }
  }
}

bool Finder::binds_by_itself(const Instruction& instruction) {
  bool binds = false;
  each_operand(instruction, [&](Operand kind, std::uint32_t operand) {
    if (kind == Operand::step || kind == Operand::need || kind == Operand::hold) binds = true;
    if (kind == Operand::value && looks_at_state(ValueId(operand))) binds = true;
    if (kind == Operand::timer && looks_at_state(program_.timers[operand].after)) binds = true;
  });
  return binds;
}

/// Everything the entities of a source can come to, up to where those of another have been already.
void Finder::follow(std::uint32_t source) {
  std::vector<std::uint32_t> pending{program_.sources[source].entry};
  while (!pending.empty()) {
    const std::uint32_t at = pending.back();
    pending.pop_back();
    if (at >= owner_.size() || !visit(source, at)) continue;
    join_operands(source, program_.code[at]);
    each_successor(program_, at, [&](std::uint32_t next) { pending.push_back(next); });
  }
}

/// False when it need not be followed from here again.
bool Finder::visit(std::uint32_t source, std::uint32_t at) {
  if (!binds_[at]) return tails_[source].insert(at).second;
  if (owner_[at] != nobody) {
    sets_.join(source, owner_[at]);
    return false;
  }
  owner_[at] = source;
  return true;
}

void Finder::join_operands(std::uint32_t member, const Instruction& instruction) {
  each_operand(instruction, [&](Operand kind, std::uint32_t operand) {
    switch (kind) {
    case Operand::value: join_value(member, ValueId(operand)); break;
    case Operand::need: join_need(member, program_.needs[operand]); break;
    case Operand::hold: join_hold(member, HoldId(operand)); break;
    case Operand::timer: join_value(member, program_.timers[operand].after); break;
    case Operand::interval:
      if (instruction.op == Opcode::open_interval) openers_[operand].push_back(member);
      break;
    case Operand::step:
      reached_steps_.insert(operand);
      sets_.join(member, first_step_ + operand);
      break;
    default: break;
    }
  });
}

void Finder::join_need(std::uint32_t member, const NeedRow& need) {
  join_hold(member, need.hold);
  for (const NeedPart& part : need.parts) {
    join_resource(member, part.resource);
    join_value(member, part.amount);
  }
  for (const ValueId score : need.scores) join_value(member, score);
  for (const ValueId value : {need.wait_limit, need.queue_limit, need.leave_free, need.span,
                              need.ejection.when, need.ejection.pick})
    join_value(member, value);
}

void Finder::join_hold(std::uint32_t member, HoldId hold) {
  for (const ResourceId resource : program_.holds[hold.value].resources) join_resource(member, resource);
}

/// With every resource whose state the value looks at.
void Finder::join_value(std::uint32_t member, ValueId value) {
  if (!value.exists() || !looks_at_state(value)) return;
  const ValueNode& node = program_.values[value.value];
  if (reads_resource(node.op)) join_resource(member, ResourceId(node.a));
  for (const ValueId part : value_parts(program_, node)) join_value(member, part);
}

bool Finder::looks_at_state(ValueId value) {
  const ValueNode& node = program_.values[value.value];
  if (looks_[value.value] == Looks::unknown) {
    bool looks = reads_resource(node.op);
    for (const ValueId part : value_parts(program_, node)) looks = looks_at_state(part) || looks;
    looks_[value.value] = looks ? Looks::yes : Looks::no;
  }
  return looks_[value.value] == Looks::yes;
}

void Finder::join_sources() {
  for (std::uint32_t source = 0; source < program_.sources.size(); ++source) {
    const SourceRow& row = program_.sources[source];
    for (const ValueId value : {row.day_factor, row.count, row.gap, row.batch}) join_value(source, value);
  }
}

void Finder::join_resources() {
  for (std::uint32_t at = 0; at < program_.resources.size(); ++at) {
    const ProgramResource& row = program_.resources[at];
    const std::uint32_t member = first_resource_ + at;
    for (const ValueId key : row.order.keys) join_value(member, key);
    for (const ValueId value : {row.escalation.open_when, row.escalation.close_when, row.turnaround})
      join_value(member, value);
  }
}

/// The largest value of a sum, and the time at each, do not follow from those of its parts.
void Finder::join_levels() {
  const auto has_largest = asked_about(program_.plan, FigureOp::level_maximum, program_.plan.levels.size());
  for (std::size_t at = 0; at < has_largest.size(); ++at) {
    const LevelRow& row = program_.plan.levels[at];
    std::uint32_t first = nobody;
    if (!has_largest[at] && !row.distribution) continue;
    for (const auto& [step, phase] : row.counted) {
      if (!is_reached(step.value)) continue;
      if (first == nobody) first = first_step_ + step.value;
      sets_.join(first, first_step_ + step.value);
    }
  }
}

/// Nor does a quantile of ages, unless they can be counted by whole days.
void Finder::join_openers() {
  for (const SampleRow& sample : program_.plan.samples) {
    if (sample.kind != SampleKind::interval_quantile || program_.intervals[sample.id].whole_days) continue;
    for (const std::uint32_t opener : openers_[sample.id]) sets_.join(openers_[sample.id].front(), opener);
  }
}

std::vector<Component> Finder::collect() {
  std::vector<std::uint32_t> by_name(program_.sources.size());
  std::iota(by_name.begin(), by_name.end(), 0u);
  std::stable_sort(by_name.begin(), by_name.end(),
                   [&](auto a, auto b) { return program_.sources[a].name < program_.sources[b].name; });
  std::map<std::uint32_t, std::size_t> place; // of each set among the components
  for (const std::uint32_t source : by_name) place.try_emplace(sets_.find(source), place.size());
  std::vector<Component> components(std::max<std::size_t>(1, place.size()));
  const auto component_of = [&](std::uint32_t member) -> Component& {
    const auto found = place.find(sets_.find(member));
    return components[found == place.end() ? 0 : found->second];
  };
  for (std::uint32_t at = 0; at < program_.sources.size(); ++at) component_of(at).sources.push_back(at);
  for (const std::uint32_t at : reached_steps_) component_of(first_step_ + at).steps.push_back(at);
  for (std::uint32_t at = 0; at < program_.resources.size(); ++at)
    component_of(first_resource_ + at).resources.push_back(at);
  for (std::uint32_t at = 0; at < owner_.size(); ++at)
    if (owner_[at] != nobody) component_of(owner_[at]).code.push_back(at);
  for (std::uint32_t source = 0; source < program_.sources.size(); ++source) {
    auto& code = component_of(source).code;
    code.insert(code.end(), tails_[source].begin(), tails_[source].end());
  }
  for (Component& component : components) {
    std::sort(component.code.begin(), component.code.end());
    component.code.erase(std::unique(component.code.begin(), component.code.end()), component.code.end());
  }
  return components;
}

} // namespace

std::vector<Component> find_components(const Program& program) {
  return Finder(program).find();
}

} // namespace carepath
