#include "models/compile/shared_points.hpp"

#include "models/compile/told_place.hpp"
#include "models/steps/pathway.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace carepath {
namespace {

constexpr std::string_view arrival = ".arrive";

/// Whether the route in a field leads everybody to its item's name.
bool leads_straight(const Item& item, std::string_view key, const CompileContext& context) {
  const auto* field = item.find(key);
  if (!field) return false;
  Diagnostics unheard; // the route tells its own faults
  std::vector<std::string> names;
  route_names(read_route(field->value, {unheard, {}, context.run.start_day, context.run.start_time_of_day}),
              names);
  return std::all_of(names.begin(), names.end(), [&](const auto& name) { return name == item.name; });
}

/// Whether everybody from a source arrives at the step of its name at once: none are at work there already,
/// and no file says where they are.
bool enters_at_step(const Item& source, const CompileContext& context) {
  const auto* columns = source.find("columns");
  const bool is_at_work = text_of(source, "phase") == "work";
  return !is_at_work && !(columns && columns->value.find("step")) && leads_straight(source, "first", context);
}

/// Two things of one name, and what each is.
struct Pair {
  const Item* first;
  const Item* second;
  std::string_view first_words, second_words;
  std::string_view one_if; // when the two are one event
};

void tell(const Pair& pair, const std::string& point, SourceRef where, CompileContext& context) {
  const auto place = [&](const Item& item) { return told_place(item.where, context.texts); };
  context.faults.error(
      where,
      fmt::format("'{}' is both {} ({}) and {} ({})", point, pair.first_words, place(*pair.first),
                  pair.second_words, place(*pair.second)),
      fmt::format("give one of them another name; they are one event only where {}", pair.one_if));
}

/// The source of that name which is not one with the step; null when there is none.
const Item* other_source(const std::string& name, const CompileContext& context) {
  const auto* source = context.document.item("source", name);
  return source && !enters_at_step(*source, context) ? source : nullptr;
}

const Item* other_risk(const std::string& name, const CompileContext& context) {
  const auto* risk = context.document.item("risk", name);
  return risk && !leads_straight(*risk, "to", context) ? risk : nullptr;
}

} // namespace

std::string entry_point(const std::string& source, const CompileContext& context) {
  const bool has_step = context.steps.find(source) != NameTable::none_value;
  return source + std::string(arrival) + (has_step ? " by the source" : "");
}

bool is_also_outcome(const std::string& risk, const CompileContext& context) {
  return context.outcomes.find(risk) != NameTable::none_value;
}

bool require_one_event(const std::string& point, SourceRef where, CompileContext& context) {
  const auto& document = context.document;
  if (const auto* outcome = document.item("outcome", point))
    if (const auto* risk = other_risk(point, context)) {
      tell({outcome, risk, "the outcome", "the risk", "the risk leads everybody straight to the outcome"},
           point, where, context);
      return false;
    }
  if (!point.ends_with(arrival)) return true;
  const auto name = point.substr(0, point.size() - arrival.size());
  if (const auto* step = document.item("step", name))
    if (const auto* source = other_source(name, context)) {
      tell({step, source, "the arrival at the step", "the entry by the source",
            "everybody from the source arrives at the step at once"},
           point, where, context);
      return false;
    }
  return true;
}

void check_failure_names(const StepSpec& step, CompileContext& context) {
  std::set<std::string> taken{"arrive", "start", "end"};
  if (step.ejected) taken.insert("ejected");
  const auto check = [&](const std::string& name, SourceRef where) {
    if (taken.contains(name))
      context.faults.error(
          where, fmt::format("'{}.{}' is another event of this step already", step.item->name, name),
          "give the failure or refusal a name of its own, such as \"turned_away\"");
  };
  for (const auto& need : step.needs)
    if (need.refused) check(need.refused_as, need.where);
  for (const auto& failure : step.failures) {
    check(failure.name, failure.where);
    taken.insert(failure.name);
  }
}

} // namespace carepath
