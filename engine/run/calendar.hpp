// The future event list: what happens next, in one total order (time, rank, sequence).
//
// A 4-ary heap of 16-byte events. The key holds 43 bits of milliseconds (278 years), 3 bits of rank and
// a 50-bit sequence, so no two events compare equal. A popped root leaves a hole that the next push
// fills, because most events schedule exactly one successor. Cancelled events stay until popped; when
// they outnumber the live ones the heap is swept, so memory follows the events that matter.
#pragma once

#include "engine/base/ensure.hpp"
#include "engine/base/sim_time.hpp"

#include <cstdint>
#include <vector>

namespace carepath {

/// At one instant, lower ranks go first: changes of capacity (a unit given back as its shift ends is not
/// handed on), releases before requests, then sessions, then arrivals.
enum class Rank : std::uint8_t { capacity, activity, settled, resource, arrival, booking, timer, sample };

enum class EventKind : std::uint8_t {
  resume,
  timer,
  capacity,
  session,
  source,
  booking,
  sample,
  turned, // a unit is free again
  review  // of an escalation
};

struct Event {
  std::uint64_t high = 0; // time (43) | rank (3) | sequence, upper 18 bits
  std::uint64_t low = 0;  // sequence, lower 32 bits | kind (4) | index (28)

  [[nodiscard]] SimTime time() const { return {static_cast<std::int64_t>(high >> 21)}; }
  [[nodiscard]] Rank rank() const { return static_cast<Rank>((high >> 18) & 7); }
  [[nodiscard]] std::uint64_t sequence() const { return ((high & 0x3FFFF) << 32) | (low >> 32); }
  [[nodiscard]] EventKind kind() const { return static_cast<EventKind>((low >> 28) & 15); }
  [[nodiscard]] std::uint32_t index() const { return static_cast<std::uint32_t>(low & 0x0FFF'FFFF); }
  /// One number for the order: a comparison is then two subtractions and no branch.
  __extension__ using Key = unsigned __int128;
  [[nodiscard]] Key key() const { return (static_cast<Key>(high) << 64) | low; }
  friend bool operator<(const Event& a, const Event& b) { return a.key() < b.key(); }
};

class EventCalendar {
public:
  static constexpr SimTime latest() { return {(std::int64_t{1} << 43) - 1}; }
  static constexpr std::uint32_t largest_index = 0x0FFF'FFFF;

  /// Schedules an event; returns its sequence number (from 1), by which it can be told apart.
  std::uint64_t push(SimTime time, Rank rank, EventKind kind, std::uint32_t index) {
    const std::uint64_t sequence = ++sequence_;
    const Event event{(static_cast<std::uint64_t>(time.ms) << 21) | (static_cast<std::uint64_t>(rank) << 18) |
                          (sequence >> 32),
                      (sequence << 32) | (static_cast<std::uint64_t>(kind) << 28) | index};
    if (hole_) {
      hole_ = false;
      sift_down(event);
    } else {
      heap_.push_back(event);
      sift_up(event);
    }
    return sequence;
  }

  [[nodiscard]] bool empty() const { return heap_.size() == (hole_ ? 1u : 0u); }
  [[nodiscard]] std::size_t size() const { return heap_.size() - (hole_ ? 1u : 0u); }

  /// True when an event of this rank at this instant is the next one.
  [[nodiscard]] bool next_is(SimTime time, Rank rank) const {
    if (empty()) return false;
    const std::size_t at = !hole_              ? 0
                           : heap_.size() >= 5 ? least_of_four(heap_.data(), 1)
                                               : least_of_rest(heap_.data(), 1, heap_.size());
    return heap_[at].time() == time && heap_[at].rank() == rank;
  }
  /// The next event; the calendar must not be empty.
  [[nodiscard]] const Event& top() {
    close_hole();
    return heap_.front();
  }
  Event pop() {
    close_hole();
    hole_ = true;
    return heap_.front();
  }

  /// Notes that one pending event no longer matters.
  void cancel_one() { ++cancelled_; }
  void popped_cancelled() { --cancelled_; }
  [[nodiscard]] bool needs_sweep() const { return cancelled_ > 1024 && cancelled_ * 2 > heap_.size(); }

  /// Drops every event for which `live` is false.
  template <class Live> void sweep(const Live& live) {
    close_hole();
    std::size_t kept = 0;
    for (const Event& event : heap_)
      if (live(event)) heap_[kept++] = event;
    heap_.resize(kept);
    cancelled_ = 0;
    for (std::size_t at = kept / 4 + 1; at-- > 0;)
      if (at < kept) sift_down_from(at, heap_[at]);
  }

private:
  void close_hole() {
    if (!hole_) return;
    hole_ = false;
    const Event moved = heap_.back();
    heap_.pop_back();
    if (!heap_.empty()) sift_down(moved);
  }
  void sift_up(const Event& event) {
    std::size_t at = heap_.size() - 1;
    while (at > 0) {
      const std::size_t parent = (at - 1) / 4;
      if (!(event < heap_[parent])) break;
      heap_[at] = heap_[parent];
      at = parent;
    }
    heap_[at] = event;
  }
  void sift_down(const Event& event) { sift_down_from(0, event); }
  void sift_down_from(std::size_t at, const Event event) {
    Event* const heap = heap_.data();
    const std::size_t size = heap_.size();
    while (true) {
      const std::size_t child = 4 * at + 1;
      if (child >= size) break;
      const std::size_t best =
          child + 4 <= size ? least_of_four(heap, child) : least_of_rest(heap, child, size);
      if (!(heap[best] < event)) break;
      heap[at] = heap[best];
      at = best;
    }
    heap[at] = event;
  }
  static std::size_t least_of_four(const Event* heap, std::size_t child) {
    const std::size_t left = child + (heap[child + 1] < heap[child] ? 1u : 0u);
    const std::size_t right = child + 2 + (heap[child + 3] < heap[child + 2] ? 1u : 0u);
    return heap[right] < heap[left] ? right : left;
  }
  static std::size_t least_of_rest(const Event* heap, std::size_t child, std::size_t size) {
    std::size_t best = child;
    for (std::size_t at = child + 1; at < size; ++at)
      if (heap[at] < heap[best]) best = at;
    return best;
  }

  std::vector<Event> heap_;
  std::uint64_t sequence_ = 0;
  std::size_t cancelled_ = 0;
  bool hole_ = false;
};

} // namespace carepath
