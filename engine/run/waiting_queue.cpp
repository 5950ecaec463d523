#include "engine/run/waiting_queue.hpp"

#include <algorithm>
#include <utility>

namespace carepath {

bool WaitingQueue::before(const Ticket& a, const Ticket& b) const {
  for (std::size_t at = 0; at < keys_; ++at)
    if (a.keys[at] != b.keys[at]) return a.keys[at] < b.keys[at];
  return a.joined_order < b.joined_order;
}

void WaitingQueue::push(TicketPool& pool, std::uint32_t ticket) {
  ++size_;
  if (keys_ > 0) {
    heap_.push_back(ticket);
    place(pool, heap_.size() - 1, ticket);
    sift_up(pool, heap_.size() - 1);
    return;
  }
  pool[ticket].previous = tail_;
  pool[ticket].next = Ticket::none;
  (tail_ == Ticket::none ? head_ : pool[tail_].next) = ticket;
  tail_ = ticket;
}

void WaitingQueue::remove(TicketPool& pool, std::uint32_t ticket) {
  --size_;
  if (keys_ == 0) {
    const auto [previous, next] = std::pair{pool[ticket].previous, pool[ticket].next};
    (previous == Ticket::none ? head_ : pool[previous].next) = next;
    (next == Ticket::none ? tail_ : pool[next].previous) = previous;
    return;
  }
  const std::size_t at = pool[ticket].place;
  const std::uint32_t moved = heap_.back();
  heap_.pop_back();
  if (moved == ticket) return;
  place(pool, at, moved);
  sift_up(pool, at);
  sift_down(pool, pool[moved].place);
}

void WaitingQueue::restore_front(TicketPool& pool, std::uint32_t ticket) {
  if (keys_ > 0) return push(pool, ticket);
  ++size_;
  pool[ticket].previous = Ticket::none;
  pool[ticket].next = head_;
  (head_ == Ticket::none ? tail_ : pool[head_].previous) = ticket;
  head_ = ticket;
}

void WaitingQueue::place(TicketPool& pool, std::size_t at, std::uint32_t ticket) {
  heap_[at] = ticket;
  pool[ticket].place = static_cast<std::uint32_t>(at);
}

void WaitingQueue::sift_up(TicketPool& pool, std::size_t at) {
  const std::uint32_t ticket = heap_[at];
  while (at > 0) {
    const std::size_t parent = (at - 1) / 4;
    if (!before(pool[ticket], pool[heap_[parent]])) break;
    place(pool, at, heap_[parent]);
    at = parent;
  }
  place(pool, at, ticket);
}

void WaitingQueue::sift_down(TicketPool& pool, std::size_t at) {
  const std::uint32_t ticket = heap_[at];
  while (4 * at + 1 < heap_.size()) {
    const std::size_t last = std::min(4 * at + 5, heap_.size());
    std::size_t best = 4 * at + 1;
    for (std::size_t child = best + 1; child < last; ++child)
      if (before(pool[heap_[child]], pool[heap_[best]])) best = child;
    if (!before(pool[heap_[best]], pool[ticket])) break;
    place(pool, at, heap_[best]);
    at = best;
  }
  place(pool, at, ticket);
}

} // namespace carepath
