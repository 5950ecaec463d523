// Entities waiting for a resource: tickets in order of joining, or ordered by keys.
//
// A ticket is one place in one queue; a request for several resources holds one in each. Tickets come
// from a shared pool, so joining and leaving never allocate once the pool has grown. Queues without
// keys are linked lists; queues with keys are heaps that remember each ticket's place.
#pragma once

#include "engine/base/sim_time.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace carepath {

struct Ticket {
  static constexpr std::uint32_t none = 0xFFFF'FFFFu;
  static constexpr std::size_t most_keys = 4;

  std::uint32_t entity = none;
  std::uint32_t need = none;
  std::uint32_t part = 0;        // which part of the need this queue serves
  std::uint32_t amount = 1;      // units asked for
  std::uint32_t leave_free = 0;  // units that must stay free
  std::uint32_t sibling = none;  // next ticket of the same request
  std::uint32_t previous = none; // linked list
  std::uint32_t next = none;     // linked list, or next free ticket
  std::uint32_t place = none;    // heap
  std::uint64_t joined_order = 0;
  bool blocked = false;  // asked for while held back in the step before: not counted in the queue
  bool resuming = false; // to go on with work that was interrupted
  bool paused = false;   // resuming, but not before the capacity rises
  SimTime joined;
  std::array<double, most_keys> keys{};
};

class TicketPool {
public:
  std::uint32_t allocate() {
    if (free_ == Ticket::none) {
      tickets_.emplace_back();
      return static_cast<std::uint32_t>(tickets_.size() - 1);
    }
    const std::uint32_t index = free_;
    free_ = tickets_[index].next;
    tickets_[index] = Ticket{};
    return index;
  }
  void free(std::uint32_t index) {
    tickets_[index].next = free_;
    free_ = index;
  }
  [[nodiscard]] Ticket& operator[](std::uint32_t index) { return tickets_[index]; }

private:
  std::vector<Ticket> tickets_;
  std::uint32_t free_ = Ticket::none;
};

class WaitingQueue {
public:
  explicit WaitingQueue(std::size_t keys) : keys_(keys) {}

  void push(TicketPool& pool, std::uint32_t ticket);
  void remove(TicketPool& pool, std::uint32_t ticket);
  /// Puts back a ticket just removed from the front; several go back in the reverse order.
  void restore_front(TicketPool& pool, std::uint32_t ticket);
  /// The ticket that is served first; none when empty.
  [[nodiscard]] std::uint32_t front() const {
    return keys_ == 0 ? head_ : (heap_.empty() ? Ticket::none : heap_[0]);
  }
  /// The ticket after one of a queue without keys; none at its end.
  [[nodiscard]] static std::uint32_t after(TicketPool& pool, std::uint32_t ticket) {
    return pool[ticket].next;
  }
  [[nodiscard]] std::size_t size() const { return size_; }

private:
  [[nodiscard]] bool before(const Ticket& a, const Ticket& b) const;
  void sift_up(TicketPool& pool, std::size_t at);
  void sift_down(TicketPool& pool, std::size_t at);
  void place(TicketPool& pool, std::size_t at, std::uint32_t ticket);

  std::size_t keys_;
  std::size_t size_ = 0;
  std::uint32_t head_ = Ticket::none;
  std::uint32_t tail_ = Ticket::none;
  std::vector<std::uint32_t> heap_;
};

} // namespace carepath
