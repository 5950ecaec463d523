// What the calendar does rarely: more places, new numbers, wider keys.
#include "engine/run/event_calendar.hpp"

#include <algorithm>
#include <utility>

namespace carepath {
namespace {

constexpr std::uint32_t first_places = 4;

} // namespace

EventCalendar::EventCalendar(SimTime end)
    : sequence_bits_(
          64u - rank_bits -
          static_cast<unsigned>(std::bit_width(static_cast<std::uint64_t>(std::min(end, latest()).ms) + 1))),
      sequence_end_(std::uint64_t{1} << sequence_bits_), last_place_(first_places - 1), tree_(first_places),
      wide_tree_(1), what_(first_places) {
  for (EventPlace place = first_places; place-- > 0;) free_.push_back(place);
}

/// Twice as many places.
void EventCalendar::grow() {
  const std::uint32_t before = places();
  if (wide_ || !renumber(2 * before)) widen(2 * before);
  what_.resize(2 * before);
  last_place_ = 2 * before - 1;
  free_.clear();
  if (has_many_places()) {
    taken_ = static_cast<std::uint32_t>(size());
    return;
  }
  for (EventPlace place = 2 * before; place-- > before;) free_.push_back(place);
}

/// Nobody's place can be taken over.
EventPlace EventCalendar::take_free_place() {
  if (has_many_places()) return next_free_place();
  if (free_.empty()) grow();
  if (has_many_places()) return next_free_place();
  const EventPlace place = free_.back();
  free_.pop_back();
  return place;
}

/// With very many places: the first free one that the numbers come to. An eighth of them stays free.
EventPlace EventCalendar::next_free_place() {
  if (taken_ + taken_ / 8 >= places()) grow();
  ++taken_;
  auto place = static_cast<EventPlace>(sequence_ + 1) & (places() - 1);
  while (!is_free(place)) place = (place + 1) & (places() - 1);
  return place;
}

EventPlace EventCalendar::push_anew(EventPlace place, SimTime time, Rank rank) {
  if (!renumber(places())) widen(places());
  sequence_ = next_ending_in(place, sequence_, last_place_);
  wide_ ? wide_tree_.set(place, key_of<WideKey>(time, rank, sequence_))
        : tree_.set(place, key_of<Key>(time, rank, sequence_));
  return place;
}

std::size_t EventCalendar::size() const {
  std::size_t pending = 0;
  for (EventPlace place = 0; place < places(); ++place)
    pending += place != popped_ && !is_free(place) ? 1 : 0;
  return pending;
}

/// The smallest numbers that keep the order of those at one moment and end in their places. False, and
/// nothing changed, when narrow keys have not enough of them.
bool EventCalendar::renumber(std::uint32_t places) {
  std::vector<std::pair<Key, EventPlace>> pending;
  for (EventPlace place = 0; place < this->places(); ++place)
    if (place != popped_ && !is_free(place)) pending.emplace_back(tree_.key_at(place), place);
  std::sort(pending.begin(), pending.end());
  std::vector<Key> keys(places, tree_.empty_key);
  std::uint64_t largest = 0;
  std::uint64_t sequence = 0;
  Key before = tree_.empty_key; // moment
  for (const auto& [key, place] : pending) {
    const Key moment = key >> sequence_bits_;
    sequence = moment == before ? next_ending_in(place, sequence, places - 1) : place;
    before = moment;
    largest = std::max(largest, sequence);
    keys[place] = (moment << sequence_bits_) | (sequence & (sequence_end_ - 1));
  }
  if (largest >= sequence_end_ / 2) return false;
  tree_.fill(keys);
  sequence_ = largest;
  return true;
}

/// Too many are pending for narrow keys: numbered from 1 in their order, with room for ever.
void EventCalendar::widen(std::uint32_t places) {
  std::vector<std::pair<WideKey, EventPlace>> pending;
  for (EventPlace place = 0; place < this->places(); ++place) {
    if (place == popped_ || is_free(place)) continue;
    const Key key = wide_ ? 0 : tree_.key_at(place);
    pending.emplace_back(wide_ ? wide_tree_.key_at(place)
                               : (static_cast<WideKey>(key >> sequence_bits_) << wide_sequence_bits) |
                                     (key & (sequence_end_ - 1)),
                         place);
  }
  std::sort(pending.begin(), pending.end());
  std::vector<WideKey> keys(places, wide_tree_.empty_key);
  sequence_ = 0;
  for (const auto& [key, place] : pending) {
    sequence_ = next_ending_in(place, sequence_, places - 1);
    keys[place] = (key >> wide_sequence_bits << wide_sequence_bits) | sequence_;
  }
  wide_tree_.fill(keys);
  wide_ = true;
}

} // namespace carepath
