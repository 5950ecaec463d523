// Entities waiting for a resource: tickets in order of joining, or ordered by keys.
//
// A ticket is one place in one queue; a request for several resources holds one in each. Tickets come
// from a shared pool, so joining and leaving never allocate once the pool has grown.
//
// A queue is a few classes, one for each value of its first key, each a linked list in order: whoever joins
// usually belongs at the end of a list. When the classes become many, or people belong far from the end, it
// turns into a heap for good. The order is the same either way.
#pragma once

#include "engine/base/hot.hpp"
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
  std::uint32_t previous = none; // in its list
  std::uint32_t next = none;     // in its list, or the next free ticket
  std::uint64_t joined_order = 0;
  SimTime joined;
  std::uint32_t stamp = 0;   // of its present place in a heap
  std::uint32_t entries = 0; // of heaps that name it, also those it has left
  bool is_free = false;      // as soon as no heap names it
  bool blocked = false;      // asked for while held back in the step before: not counted in the queue
  bool resuming = false;     // to go on with work that was interrupted
  bool paused = false;       // resuming, but not before the capacity rises
  bool aside = false;        // out of its queue while others pass
};

class TicketPool {
public:
  using Keys = std::array<double, Ticket::most_keys>;

  /// `keys`: the most that a queue has.
  explicit TicketPool(std::size_t keys = Ticket::most_keys) : keys_each_(keys) {}

  CAREPATH_HOT std::uint32_t allocate() {
    if (free_ == Ticket::none) [[unlikely]]
      return add();
    const std::uint32_t index = free_;
    free_ = tickets_[index].next;
    tickets_[index] = Ticket{};
    return index;
  }
  /// Its keys are kept for as long as a heap compares by them.
  void free(std::uint32_t index) {
    Ticket& ticket = tickets_[index];
    if (ticket.entries > 0) {
      ticket.is_free = true;
      return;
    }
    ticket.next = free_;
    free_ = index;
  }
  /// A heap no longer names it.
  void drop_entry(std::uint32_t index) {
    Ticket& ticket = tickets_[index];
    if (--ticket.entries == 0 && ticket.is_free) free(index);
  }
  [[nodiscard]] Ticket& operator[](std::uint32_t index) { return tickets_[index]; }
  [[nodiscard]] const Ticket& operator[](std::uint32_t index) const { return tickets_[index]; }
  /// The keys of a ticket in a queue that has some.
  [[nodiscard]] double* keys(std::uint32_t index) {
    const std::size_t first = index * keys_each_;
    if (keys_.size() <= first) keys_.resize(tickets_.capacity() * keys_each_);
    return keys_.data() + first;
  }

private:
  std::uint32_t add();

  std::vector<Ticket> tickets_;
  std::size_t keys_each_;
  std::vector<double> keys_; // [ticket, key]; empty while no queue has keys
  std::uint32_t free_ = Ticket::none;
};

class WaitingQueue {
public:
  explicit WaitingQueue(std::size_t keys) : keys_(keys) {}

