// The pathway as a graph of names: where each step may lead, which steps lie on cycles, and the labels
// at which each step and outcome is entered.
#pragma once

#include "models/compile/binder.hpp"
#include "models/steps/needs.hpp"
#include "models/steps/step_fields.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace carepath {

/// A failure of a step, its own or a preset's.
struct FailureSpec {
  std::string name;
  Value chance;
  Value to;
  bool keeps_place = false;
  std::optional<Value> notice; // days before a booked date
  SourceRef where;
};

/// One step, read: what its lowering needs.
struct StepSpec {
  const Item* item = nullptr;
  std::vector<NeedSpec> needs;
  std::vector<FailureSpec> failures;
  std::optional<Value> next;
  std::optional<Value> ejected;               // route of those whose unit is taken away for good
  std::map<std::string, std::string> release; // resource or "" for all: end, work_end, keep, moved
  std::vector<std::pair<std::string, SourceRef>> parallel; // steps at which branches begin
  std::vector<std::string> leads_to;                       // every name a route of the step mentions
  std::vector<std::uint32_t> risks;                        // that act in a phase of it, in order
  std::vector<std::uint32_t> followed; // risks of other steps that may still run when someone comes to it
  std::optional<std::size_t> moves;    // of Pathway::moved_on: what is held until the next needs are granted
};

struct EntryLabels {
  LabelId fresh;    // joins its queue now
  LabelId kept;     // keeps its place
  LabelId work_end; // where work ends
};

/// A hazard while in phases of steps.
struct RiskSpec {
  std::string name;
  std::vector<std::pair<std::uint32_t, Phase>> during; // step, phase
  Value after;
  Value to;
  bool keeps_place = false;
  const Field* set = nullptr;
  SourceRef where;
};

/// How a step is entered: with a new place in its queue, or with that of the queue before.
enum class Entry : std::uint8_t { fresh, kept };

/// What some steps hold until the next step's needs are granted, and the ways in of those who come with it:
/// they ask for the needs while still held back in the step before.
struct MovedOn {
  std::set<HoldId> holds;
  Entry entry = Entry::fresh;
  std::set<std::string> to;   // every name that a route of those steps mentions
  std::vector<LabelId> steps; // parallel to the pathway's
  std::vector<LabelId> outcomes;
  LabelId join;
};

/// What the branches of one parent may come to.
struct Family {
  const Item* parent = nullptr;           // the step that sends them out
  std::vector<std::vector<bool>> reached; // of each branch, one mark for each step
};

struct Pathway {
  std::vector<StepSpec> steps;      // parallel to the program's
  std::vector<EntryLabels> entries; // of steps
  std::vector<LabelId> outcome_entries;
  LabelId join; // where branches end
  std::vector<RiskSpec> risks;
  std::vector<MovedOn> moved_on;
  std::set<HoldId> moved;       // all of these
  std::set<HoldId> kept;        // holds that outlive the step that took them
  std::vector<Family> families; // of steps that send out two branches or more
};

[[nodiscard]] const KindRow& risk_kind();

/// Reads all steps and risks, finds cycles (visit counters) and makes the labels.
[[nodiscard]] Pathway read_pathway(CompileContext& context);

/// Whether a need of the step is met by units that serve several people together.
[[nodiscard]] bool serves_group(const StepSpec& step, CompileContext& context);

/// Every name that is a leaf of a route.
void route_names(const Value& route, std::vector<std::string>& names);

/// How people enter the next step from this one: by `keeps_place`.
[[nodiscard]] Entry next_entry(const StepSpec& step, CompileContext& context);

/// "ward.wait" or "ward" to (step, phase) pairs; adds a fault for unknown ones.
[[nodiscard]] std::vector<std::pair<std::uint32_t, Phase>> phases_of(const std::string& text, SourceRef where,
                                                                     CompileContext& context);

/// The target of a route at which a branch ends.
inline constexpr std::string_view join_name = "join";

/// Emits a jump to wherever `route` leads for this entity. One who comes with what its step moves on enters
/// as that says.
void emit_route(const Value& route, const BindPlace& place, Entry entry, const Pathway& pathway,
                CompileContext& context, const MovedOn* moved = nullptr);

} // namespace carepath
