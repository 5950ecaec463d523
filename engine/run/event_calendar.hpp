// The future event list: what happens next, in one total order (time, rank, sequence).
//
// Time is an integer, so the whole order fits one exact 64-bit key: milliseconds up to the end of the run,
// 3 bits of rank, and a sequence in the bits that are left. Each pending event has a place in a winner tree,
// by which it is cancelled; the last bits of its sequence say which, so the root alone says what comes next.
// A sequence therefore skips to the next number that ends in a free place. When numbers run out those pending
// are numbered anew in their order; when they are too many, keys become 128 bits wide. The order is the same.
//
// A popped event's place is taken over by the next push, because most events schedule exactly one successor:
// that costs one pass through the tree instead of two. With very many places it would use up numbers too
// quickly, and the next free place is taken instead.
#pragma once

#include "engine/base/hot.hpp"
#include "engine/base/sim_time.hpp"
#include "engine/run/tournament.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <vector>

namespace carepath {

/// At one instant, lower ranks go first: changes of capacity (a unit given back as its shift ends is not
/// handed on), releases before requests, then sessions with dates (`settled`), other sessions and dates
/// called off (`resource`), those who come to their date, then arrivals.
enum class Rank : std::uint8_t { capacity, activity, settled, resource, date, arrival, timer, sample };

enum class EventKind : std::uint8_t {
  resume,
  timer,
  capacity,
  session,
  source,
  booking,
  sample,
  turned, // a unit is free again
  review, // of an escalation
  opening // of a session to more of those who wait for a date
};

/// A pending event's place in the calendar.
using EventPlace = std::uint32_t;
inline constexpr EventPlace no_event = 0xFFFF'FFFFu;
/// Of one who goes on at this very instant, when all that ends now has given back: it is in no calendar.
inline constexpr EventPlace settling_event = 0xFFFF'FFFEu;
/// Of what is due after the end of the run: it is in no calendar either.
inline constexpr EventPlace event_after_end = 0xFFFF'FFFDu;

struct Event {
  SimTime time;
  Rank rank = Rank::capacity;
  EventKind kind = EventKind::resume;
  std::uint32_t index = 0;     // an entity, a resource or a source
  EventPlace place = no_event; // which it had; it means nothing from now on
};

class EventCalendar {
public:
  static constexpr SimTime latest() { return {(std::int64_t{1} << 43) - 1}; }
  static constexpr std::uint32_t most_index =
      (std::uint32_t{1} << 28) - 1; // of an entity, a resource or a source

  /// `end`: no event is later.
  explicit EventCalendar(SimTime end = latest());

  /// Schedules an event; the place it is known by until it is popped or cancelled.
  CAREPATH_HOT EventPlace push(SimTime time, Rank rank, EventKind kind, std::uint32_t index) {
    const EventPlace place = take_place();
    what_[place] = What(index, kind);
    if (rank == Rank::activity) ++activities_at(time);
    sequence_ = next_ending_in(place, sequence_, last_place_);
    if (wide_) [[unlikely]] {
      wide_tree_.set(place, key_of<WideKey>(time, rank, sequence_));
      return place;
    }
    if (sequence_ >= sequence_end_) [[unlikely]]
      return push_anew(place, time, rank);
    tree_.set(place, key_of<Key>(time, rank, sequence_));
    return place;
  }
  void cancel(EventPlace place) {
    if (wide_)
      forget_activity(wide_tree_.key_at(place));
    else
      forget_activity(tree_.key_at(place));
    free(place);
  }

  [[nodiscard]] bool empty() const { return size() == 0; }
  /// Counts them: for tests and checks.
  [[nodiscard]] std::size_t size() const;

  /// True when an event of this rank at this instant is the next one.
  [[nodiscard]] CAREPATH_HOT bool next_is(SimTime time, Rank rank) const {
    if (rank == Rank::activity && activities_[slot_of(time)] == 0) [[likely]]
      return false;
    return least_is(time, rank);
  }
  [[nodiscard]] bool least_is(SimTime time, Rank rank) const {
    return next_meets([=, this](auto key) { return is_at(key, time, rank); });
  }
  /// Whether anything is pending, once nothing takes over the place of the event popped last.
  CAREPATH_HOT bool close() {
    if (popped_ != no_event) free_popped();
    return wide_ ? wide_tree_.least() != wide_tree_.empty_key : tree_.least() != tree_.empty_key;
  }
  /// Whether the next event is one of a lower rank at this instant.
  [[nodiscard]] bool starts_below(SimTime time, Rank rank) const {
    return next_meets([=, this](auto key) { return is_below(key, time, rank); });
  }
  /// Takes the next event out; the calendar is closed and something is pending.
  CAREPATH_HOT Event pop() {
    if (wide_) [[unlikely]]
      return pop_from(wide_tree_);
    return pop_from(tree_);
  }

private:
  using Key = std::uint64_t; // time | rank | sequence
  __extension__ using WideKey = unsigned __int128;
  static constexpr unsigned rank_bits = 3;
  static constexpr unsigned wide_sequence_bits = 64;
  static constexpr std::uint32_t most_places_taken_over = 2048;

  /// An event's kind and index, at most `most_index`, in four bytes.
  class What {
  public:
    What() = default;
    What(std::uint32_t index, EventKind kind) : bits_((index << 4) | static_cast<std::uint32_t>(kind)) {}
    [[nodiscard]] std::uint32_t index() const { return bits_ >> 4; }
    [[nodiscard]] EventKind kind() const { return static_cast<EventKind>(bits_ & 15u); }

