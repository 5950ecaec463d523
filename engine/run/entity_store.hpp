// Entities in the system: one row each, laid out for the program, reused when an entity leaves.
//
// A row is a fixed head followed by columns the program asks for: attributes, intervals, timers, holds,
// visit counters, extras. Rows live in blocks that never move; memory follows the number in the system.
#pragma once

#include "engine/base/ensure.hpp"
#include "engine/base/sim_time.hpp"
#include "engine/observe/measure.hpp"
#include "engine/program/program.hpp"
#include "engine/run/event_calendar.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <vector>

namespace carepath {

inline constexpr std::uint32_t none_index = 0xFFFF'FFFFu;

/// In one system at once, twice the longest list of a country: a run that passes it grows without end, and
/// would use up the memory of the machine.
inline constexpr std::uint32_t most_entities = 20'000'000;
static_assert(most_entities <= EventCalendar::most_index);
inline constexpr const char* too_many_entities = "more than 20 million people are in the model at once: more "
                                                 "come than can leave, or a 'count', 'batch' or "
                                                 "'rate' is too large";

/// What every entity has: one cache line.
struct EntityHead {
  std::uint64_t key = 0; // of its random numbers
  SimTime entered;       // into the model; before the start for entities present then
  SimTime arrived;       // at the present step
  SimTime phase_since;
  SimTime queue_date;
  EventPlace pending = no_event; // the event that will resume it
  std::uint32_t pc = 0;
  std::uint32_t ticket = none_index; // first ticket of its present request; of a free row: the next one
  std::uint32_t step = none_index;
  std::uint32_t node = 0; // where it last was, for flows: sources, then steps
  Phase phase = Phase::none;
  bool alive = false;
};
static_assert(sizeof(EntityHead) == 64);

/// What only limits to patience, interruptions, groups, branches and an event log ask for: a column of
/// programs that have one of them.
struct EntityExtras {
  SimTime due;                       // when the work under way ends
  SimTime left;                      // interrupted: work still to do
  SimTime worked;                    // interrupted: time at work so far
  SimTime began;                     // interrupted: when the work first began
  std::uint64_t joined_order = 0;    // of its last request
  std::uint64_t branch_luck = 0;     // of a branch, where several of one parent may come; 0: of none
  std::uint64_t group_key = 0;       // whose luck the work of its group shares; 0: its own
  EventPlace limit = no_event;       // the event that ends its patience for the present need
  std::uint32_t parent = none_index; // of a branch
  std::uint32_t children = 0;        // branches that have not joined
  std::uint32_t redraws = 0;         // of the work of this visit, after interruptions
  std::uint32_t interruptions = 0;   // of this visit
  std::uint32_t source = 0;
  std::uint32_t ordinal = 0;
  bool again = false;  // interrupted: the work begins again
  bool doomed = false; // thrown out, about to go
};

/// Whether a program's entities need their extras.
[[nodiscard]] bool needs_extras(const Program& program);

/// Eight bytes: when it opened, and two marks.
class IntervalState {
public:
  [[nodiscard]] bool is_open() const { return since_ != 0; }
  [[nodiscard]] SimTime opened() const { return {static_cast<std::int64_t>(since_) - origin}; }
  [[nodiscard]] bool is_marked() const { return marked_; }
  [[nodiscard]] bool restarts() const { return restart_; }

  void open(SimTime at) {
    since_ = static_cast<std::uint64_t>(std::clamp(at.ms, 1 - origin, origin - 1) + origin) & all_bits;
    marked_ = restart_ = false;
  }
  void close() { since_ = 0; }
  void mark() { marked_ = true; }
  /// Nullified; `restart`: to reopen at the next rebooking.
  void nullify(bool restart) {
    close();
    restart_ = restart;
  }

private:
  static constexpr std::int64_t origin = std::int64_t{1} << 60;
  static constexpr std::uint64_t all_bits = (std::uint64_t{1} << 61) - 1;

