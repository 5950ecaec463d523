#include "engine/results/through_time.hpp"

#include "engine/base/undefined.hpp"
#include "engine/results/write_figures.hpp"

#include <algorithm>

namespace carepath {

namespace {

namespace attribute = schema::attribute;
namespace axis = schema::axis;
namespace data = schema::data;

std::size_t most_nodes(const Results& results) {
  std::size_t most = 0;
  for (const auto& variant : results.variants) most = std::max(most, variant.nodes.size());
  return most;
}

/// `cells` numbers of every variant, one variant after another; those a variant lacks are undefined.
template <class Member>
std::vector<double> padded(const Results& results, std::size_t cells, const Member& member) {
  std::vector<double> all;
  for (const auto& variant : results.variants) {
    std::vector<double> own = member(variant);
    own.resize(cells, undefined);
    all.insert(all.end(), own.begin(), own.end());
  }
  return all;
}

void write_nodes(const GroupWriter& root, const Results& results) {
  const bool recorded = std::any_of(results.variants.begin(), results.variants.end(),
                                    [](const auto& variant) { return !variant.waiting.empty(); });
  if (!recorded) return;
  const std::size_t nodes = most_nodes(results);
  const std::size_t cells = nodes * results.times.size();
  GroupWriter group = root.group(schema::group::through_time);
  group.axis(axis::variant, variant_names(results));
  group.counting_axis(axis::node, nodes, 0);
  group.axis(axis::time, results.times, {"Time since the start date", "day"});
  const GroupWriter::Axes axes{axis::variant, axis::node, axis::time};
  group.array(data::waiting, axes,
              padded(results, cells, [](const auto& variant) { return variant.waiting; }),
              {"People waiting, mean over replications", ""});
  group.array(data::present, axes,
              padded(results, cells, [](const auto& variant) { return variant.present; }),
              {"People there and not waiting, mean over replications", ""});
}

void write_occupancy(const GroupWriter& root, const Results& results) {
  if (results.occupancies.empty()) return;
  const GroupWriter all = root.group(schema::group::occupancy);
  std::vector<std::string> taken;
  for (std::size_t at = 0; at < results.occupancies.size(); ++at) {
    const auto& row = results.occupancies[at];
    GroupWriter group = all.group(schema::group_name(row.resource, taken));
    group.attribute(attribute::name, row.resource);
    group.axis(axis::variant, variant_names(results));
    group.counting_axis(axis::units, row.numbers, 0);
    const auto cells = [&](const auto& variant) { return item_or_empty(variant.occupancy, at); };
    group.array(data::share, {axis::variant, axis::units}, padded(results, row.numbers, cells),
                {"Share of time, mean over replications", "1"});
  }
}

void write_hours(const GroupWriter& root, const Results& results) {
  if (results.hourly.empty()) return;
  const GroupWriter all = root.group(schema::group::by_hour);
  std::vector<std::string> taken;
  for (std::size_t at = 0; at < results.hourly.size(); ++at) {
    GroupWriter group = all.group(schema::group_name(results.hourly[at], taken));
    group.attribute(attribute::name, results.hourly[at]);
    group.axis(axis::variant, variant_names(results));
    group.counting_axis(axis::hour, hours_per_week, 0);
    const auto cells = [&](const auto& variant) { return item_or_empty(variant.by_hour, at); };
    group.array(data::units_busy, {axis::variant, axis::hour}, padded(results, hours_per_week, cells),
                {"Units busy, mean over replications", "1"});
  }
}

void write_journeys(const GroupWriter& root, const Results& results) {
  if (results.journey_replication == 0) return;
  GroupWriter people = root.group(schema::group::journey_people);
  people.attribute(attribute::replication, static_cast<std::int64_t>(results.journey_replication));
  write_rows(people, schema::journey_person_columns(), results.journey_people);
  write_table(root, schema::group::journeys, schema::journey_spell_columns(), results.journey_spells);
}

std::vector<double> cut(const std::vector<double>& cells, std::size_t at, std::size_t size,
                        std::size_t keep) {
  const auto start = cells.begin() + static_cast<std::ptrdiff_t>(at * size);
  return {start, start + static_cast<std::ptrdiff_t>(keep)};
}

void read_nodes(const GroupReader& root, Results& results) {
  if (!root.has(schema::group::through_time)) return;
  const GroupReader group = root.group(schema::group::through_time);
  const std::size_t cells = group.size(axis::node) * results.times.size();
  const auto waiting = group.numbers(data::waiting, results.variants.size() * cells);
  const auto present = group.numbers(data::present, results.variants.size() * cells);
  for (std::size_t at = 0; at < results.variants.size(); ++at) {
    auto& variant = results.variants[at];
    const std::size_t own = std::min(cells, variant.nodes.size() * results.times.size());
    variant.waiting = cut(waiting, at, cells, own);
    variant.present = cut(present, at, cells, own);
  }
}

void read_occupancy(const GroupReader& root, Results& results) {
  if (!root.has(schema::group::occupancy)) return;
  const GroupReader all = root.group(schema::group::occupancy);
  for (const auto& name : all.groups()) {
    const GroupReader group = all.group(name);
    const std::size_t numbers = group.size(axis::units);
    results.occupancies.push_back(
        {group.text_attribute(attribute::name), static_cast<std::uint32_t>(numbers)});
    const auto cells = group.numbers(data::share, results.variants.size() * numbers);
    for (std::size_t at = 0; at < results.variants.size(); ++at)
      results.variants[at].occupancy.push_back(cut(cells, at, numbers, numbers));
  }
}

void read_hours(const GroupReader& root, Results& results) {
  if (!root.has(schema::group::by_hour)) return;
  const GroupReader all = root.group(schema::group::by_hour);
  for (const auto& name : all.groups()) {
    const GroupReader group = all.group(name);
    results.hourly.push_back(group.text_attribute(attribute::name));
    const auto cells = group.numbers(data::units_busy, results.variants.size() * hours_per_week);
    for (std::size_t at = 0; at < results.variants.size(); ++at)
      results.variants[at].by_hour.push_back(cut(cells, at, hours_per_week, hours_per_week));
  }
}

void check_spell(const JourneySpell& spell, const Results& results) {
  const bool right = spell.variant < results.variants.size() &&
                     spell.person < results.journey_people.size() &&
                     spell.node < results.variants[spell.variant].nodes.size();
  if (!right) throw DamagedPart("part '/journeys' names a variant, person or node that is not there");
}

void read_journeys(const GroupReader& root, Results& results) {
  if (!root.has(schema::group::journeys)) return;
  const GroupReader people = root.group(schema::group::journey_people);
  results.journey_replication = static_cast<std::uint32_t>(people.integer_attribute(attribute::replication));
  results.journey_people = read_rows(people, schema::journey_person_columns());
  results.journey_spells = read_rows(root.group(schema::group::journeys), schema::journey_spell_columns());
  for (const auto& spell : results.journey_spells) check_spell(spell, results);
}

} // namespace

void write_through_time(const GroupWriter& root, const Results& results) {
  write_nodes(root, results);
  write_occupancy(root, results);
  write_hours(root, results);
  write_journeys(root, results);
}

void read_through_time(const GroupReader& root, Results& results) {
  read_nodes(root, results);
  read_occupancy(root, results);
  read_hours(root, results);
  read_journeys(root, results);
}

} // namespace carepath
