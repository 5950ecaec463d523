// Sources: people enter, and how each begins.
#include "engine/run/simulation.hpp"

#include "engine/base/ensure.hpp"
#include "engine/run/arrival_times.hpp"

namespace carepath {
namespace {

constexpr std::uint64_t copies_purpose = purpose_of("arrivals.copies");
constexpr std::uint64_t row_purpose = purpose_of("arrivals.row");

/// How often a recorded row enters: once, or on average as often as the source's scale says.
std::uint32_t copies_of(const RunState& run, std::uint32_t source, std::uint32_t row) {
  const double scale = run.program.sources[source].scale;
  if (scale == 1) return 1;
  return static_cast<std::uint32_t>(scale +
                                    run.luck.uniform(run.sources[source].key, copies_purpose, row).value());
}

/// The attributes that a row of a source's list gives; which row may be drawn.
void read_row(const RunState& run, const SourceRow& from, std::uint32_t row, EntityHead& head) {
  const auto columns = from.row_attributes.size();
  if (from.resampled)
    row = static_cast<std::uint32_t>(run.luck.uniform(head.key, row_purpose, 0).value() *
                                     static_cast<double>(from.rows.size() / columns));
  for (std::size_t column = 0; column < columns; ++column)
    EntityStore::attributes(head)[from.row_attributes[column].value] = from.rows[row * columns + column];
}

} // namespace

void Simulation::schedule_source(std::uint32_t source) {
  if (program_.sources[source].kind == ArrivalKind::at_start) return create_those_there(source);
  schedule_arrival(source, ArrivalTimes(run_, source).first());
}

void Simulation::schedule_arrival(std::uint32_t source, SimTime time) {
  if (time <= program_.plan.end && time < program_.sources[source].until)
    run_.calendar.push(time, Rank::arrival, EventKind::source, source);
}

/// Everybody of a source who is there at the start.
void Simulation::create_those_there(std::uint32_t source) {
  const auto& row = program_.sources[source];
  Subject who;
  who.key = mix64(run_.sources[source].key, gap_purpose);
  const auto count = row.rows.empty()
                         ? people_sent(run_, source, row.count, who)
                         : static_cast<std::uint32_t>(row.rows.size() / row.row_attributes.size());
  ensure(count <= most_entities, too_many_entities);
  for (std::uint32_t at = 0; at < count; ++at)
    for (auto copy = copies_of(run_, source, at); copy > 0; --copy) create(source, at);
}

void Simulation::arrival(std::uint32_t source) {
  const bool is_listed = program_.sources[source].kind == ArrivalKind::listed;
  create_batch(source, is_listed ? static_cast<std::uint32_t>(run_.sources[source].arrivals - 1) : 0);
  schedule_arrival(source, ArrivalTimes(run_, source).next());
}

CAREPATH_HOT void Simulation::create_batch(std::uint32_t source, std::uint32_t row) {
  const auto& from = program_.sources[source];
  std::uint32_t size = 1;
  if (from.batch.exists()) {
    Subject who;
    who.key = mix64(run_.sources[source].key, mix64(gap_purpose, ++run_.sources[source].batches));
    size = people_sent(run_, source, from.batch, who);
  }
  if (from.kind == ArrivalKind::listed) size = copies_of(run_, source, row);
  for (std::uint32_t at = 0; at < size; ++at) create(source, row);
}

void Simulation::create(std::uint32_t source, std::uint32_t row) {
  const auto& from = program_.sources[source];
  const auto entity = run_.entities.allocate();
  auto& head = run_.entities.head(entity);
  const std::uint32_t ordinal = run_.sources[source].created++;
  head.key = mix64(run_.sources[source].key, ordinal); // entity_key, with the source's part at hand
  if (run_.entities.keeps_extras()) {
    run_.entities.extras(head).source = source;
    run_.entities.extras(head).ordinal = ordinal;
  }
  head.entered = head.arrived = head.queue_date = run_.now;
  head.node = source;
  head.pc = from.entry;
  if (!from.rows.empty()) read_row(run_, from, row, head);
  ++created_;
  if (options_.trace) trace(head, "enter");
  execute(entity);
}

} // namespace carepath