  std::uint64_t since_ : 61 = 0; // ms since long before any moment; 0: closed
  bool marked_ : 1 = false;
  bool restart_ : 1 = false;
};
static_assert(sizeof(IntervalState) == 8);

/// Where each column of a row starts, in bytes.
struct EntityLayout {
  std::size_t attributes = 0;
  std::size_t intervals = 0;
  std::size_t timers = 0; // the event of each running timer
  std::size_t holds = 0;  // one cell per (hold, resource): units held, or booked session + 1
  std::size_t visits = 0;
  std::size_t extras = 0; // at the end of a row, when they are kept
  std::size_t stride = 0;
  bool keeps_extras = false;
  std::uint32_t visit_counters = 0;
  std::vector<std::uint32_t> first_cell;            // of each hold
  std::vector<std::vector<std::uint32_t>> cells_of; // of each resource: where its units are kept

  EntityLayout(const Program& program, bool with_extras)
      : keeps_extras(with_extras), visit_counters(program.visit_counters) {
    std::uint32_t cells = 0;
    cells_of.resize(program.resources.size());
    for (const auto& hold : program.holds) {
      first_cell.push_back(cells);
      for (std::uint32_t at = 0; at < hold.resources.size(); ++at)
        cells_of[hold.resources[at].value].push_back(cells + at);
      cells += static_cast<std::uint32_t>(hold.resources.size());
    }
    attributes = sizeof(EntityHead);
    intervals = attributes + program.attributes.size() * sizeof(double);
    timers = intervals + program.intervals.size() * sizeof(IntervalState);
    holds = timers + program.timers.size() * sizeof(EventPlace);
    visits = holds + cells * sizeof(std::uint32_t);
    extras = (visits + program.visit_counters * sizeof(std::uint32_t) + 7) / 8 * 8;
    stride = extras + (keeps_extras ? sizeof(EntityExtras) : 0);
  }
};

class EntityStore {
public:
  EntityStore(const Program& program, bool with_extras)
      : layout_(program, with_extras),
        fresh_((layout_.stride + sizeof(EntityHead) - 1) / sizeof(EntityHead)) {
    auto* const row = reinterpret_cast<std::byte*>(fresh_.data());
    fresh_.front().alive = true;
    std::memset(row + sizeof(EntityHead), 0, layout_.stride - sizeof(EntityHead));
    auto* const intervals = reinterpret_cast<IntervalState*>(row + layout_.intervals);
    std::uninitialized_fill_n(intervals, program.intervals.size(), IntervalState{});
    std::fill_n(reinterpret_cast<EventPlace*>(row + layout_.timers), program.timers.size(), no_event);
    if (with_extras) new (row + layout_.extras) EntityExtras;
  }

  /// A cleared row; its index stays valid until `free`.
  std::uint32_t allocate() {
    if (free_ == none_index) [[unlikely]]
      add_block();
    const std::uint32_t index = free_;
    EntityHead& row = head(index);
    free_ = row.ticket;
    std::memcpy(&row, fresh_.data(), layout_.stride);
    ++alive_;
    return index;
  }
  void free(std::uint32_t index) { free(index, head(index)); }
  void free(std::uint32_t index, EntityHead& row) {
    ensure(row.pending == no_event, "an entity left that was still to be resumed");
    row.alive = false;
    row.ticket = free_;
    free_ = index;
    --alive_;
  }

