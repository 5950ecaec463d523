#include "benchmarks/limit/five_stations.hpp"

#include "benchmarks/limit/event_heap.hpp"
#include "benchmarks/limit/ring.hpp"
#include "benchmarks/limit/variates.hpp"

#include <array>
#include <utility>

namespace carepath::limit {
namespace {

enum Station : std::uint32_t { triage, clinic, diagnostics, theatre, ward, arrival };

constexpr std::array<std::uint32_t, 5> servers{3, 10, 6, 4, 30};

/// How long each station takes; means make every station 0.85 utilised.
struct Services {
  double triage_mean = 2.55;
  Lognormal clinic_visit{8.673469387755102, 0.5};
  Gamma test{2, 18.214285714285715 / 2};
  Lognormal operation{13.877551020408163, 0.6};
  Lognormal stay{104.08163265306122, 1};
};

/// A person in an event or a queue: a row, and whether the clinic is a follow-up.
constexpr std::uint32_t follow_up = 1u << 28;
constexpr std::uint32_t row_bits = follow_up - 1;

constexpr std::uint64_t people_not_arrivals = std::uint64_t{1} << 63; // in keys of draws

template <class Bits> class FiveStations {
public:
  FiveStations(std::uint32_t scale, std::uint64_t seed)
      : bits_(seed), events_(64 * (static_cast<std::size_t>(scale) + 1)), mean_gap_(1.0 / scale) {
    for (std::size_t at = 0; at < free_.size(); ++at) free_[at] = servers[at] * scale;
  }

  Outcome run(std::uint64_t people) {
    still_to_come_ = people;
    events_.push(next_arrival(0));
    while (!events_.empty()) {
      const Event event = events_.top();
      top_is_used_ = true; // the first event scheduled now takes its place
      handle(event.when(), static_cast<std::uint32_t>(event.rest));
      if (top_is_used_) events_.pop();
    }
    return outcome(people);
  }

private:
  struct Person {
    double arrived = 0;
    double joined = 0;
  };

  [[gnu::always_inline]] void handle(double now, std::uint32_t what) {
    ++handled_;
    const std::uint32_t who = what & (row_bits | follow_up);
    switch (what >> 29) {
    case arrival: return arrive(now);
    case triage:
      serve_next<triage>(now);
      return chance(who, 6) < 0.3 ? leave(now, who) : enter<clinic>(now, who);
    case clinic:
      serve_next<clinic>(now);
      if (!(who & follow_up) && chance(who, 7) < 0.4) return enter<diagnostics>(now, who);
      return chance(who, 8) < 0.35 ? enter<theatre>(now, who) : leave(now, who);
    case diagnostics: serve_next<diagnostics>(now); return enter<clinic>(now, who | follow_up);
    case theatre: serve_next<theatre>(now); return enter<ward>(now, who);
    default: serve_next<ward>(now); return leave(now, who);
    }
  }

  [[gnu::always_inline]] void arrive(double now) {
    if (still_to_come_ > 0) schedule(next_arrival(now));
    std::uint32_t row = static_cast<std::uint32_t>(people_.size());
    if (free_rows_.empty()) {
      people_.emplace_back();
      if constexpr (Bits::keyed) number_of_.push_back(0);
    } else {
      row = free_rows_.back();
      free_rows_.pop_back();
    }
    people_[row].arrived = now;
    if constexpr (Bits::keyed) number_of_[row] = numbers_++;
    enter<triage>(now, row);
  }

  [[gnu::always_inline]] Event next_arrival(double now) {
    --still_to_come_;
    if constexpr (Bits::keyed) bits_.turn_to(still_to_come_);
    return event_at(now + exponential(bits_) * mean_gap_, stamp(arrival, 0));
  }

  template <Station station> [[gnu::always_inline]] void enter(double now, std::uint32_t who) {
    ++entered_[station];
    if (free_[station] > 0) {
      --free_[station];
      start<station>(now, who);
    } else {
      people_[who & row_bits].joined = now;
      queues_[station].push(who);
    }
  }

  template <Station station> [[gnu::always_inline]] void serve_next(double now) {
    if (queues_[station].empty()) {
      ++free_[station];
      return;
    }
    const std::uint32_t who = queues_[station].pop();
    waited_[station] += now - people_[who & row_bits].joined;
    start<station>(now, who);
  }

  template <Station station> [[gnu::always_inline]] void start(double now, std::uint32_t who) {
    turn_to(who, station + 9 * (who >> 28));
    schedule(event_at(now + duration<station>(), stamp(station, who)));
  }

  template <Station station> [[gnu::always_inline]] double duration() {
    if constexpr (station == triage) return services_.triage_mean * exponential(bits_);
    if constexpr (station == clinic) return services_.clinic_visit(bits_);
    if constexpr (station == diagnostics) return services_.test(bits_);
    if constexpr (station == theatre) return services_.operation(bits_);
    if constexpr (station == ward) return services_.stay(bits_);
  }

  [[gnu::always_inline]] double chance(std::uint32_t who, std::uint32_t purpose) {
    turn_to(who, purpose);
    return uniform(bits_);
  }

  [[gnu::always_inline]] void turn_to(std::uint32_t who, std::uint32_t purpose) {
    if constexpr (Bits::keyed)
      bits_.turn_to((number_of_[who & row_bits] << 5) + purpose + people_not_arrivals);
  }

  [[gnu::always_inline]] void leave(double now, std::uint32_t who) {
    time_inside_ += now - people_[who & row_bits].arrived;
    free_rows_.push_back(who & row_bits);
  }

  [[gnu::always_inline]] std::uint64_t stamp(std::uint32_t what, std::uint32_t who) {
    return (sequence_++ << 32) | (what << 29) | who;
  }

  [[gnu::always_inline]] void schedule(const Event event) {
    if (top_is_used_) {
      events_.replace_top(event);
      top_is_used_ = false;
    } else {
      events_.push(event);
    }
  }

  [[nodiscard]] Outcome outcome(std::uint64_t people) const {
    Outcome result{static_cast<double>(people), static_cast<double>(handled_), {}};
    for (std::size_t at = 0; at < waited_.size(); ++at)
      result.means.push_back(waited_[at] / static_cast<double>(entered_[at]));
    result.means.push_back(time_inside_ / static_cast<double>(people));
    return result;
  }

  Bits bits_;
  EventHeap events_;
  double mean_gap_;
  Services services_;
  std::array<std::uint32_t, 5> free_{};
  std::array<Ring<std::uint32_t>, 5> queues_;
  std::vector<Person> people_;
  std::vector<std::uint64_t> number_of_; // people in order of arrival, for keys
  std::vector<std::uint32_t> free_rows_;
  bool top_is_used_ = false;
  std::uint64_t sequence_ = 0;
  std::uint64_t still_to_come_ = 0;
  std::uint64_t numbers_ = 0;
  std::uint64_t handled_ = 0;
  std::array<double, 5> waited_{};
  std::array<std::uint64_t, 5> entered_{};
  double time_inside_ = 0;
};

} // namespace

Outcome five_stations(std::uint64_t people, std::uint32_t scale, std::uint64_t seed, Draws draws) {
  if (draws == Draws::keyed) return FiveStations<KeyedBits>(scale, seed).run(people);
  return FiveStations<SequentialBits>(scale, seed).run(people);
}

} // namespace carepath::limit