  CAREPATH_HOT void push(TicketPool& pool, std::uint32_t ticket) {
    ++size_;
    if (keys_ == 0)
      insert_after(pool, list_, list_.tail, ticket);
    else
      push_by_keys(pool, ticket);
  }
  void remove(TicketPool& pool, std::uint32_t ticket) {
    --size_;
    if (keys_ == 0)
      unlink(pool, list_, ticket);
    else
      remove_by_keys(pool, ticket);
  }
  /// Puts back a ticket just removed from the front; several go back in the reverse order.
  void restore_front(TicketPool& pool, std::uint32_t ticket);
  /// The ticket that is served first; none when empty.
  [[nodiscard]] std::uint32_t front() const {
    if (keys_ == 0) return list_.head;
    return is_heap_ ? (heap_.empty() ? Ticket::none : heap_[0].ticket) : first_of_classes();
  }
  /// The ticket after one of a queue without keys; none at its end.
  [[nodiscard]] static std::uint32_t after(TicketPool& pool, std::uint32_t ticket) {
    return pool[ticket].next;
  }
  [[nodiscard]] std::size_t size() const { return size_; }
  /// Whether `holds(ticket)` is true of all who are served before `ticket`, which stands in the queue.
  template <class Holds>
  [[nodiscard]] bool all_before(TicketPool& pool, std::uint32_t ticket, Holds holds) const {
    for (const Entry& entry : heap_)
      if (pool[entry.ticket].stamp == entry.stamp && before(pool, entry.ticket, ticket) &&
          !holds(entry.ticket))
        return false;
    if (keys_ == 0) return all_before_in(pool, list_, ticket, holds);
    for (const Class& list : classes_)
      if (list.key <= pool.keys(ticket)[0] && !all_before_in(pool, list, ticket, holds)) return false;
    return true;
  }

private:
  struct Class {
    double key = 0;
    std::uint32_t head = Ticket::none;
    std::uint32_t tail = Ticket::none;
  };
  struct Entry {
    double key = 0; // the first
    std::uint64_t joined_order = 0;
    std::uint32_t ticket = Ticket::none;
    std::uint32_t stamp = 0; // differs from the ticket's when it has left
  };
  static constexpr std::size_t most_classes = 16;
  static constexpr int most_steps = 32; // from the end of a list

  static void insert_after(TicketPool& pool, Class& list, std::uint32_t previous, std::uint32_t ticket) {
    const auto next = previous == Ticket::none ? list.head : pool[previous].next;
    pool[ticket].previous = previous;
    pool[ticket].next = next;
    (previous == Ticket::none ? list.head : pool[previous].next) = ticket;
    (next == Ticket::none ? list.tail : pool[next].previous) = ticket;
  }
  static void unlink(TicketPool& pool, Class& list, std::uint32_t ticket) {
    const auto previous = pool[ticket].previous;
    const auto next = pool[ticket].next;
    (previous == Ticket::none ? list.head : pool[previous].next) = next;
    (next == Ticket::none ? list.tail : pool[next].previous) = previous;
  }
  template <class Holds>
  [[nodiscard]] static bool all_before_in(TicketPool& pool, const Class& list, std::uint32_t ticket,
                                          Holds holds) {
    for (auto at = list.head; at != Ticket::none && at != ticket; at = pool[at].next)
      if (!holds(at)) return false;
    return true;
  }
  [[nodiscard]] std::uint32_t first_of_classes() const;
  /// The list for a value of the first key; null when there is none.
  [[nodiscard]] Class* known_class(double key) {
    for (Class& list : classes_)
      if (list.key == key) return &list;
    return nullptr;
  }
  [[nodiscard]] Class* new_class(double key);
  [[nodiscard]] bool append(TicketPool& pool, Class& list, std::uint32_t ticket) const;
  [[nodiscard]] bool before(TicketPool& pool, std::uint32_t a, std::uint32_t b) const;
  [[nodiscard]] bool before(TicketPool& pool, const Entry& a, const Entry& b) const;
  void push_by_keys(TicketPool& pool, std::uint32_t ticket);
  void remove_by_keys(TicketPool& pool, std::uint32_t ticket);
  [[nodiscard]] bool insert(TicketPool& pool, Class& list, std::uint32_t ticket) const;
  void become_heap(TicketPool& pool);
  void push_heap(TicketPool& pool, std::uint32_t ticket);
  void drop_front(TicketPool& pool);
  void sweep(TicketPool& pool);
  void sift_down(TicketPool& pool, std::size_t at, Entry entry);

  std::size_t keys_;
  std::size_t size_ = 0;
  bool is_heap_ = false;
  std::uint32_t stamp_ = 0;
  Class list_;                 // without keys: all of them
  std::vector<Class> classes_; // by rising key
  std::vector<Entry> heap_;    // 4-ary; those who have left stay until they come to the front or a sweep
};

} // namespace carepath