  private:
    std::uint32_t bits_ = 0;
  };
  static constexpr std::size_t activity_slots = 1024;

  [[nodiscard]] std::uint32_t places() const { return last_place_ + 1; }
  template <class AnyKey> [[nodiscard]] unsigned sequence_bits() const {
    return sizeof(AnyKey) == sizeof(Key) ? sequence_bits_ : wide_sequence_bits;
  }
  template <class AnyKey> [[nodiscard]] AnyKey key_of(SimTime time, Rank rank, std::uint64_t sequence) const {
    const auto moment = (static_cast<AnyKey>(time.ms) << rank_bits) | static_cast<AnyKey>(rank);
    return (moment << sequence_bits<AnyKey>()) | sequence;
  }
  /// `test` of the key of the next event, also while the place of the one popped last is not free yet.
  template <class Test> [[nodiscard]] bool next_meets(Test test) const {
    if (wide_) [[unlikely]]
      return test(popped_ == no_event ? wide_tree_.least() : wide_tree_.least_but(popped_));
    return test(popped_ == no_event ? tree_.least() : tree_.least_but(popped_));
  }
  template <class AnyKey> [[nodiscard]] bool is_at(AnyKey key, SimTime time, Rank rank) const {
    return key >> sequence_bits<AnyKey>() ==
           ((static_cast<AnyKey>(time.ms) << rank_bits) | static_cast<AnyKey>(rank));
  }
  template <class AnyKey> [[nodiscard]] bool is_below(AnyKey key, SimTime time, Rank rank) const {
    return key >> sequence_bits<AnyKey>() <
           ((static_cast<AnyKey>(time.ms) << rank_bits) | static_cast<AnyKey>(rank));
  }
  template <class AnyKey> CAREPATH_HOT Event pop_from(TournamentTree<AnyKey>& tree) {
    const AnyKey key = tree.least();
    const auto place = static_cast<EventPlace>(key) & last_place_;
    popped_ = place;
    if (has_many_places()) [[unlikely]]
      free_popped();
    const AnyKey moment = key >> sequence_bits<AnyKey>();
    forget_activity(key);
    return {{static_cast<std::int64_t>(moment >> rank_bits)},
            static_cast<Rank>(static_cast<unsigned>(moment) & 7u),
            what_[place].kind(),
            what_[place].index(),
            place};
  }
  [[nodiscard]] static std::size_t slot_of(SimTime time) {
    return static_cast<std::size_t>(time.ms) % activity_slots;
  }
  std::uint32_t& activities_at(SimTime time) { return activities_[slot_of(time)]; }
  /// An event with this key is no longer pending.
  template <class AnyKey> void forget_activity(AnyKey key) {
    const AnyKey moment = key >> sequence_bits<AnyKey>();
    if (static_cast<Rank>(static_cast<unsigned>(moment) & 7u) == Rank::activity)
      --activities_at({static_cast<std::int64_t>(moment >> rank_bits)});
  }
  CAREPATH_HOT EventPlace take_place() {
    if (popped_ == no_event) return take_free_place();
    const EventPlace place = popped_;
    popped_ = no_event;
    return place;
  }
  /// The popped event's place is free when nothing took it over.
  void free_popped() {
    free(popped_);
    popped_ = no_event;
  }
  void free(EventPlace place) {
    wide_ ? wide_tree_.set(place, wide_tree_.empty_key) : tree_.set(place, tree_.empty_key);
    if (has_many_places()) [[unlikely]]
      --taken_;
    else
      free_.push_back(place);
  }
  [[nodiscard]] bool has_many_places() const { return last_place_ >= most_places_taken_over; }
  [[nodiscard]] bool is_free(EventPlace place) const {
    return wide_ ? wide_tree_.key_at(place) == wide_tree_.empty_key : tree_.key_at(place) == tree_.empty_key;
  }
  /// The next sequence number after another whose last bits are `place`; `last`: the largest place.
  [[nodiscard]] static std::uint64_t next_ending_in(EventPlace place, std::uint64_t sequence,
                                                    std::uint32_t last) {
    return sequence + ((place - static_cast<std::uint32_t>(sequence) - 1) & last) + 1;
  }
  EventPlace take_free_place();
  EventPlace next_free_place();
  void grow();
  EventPlace push_anew(EventPlace place, SimTime time, Rank rank);
  [[nodiscard]] bool renumber(std::uint32_t places);
  void widen(std::uint32_t places);

  // Of a narrow key. The time's bits are never all set, as those of the empty key are.
  unsigned sequence_bits_;
  std::uint64_t sequence_end_;
  bool wide_ = false;
  EventPlace popped_ = no_event; // whose place the next push takes over
  std::uint64_t sequence_ = 0;
  std::uint32_t last_place_; // a power of two of places, less one
  std::uint32_t taken_ = 0;  // with very many places: those taken
  TournamentTree<Key> tree_;
  TournamentTree<WideKey> wide_tree_; // in use when `wide_`
  std::vector<What> what_;            // [place]
  std::vector<EventPlace> free_;
  // Pending activities by the last bits of their time: nearly always none end when another does, and one
  // look says so.
  std::array<std::uint32_t, activity_slots> activities_{};
};

} // namespace carepath
