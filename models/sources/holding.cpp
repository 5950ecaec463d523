// Holdings at the start, matched to the needs that would have taken them; and their sum against the capacity.
#include "models/sources/holding.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace carepath {
namespace {

struct HeldPart {
  ResourceId resource;
  const Value* amount;
  std::size_t entry; // of the list as written
  SourceRef where;
  bool is_taken = false;
};

class HoldingLowering {
public:
  HoldingLowering(const Item& source, const Node& list, CompileContext& context)
      : context_(context), place_{"source." + source.name + ".holding", ValueNode::none, {}, {}},
        entries_(read_needs(list, context)) {
    for (std::size_t entry = 0; entry < entries_.size(); ++entry)
      for (const auto& [resource, amount] : entries_[entry].parts)
        parts_.push_back({resource, &amount, entry, entries_[entry].where});
  }

  void emit(std::uint32_t at_work, const Pathway& pathway) {
    if (at_work != NameTable::none_value)
      for (const auto& need : pathway.steps[at_work].needs)
        if (need.mode == NeedMode::all ? holds_all(need) : holds_some(need)) take(need.resources());
    for (const auto& step : pathway.steps)
      for (const auto& need : step.needs)
        if (need.parts.size() > 1 && need.mode == NeedMode::all && holds_all(need)) take(need.resources());
    for (std::size_t entry = 0; entry < entries_.size(); ++entry) take_rest(entry);
  }

private:
  HeldPart* find(ResourceId resource) {
    const auto found = std::find_if(parts_.begin(), parts_.end(), [&](const auto& part) {
      return part.resource == resource && !part.is_taken;
    });
    return found == parts_.end() ? nullptr : &*found;
  }
  bool holds_all(const NeedSpec& need) {
    return std::all_of(need.parts.begin(), need.parts.end(),
                       [&](const auto& part) { return find(part.first) != nullptr; });
  }
  bool holds_some(const NeedSpec& need) {
    return std::any_of(need.parts.begin(), need.parts.end(),
                       [&](const auto& part) { return find(part.first) != nullptr; });
  }

  /// What is left of an entry, as it is written.
  void take_rest(std::size_t entry) {
    std::vector<ResourceId> rest;
    for (const auto& part : parts_)
      if (part.entry == entry && !part.is_taken) rest.push_back(part.resource);
    if (!rest.empty()) take(rest);
  }

  void take(const std::vector<ResourceId>& resources) {
    NeedRow row;
    for (const auto resource : resources) {
      auto* held = find(resource);
      row.parts.push_back(
          {resource, held ? Binder(context_).bind(*held->amount, place_) : context_.builder.constant(0)});
      if (!held) continue;
      held->is_taken = true;
      row.where = held->where;
    }
    row.hold = context_.builder.hold(resources);
    context_.program().needs.push_back(std::move(row));
    context_.builder.emit(Opcode::take, static_cast<std::uint32_t>(context_.program().needs.size() - 1));
  }

  CompileContext& context_;
  BindPlace place_;
  std::vector<NeedSpec> entries_;
  std::vector<HeldPart> parts_;
};

/// Units as far as they are known before the run.
void add_units(const Item& source, std::map<std::uint32_t, double>& units, CompileContext& context) {
  const auto* count = source.find("count");
  const auto* holding = source.find("holding");
  if (!count || !holding) return;
  Binder binder(context);
  const double people =
      binder.constant_at(read_value(count->value, Dimension::number, context.values()), 0).value_or(0);
  for (const auto& need : read_needs(holding->value, context))
    for (const auto& [resource, amount] : need.parts)
      units[resource.value] += people * binder.constant_at(amount, 0).value_or(0);
}

/// At the start; unlimited where that is not a plain number of units for one person each.
double capacity_at_start(const ProgramResource& row, const Program& program) {
  if (row.kind != ResourceKind::units || row.consumed || row.group > 1) return HUGE_VAL;
  const auto& profile = program.profiles[row.capacity.value];
  double capacity = HUGE_VAL;
  for (std::size_t at = 0; at < profile.times.size() && profile.times[at] <= SimTime{}; ++at)
    capacity = profile.values[at];
  return capacity;
}

} // namespace

void emit_holding(const Item& source, std::uint32_t at_work, const Pathway& pathway,
                  CompileContext& context) {
  if (const auto* holding = source.find("holding"))
    HoldingLowering(source, holding->value, context).emit(at_work, pathway);
}

void warn_of_too_many_held(CompileContext& context) {
  std::map<std::uint32_t, double> units;
  std::map<std::uint32_t, SourceRef> last;
  for (const auto& source : context.items("source")) {
    const auto before = units;
    add_units(source, units, context);
    for (const auto& [resource, held] : units)
      if (!before.contains(resource) || before.at(resource) != held)
        last[resource] = source.find("holding")->value.where;
  }
  for (const auto& [resource, held] : units) {
    const auto& row = context.program().resources[resource];
    const double capacity = capacity_at_start(row, context.program());
    if (held > capacity)
      context.faults.warning(
          last[resource],
          fmt::format("{:g} of '{}' are held at the start, and there are {:g}", held, row.name, capacity),
          "nobody else is served until enough of them have been given back");
  }
}

} // namespace carepath
