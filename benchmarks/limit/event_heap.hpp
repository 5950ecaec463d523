// The event list of the hand-written programs: a heap of four children a node, ordered by time and then by
// sequence.
#pragma once

#include <bit>
#include <cstdint>
#include <cstdlib>
#include <memory>

namespace carepath::limit {

/// 16 bytes. `time` is that of a double of at least 0, whose bits order like the number; `rest` has the
/// sequence in its upper half, so that comparing both as one number of 128 bits gives first come, first
/// served.
struct alignas(16) Event {
  std::uint64_t rest;
  std::uint64_t time;

  [[nodiscard, gnu::always_inline]] double when() const { return std::bit_cast<double>(time); }
};

[[nodiscard, gnu::always_inline]] inline Event event_at(double when, std::uint64_t rest) {
  return {rest, std::bit_cast<std::uint64_t>(when)};
}

[[nodiscard, gnu::always_inline]] inline bool before(const Event& a, const Event& b) {
  __extension__ using Both = unsigned __int128;
  return ((static_cast<Both>(a.time) << 64) | a.rest) < ((static_cast<Both>(b.time) << 64) | b.rest);
}

/// The four children of a node share a cache line. The capacity is given once and never exceeded.
class EventHeap {
public:
  explicit EventHeap(std::size_t most)
      : store_(static_cast<Event*>(std::aligned_alloc(64, (most + 16) / 4 * 64))), heap_(store_.get() + 3) {}

  [[nodiscard, gnu::always_inline]] bool empty() const { return size_ == 0; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard, gnu::always_inline]] const Event& top() const { return heap_[0]; }

  [[gnu::always_inline]] void push(const Event event) {
    std::size_t at = size_++;
    while (at > 0) {
      const std::size_t parent = (at - 1) / 4;
      if (!before(event, heap_[parent])) break;
      heap_[at] = heap_[parent];
      at = parent;
    }
    heap_[at] = event;
  }

  [[gnu::always_inline]] void pop() {
    const Event last = heap_[--size_];
    if (size_ > 0) sift_down(last);
  }

  /// The top leaves and another event comes, in one passage.
  [[gnu::always_inline]] void replace_top(const Event event) { sift_down(event); }

private:
  struct Free {
    void operator()(Event* events) const { std::free(events); }
  };

  [[gnu::always_inline]] void sift_down(const Event event) {
    std::size_t at = 0;
    while (true) {
      const std::size_t child = 4 * at + 1;
      if (child + 4 > size_) [[unlikely]]
        return sift_into_last(event, at, child);
      const std::size_t left = child + before(heap_[child + 1], heap_[child]);
      const std::size_t right = child + 2 + before(heap_[child + 3], heap_[child + 2]);
      const std::size_t first = before(heap_[right], heap_[left]) ? right : left;
      if (!before(heap_[first], event)) break;
      heap_[at] = heap_[first];
      at = first;
    }
    heap_[at] = event;
  }

  [[gnu::always_inline]] void sift_into_last(const Event event, std::size_t at, std::size_t child) {
    std::size_t first = child;
    for (std::size_t other = child + 1; other < size_; ++other)
      if (before(heap_[other], heap_[first])) first = other;
    if (child < size_ && before(heap_[first], event)) {
      heap_[at] = heap_[first];
      at = first;
    }
    heap_[at] = event;
  }

  std::unique_ptr<Event, Free> store_;
  Event* heap_; // three places into the store, so that children begin on a cache line
  std::size_t size_ = 0;
};

} // namespace carepath::limit
