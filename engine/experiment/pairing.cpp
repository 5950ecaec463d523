// Matching names between two programs, and the merge of two sorted lists of entities.
#include "engine/experiment/pairing.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>

#include "engine/base/ensure.hpp"

namespace carepath {

namespace {

constexpr double unbounded = std::numeric_limits<double>::infinity();
constexpr std::size_t most_splits = std::size(EntityOutcome{}.split_values);

template <class Names> std::uint32_t place_of(const Names& names, const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? 0xFFFF'FFFFu : static_cast<std::uint32_t>(found - names.begin());
}

std::vector<std::string> split_names(const Program& program) {
  std::vector<std::string> names;
  for (const AttributeId split : program.plan.outcome_splits)
    names.push_back(program.attributes[split.value].name);
  ensure(names.size() <= most_splits, "more splits of entities than an outcome can keep");
  return names;
}

/// Distances from no change, in changes that are noticed.
constexpr std::array<std::int64_t, 5> distances{1, 4, 13, 26, 52};

/// The same entity in two variants. `change` is variant minus base, of lengths or of ages so far.
struct Change {
  SimTime change;
  SimTime noticed;
  bool base_ended = false;
  bool variant_ended = false;

  /// What has not ended only grows: it is known to be the longer one as soon as it is.
  [[nodiscard]] bool is_shorter() const { return variant_ended && change.ms <= -noticed.ms; }
  [[nodiscard]] bool is_longer() const { return base_ended && change >= noticed; }
  [[nodiscard]] bool ended() const { return base_ended && variant_ended; }
};

/// Whether all of an entity's time is known. Whoever is still there with fewer periods than in the other
/// variant may have another.
bool has_ended(const EntityOutcome& of, const EntityOutcome& other) {
  return of.closed && !(of.inside && of.periods < other.periods);
}

void add_change(PairedFold::Group& group, const Change& of) {
  group.matched += 1;
  group.shorter += of.is_shorter();
  group.longer += of.is_longer();
  group.unknown += !of.ended() && !of.is_shorter() && !of.is_longer();
  if (!of.ended()) return;
  group.ended += 1;
  group.change_sum += of.change.days();
  group.counts[change_bin(of.change, of.noticed)] += 1;
}

/// One past the last outcome with the key of `outcomes[from]`.
std::size_t end_of_key(std::span<const EntityOutcome> outcomes, std::size_t from) {
  std::size_t to = from;
  while (to < outcomes.size() && outcomes[to].key == outcomes[from].key) ++to;
  return to;
}

} // namespace

std::vector<double> change_edges(double noticed_days) {
  std::vector<double> edges{-unbounded};
  for (auto distance = distances.rbegin(); distance != distances.rend(); ++distance)
    edges.push_back(static_cast<double>(-*distance) * noticed_days);
  for (const auto distance : distances) edges.push_back(static_cast<double>(distance) * noticed_days);
  edges.push_back(unbounded);
  return edges;
}

std::size_t change_bin(SimTime change, SimTime noticed) {
  const std::int64_t size = std::abs(change.ms);
  const auto steps = std::find_if(distances.begin(), distances.end(),
                                  [&](std::int64_t distance) { return size / distance < noticed.ms; }) -
                     distances.begin();
  const auto middle = static_cast<std::ptrdiff_t>(distances.size());
  return static_cast<std::size_t>(change.ms < 0 ? middle - steps : middle + steps);
}

EntityPairing::EntityPairing(const Program& base, const Program& variant)
    : base_intervals_(base.intervals.size()) {
  constexpr SimTime least{1}; // no change at all is never noticed
  for (const IntervalRow& interval : base.intervals)
    noticed_.push_back(std::max(least, SimTime::from_days(interval.noticed_days)));
  match_intervals(base, variant);
  match_splits(base, variant);
}

void EntityPairing::match_intervals(const Program& base, const Program& variant) {
  std::vector<std::string> names;
  for (const IntervalRow& interval : base.intervals) names.push_back(interval.name);
  for (const IntervalRow& interval : variant.intervals) intervals_.push_back(place_of(names, interval.name));
}

void EntityPairing::match_splits(const Program& base, const Program& variant) {
  const std::vector<std::string> names = split_names(base);
  std::vector<std::uint32_t> first_groups;
  for (const AttributeId split : base.plan.outcome_splits) {
    first_groups.push_back(static_cast<std::uint32_t>(groups_));
    groups_ += base.attributes[split.value].categories.size();
  }
  for (const std::string& name : split_names(variant)) {
    const AttributeId attribute = variant.plan.outcome_splits[splits_.size()];
    Split split;
    split.base_place = place_of(names, name);
    if (split.base_place != none) {
      split.first_group = first_groups[split.base_place];
      const AttributeId base_attribute = base.plan.outcome_splits[split.base_place];
      for (const std::string& category : variant.attributes[attribute.value].categories)
        split.categories.push_back(place_of(base.attributes[base_attribute.value].categories, category));
    }
    splits_.push_back(std::move(split));
  }
}

void EntityPairing::add(const EntityOutcome& base, const EntityOutcome& variant, SimTime noticed,
                        std::vector<PairedFold::Group>& groups) const {
  if (!base.measured && !variant.measured) return;
  const Change change{variant.time - base.time, noticed, has_ended(base, variant), has_ended(variant, base)};
  add_change(groups[0], change);
  for (std::size_t place = 0; place < splits_.size(); ++place) {
    const Split& split = splits_[place];
    const std::uint16_t value = variant.split_values[place];
    if (split.base_place == none || value >= split.categories.size()) continue;
    const std::uint32_t category = split.categories[value];
    if (category == base.split_values[split.base_place])
      add_change(groups[split.first_group + category], change);
  }
}

PairedFold EntityPairing::fold(std::span<const EntityOutcome> base,
                               std::span<const EntityOutcome> variant) const {
  PairedFold::Group empty;
  empty.counts.resize(change_edges().size() - 1);
  PairedFold fold;
  fold.groups.assign(base_intervals_, std::vector<PairedFold::Group>(groups_, empty));
  std::size_t b = 0;
  std::size_t v = 0;
  while (b < base.size() && v < variant.size()) {
    const std::size_t base_end = end_of_key(base, b);
    const std::size_t variant_end = end_of_key(variant, v);
    if (base[b].key == variant[v].key)
      for (std::size_t i = v; i < variant_end; ++i)
        for (std::size_t j = b; j < base_end; ++j)
          if (intervals_[variant[i].interval] == base[j].interval)
            add(base[j], variant[i], noticed_[base[j].interval], fold.groups[base[j].interval]);
    const std::uint64_t base_key = base[b].key;
    const std::uint64_t variant_key = variant[v].key;
    if (base_key <= variant_key) b = base_end;
    if (variant_key <= base_key) v = variant_end;
  }
  return fold;
}

} // namespace carepath
