// Queues ordered by keys: lists by class, and the heap they turn into.
#include "engine/run/waiting_queue.hpp"

#include <algorithm>

namespace carepath {

std::uint32_t TicketPool::add() {
  tickets_.emplace_back();
  return static_cast<std::uint32_t>(tickets_.size() - 1);
}

bool WaitingQueue::before(TicketPool& pool, std::uint32_t a, std::uint32_t b) const {
  const double* const a_keys = pool.keys(a);
  const double* const b_keys = pool.keys(b);
  for (std::size_t at = 0; at < keys_; ++at)
    if (a_keys[at] != b_keys[at]) return a_keys[at] < b_keys[at];
  return pool[a].joined_order < pool[b].joined_order;
}

/// The first key and, with only one, the order of joining stand in the entry itself.
bool WaitingQueue::before(TicketPool& pool, const Entry& a, const Entry& b) const {
  if (a.key != b.key) return a.key < b.key;
  if (keys_ == 1) return a.joined_order < b.joined_order;
  return before(pool, a.ticket, b.ticket);
}

std::uint32_t WaitingQueue::first_of_classes() const {
  for (const Class& list : classes_)
    if (list.head != Ticket::none) return list.head;
  return Ticket::none;
}

/// A list for a value of the first key that has none; null when there would be too many.
WaitingQueue::Class* WaitingQueue::new_class(double key) {
  if (classes_.size() == most_classes || key != key) return nullptr;
  const auto place = std::lower_bound(classes_.begin(), classes_.end(), key,
                                      [](const Class& list, double value) { return list.key < value; });
  return &*classes_.insert(place, {key, Ticket::none, Ticket::none});
}

void WaitingQueue::push_by_keys(TicketPool& pool, std::uint32_t ticket) {
  if (is_heap_) return push_heap(pool, ticket);
  const double key = pool.keys(ticket)[0];
  Class* list = known_class(key);
  if (!list) list = new_class(key);
  if (list && (append(pool, *list, ticket) || insert(pool, *list, ticket))) return;
  become_heap(pool);
  push_heap(pool, ticket);
}

/// With one key: who joins last belongs at the end of the list.
bool WaitingQueue::append(TicketPool& pool, Class& list, std::uint32_t ticket) const {
  const bool is_last =
      list.tail == Ticket::none || (keys_ == 1 && pool[list.tail].joined_order < pool[ticket].joined_order);
  if (is_last) insert_after(pool, list, list.tail, ticket);
  return is_last;
}

/// Looks for its place from the end of the list; false when that is too far.
bool WaitingQueue::insert(TicketPool& pool, Class& list, std::uint32_t ticket) const {
  if (before(pool, ticket, list.head)) return insert_after(pool, list, Ticket::none, ticket), true;
  std::uint32_t previous = list.tail;
  for (int steps = 0; previous != Ticket::none && before(pool, ticket, previous); ++steps) {
    if (steps == most_steps) return false;
    previous = pool[previous].previous;
  }
  insert_after(pool, list, previous, ticket);
  return true;
}

void WaitingQueue::remove_by_keys(TicketPool& pool, std::uint32_t ticket) {
  if (!is_heap_) return unlink(pool, *known_class(pool.keys(ticket)[0]), ticket);
  pool[ticket].stamp = 0;
  while (!heap_.empty() && pool[heap_[0].ticket].stamp != heap_[0].stamp) drop_front(pool);
  if (heap_.size() > 64 && heap_.size() > 2 * size_) sweep(pool);
}

void WaitingQueue::restore_front(TicketPool& pool, std::uint32_t ticket) {
  if (keys_ > 0) return push(pool, ticket);
  ++size_;
  insert_after(pool, list_, Ticket::none, ticket);
}

void WaitingQueue::become_heap(TicketPool& pool) {
  is_heap_ = true;
  for (const Class& list : classes_)
    for (auto at = list.head; at != Ticket::none; at = pool[at].next) push_heap(pool, at);
  classes_.clear();
}

void WaitingQueue::push_heap(TicketPool& pool, std::uint32_t ticket) {
  pool[ticket].stamp = ++stamp_;
  ++pool[ticket].entries;
  const Entry entry{pool.keys(ticket)[0], pool[ticket].joined_order, ticket, stamp_};
  std::size_t at = heap_.size();
  heap_.push_back(entry);
  while (at > 0) {
    const std::size_t parent = (at - 1) / 4;
    if (!before(pool, entry, heap_[parent])) break;
    heap_[at] = heap_[parent];
    at = parent;
  }
  heap_[at] = entry;
}

void WaitingQueue::drop_front(TicketPool& pool) {
  pool.drop_entry(heap_[0].ticket);
  const Entry last = heap_.back();
  heap_.pop_back();
  if (!heap_.empty()) sift_down(pool, 0, last);
}

/// Those who have left outnumber those who wait.
void WaitingQueue::sweep(TicketPool& pool) {
  std::erase_if(heap_, [&](const Entry& entry) {
    if (pool[entry.ticket].stamp == entry.stamp) return false;
    pool.drop_entry(entry.ticket);
    return true;
  });
  for (std::size_t at = heap_.size() / 4 + 1; at-- > 0;)
    if (at < heap_.size()) sift_down(pool, at, heap_[at]);
}

void WaitingQueue::sift_down(TicketPool& pool, std::size_t at, const Entry entry) {
  while (4 * at + 1 < heap_.size()) {
    const std::size_t last = std::min(4 * at + 5, heap_.size());
    std::size_t best = 4 * at + 1;
    for (std::size_t child = best + 1; child < last; ++child)
      if (before(pool, heap_[child], heap_[best])) best = child;
    if (!before(pool, heap_[best], entry)) break;
    heap_[at] = heap_[best];
    at = best;
  }
  heap_[at] = entry;
}

} // namespace carepath