  [[nodiscard]] EntityHead& head(std::uint32_t index) {
    return *reinterpret_cast<EntityHead*>(address(index));
  }
  /// Columns of a row whose head is at hand.
  [[nodiscard]] static double* attributes(EntityHead& head) { return reinterpret_cast<double*>(&head + 1); }
  [[nodiscard]] IntervalState* intervals(EntityHead& head) const {
    return reinterpret_cast<IntervalState*>(reinterpret_cast<std::byte*>(&head) + layout_.intervals);
  }
  [[nodiscard]] std::uint32_t* visits(EntityHead& head) const {
    return reinterpret_cast<std::uint32_t*>(reinterpret_cast<std::byte*>(&head) + layout_.visits);
  }
  [[nodiscard]] std::uint32_t* all_cells(EntityHead& head) const {
    return reinterpret_cast<std::uint32_t*>(reinterpret_cast<std::byte*>(&head) + layout_.holds);
  }
  [[nodiscard]] bool keeps_extras() const { return layout_.keeps_extras; }
  /// As they begin where they are not kept.
  [[nodiscard]] const EntityExtras& seen_extras(const EntityHead& head) const {
    return layout_.keeps_extras ? extras_at(&head) : nobodys_;
  }
  /// To be changed: only where they are kept.
  [[nodiscard]] EntityExtras& extras(EntityHead& head) const {
    return const_cast<EntityExtras&>(extras_at(&head));
  }
  [[nodiscard]] EntityExtras& extras(std::uint32_t index) { return extras(head(index)); }
  [[nodiscard]] std::uint32_t first_cell(std::uint32_t hold) const { return layout_.first_cell[hold]; }
  [[nodiscard]] double* attributes(std::uint32_t index) { return column<double>(index, layout_.attributes); }
  [[nodiscard]] IntervalState* intervals(std::uint32_t index) {
    return column<IntervalState>(index, layout_.intervals);
  }
  [[nodiscard]] EventPlace* timers(std::uint32_t index) { return column<EventPlace>(index, layout_.timers); }
  [[nodiscard]] std::uint32_t* visits(std::uint32_t index) {
    return column<std::uint32_t>(index, layout_.visits);
  }
  /// The cells of one hold, parallel to its resources.
  [[nodiscard]] std::uint32_t* cells(std::uint32_t index, std::uint32_t hold) {
    return column<std::uint32_t>(index, layout_.holds) + layout_.first_cell[hold];
  }

  /// Which cells keep units of a resource.
  [[nodiscard]] const std::vector<std::uint32_t>& cells_of(std::uint32_t resource) const {
    return layout_.cells_of[resource];
  }

  /// The entity a branch belongs to; itself when it is none.
  [[nodiscard]] std::uint32_t root(std::uint32_t index) {
    while (seen_extras(head(index)).parent != none_index) index = seen_extras(head(index)).parent;
    return index;
  }
  /// Attributes and visits of one row to another.
  void copy_columns(std::uint32_t from, std::uint32_t to) {
    const std::size_t attributes = layout_.intervals - layout_.attributes;
    std::memcpy(address(to) + layout_.attributes, address(from) + layout_.attributes, attributes);
    std::memcpy(address(to) + layout_.visits, address(from) + layout_.visits,
                layout_.extras - layout_.visits);
  }

  /// What a branch that ends has visited counts for the one it belongs to: its next round has other luck.
  void bring_visits_back(std::uint32_t from, std::uint32_t to) {
    const std::uint32_t* const seen = visits(from);
    std::uint32_t* const own = visits(to);
    for (std::uint32_t at = 0; at < layout_.visit_counters; ++at) own[at] = std::max(own[at], seen[at]);
  }

  [[nodiscard]] std::size_t alive() const { return alive_; }
  /// One past the largest index in use so far, for passes over all entities.
  [[nodiscard]] std::uint32_t capacity() const {
    return static_cast<std::uint32_t>(blocks_.size() * block_rows);
  }

private:
  static constexpr std::uint32_t block_rows = 256; // some 50 KB: small runs and parts of runs need no more

  [[nodiscard]] std::byte* address(std::uint32_t index) {
    return blocks_[index / block_rows].get() + (index % block_rows) * layout_.stride;
  }
  template <class T> [[nodiscard]] T* column(std::uint32_t index, std::size_t offset) {
    return reinterpret_cast<T*>(address(index) + offset);
  }
  [[nodiscard]] const EntityExtras& extras_at(const EntityHead* head) const {
    return *reinterpret_cast<const EntityExtras*>(reinterpret_cast<const std::byte*>(head) + layout_.extras);
  }
  void add_block() {
    const auto first = capacity();
    ensure(first < most_entities, too_many_entities);
    blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(block_rows * layout_.stride));
    for (std::uint32_t at = block_rows; at-- > 0;) {
      auto* const row = new (address(first + at)) EntityHead;
      row->ticket = free_;
      free_ = first + at;
    }
  }

  EntityLayout layout_;
  std::vector<EntityHead> fresh_; // a row as it begins, columns after the first head
  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::uint32_t free_ = none_index; // the first free row
  std::size_t alive_ = 0;
  EntityExtras nobodys_;
};

} // namespace carepath
