// What a diary keeps in a run: bookings of more than one slot, and the lists filled at one instant.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace carepath {

/// More than one slot of a diary, from the session booked until the hold is given back.
struct Booking {
  std::uint64_t person = 0; // key; the entity may be another's by now who left without giving back
  std::vector<std::pair<std::size_t, std::uint32_t>> days; // the session of each, and how many of its slots
};

/// The lists filled at one instant, each with slots of its own. A request is granted by one list: the first,
/// in their order, with room for all of it. A list with a slot left may run over by `overrun`.
class OpenLists {
public:
  void open(std::vector<double> slots) {
    slots_ = std::move(slots);
    left_ = slots_;
    first_ = 0;
    pass_full_lists();
  }
  void close() { open({}); }

  [[nodiscard]] bool has_room(double amount, double overrun) const {
    return first_with_room(amount, overrun) < left_.size();
  }
  /// From the first list with room for `room`, which is the amount and what must stay free beside it. Nothing
  /// where none has: who is in the work of the step as the run begins has no slot of a list to come.
  void take(double amount, double room, double overrun) {
    const auto list = first_with_room(room, overrun);
    if (list < left_.size()) left_[list] -= amount;
    pass_full_lists();
  }
  void take_one() { take(1, 1, 0); }
  /// Of each list as it opened.
  [[nodiscard]] const std::vector<double>& slots() const { return slots_; }
  /// Of each list; below 0 by what it runs over.
  [[nodiscard]] const std::vector<double>& slots_left() const { return left_; }

private:
  [[nodiscard]] std::size_t first_with_room(double amount, double overrun) const {
    std::size_t list = first_;
    while (list < left_.size() && (left_[list] <= 0 || left_[list] + overrun < amount)) ++list;
    return list;
  }
  void pass_full_lists() {
    while (first_ < left_.size() && left_[first_] <= 0) ++first_;
  }
  std::vector<double> slots_;
  std::vector<double> left_;
  std::size_t first_ = 0; // with a slot left
};

} // namespace carepath
