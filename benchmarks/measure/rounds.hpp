// Several programs for the same work, run in turn round by round, so that what disturbs one disturbs all
// alike.
//
// Absolute times move with the machine's mood; the ratio to a program run in the same round hardly does.
#pragma once

#include "benchmarks/measure/scenario_run.hpp"

#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace carepath::benchmark {

struct Spread {
  double median = 0;
  double low = 0;
  double high = 0;
  std::size_t runs = 0;
};

[[nodiscard]] Spread spread_of(std::vector<double> values);
/// `run` gives the seconds that it took; one round to warm up, then `rounds` that are kept.
[[nodiscard]] Spread spread_of_rounds(std::uint32_t rounds, const std::function<double(std::uint32_t)>& run);

/// The main program of a benchmark: its options, its work, and what went wrong in words. The exit status.
[[nodiscard]] int benchmark_main(CLI::App& app, int argc, char** argv, const std::function<void()>& work);

/// One line of a benchmark's output: case,variant,unit,median,low,high,runs.
void print_header();
void print_row(const std::string& name, const std::string& variant, const std::string& unit,
               const Spread& spread);
/// A number that is measured once.
void print_number(const std::string& name, const std::string& variant, const std::string& unit, double value);

class Rounds {
public:
  /// `run` gets the number of the round and does the work once.
  void add(std::string variant, std::function<Work(std::uint32_t round)> run);
  /// One round to warm up, then `count` that are kept.
  void go(std::uint32_t count);

  /// Nanoseconds of processor time per event of every variant.
  void print_times(const std::string& name) const;
  /// A variant's time per event over that of another, taken within each round.
  void print_ratio(const std::string& name, const std::string& variant, const std::string& against) const;

private:
  struct Entry {
    std::string variant;
    std::function<Work(std::uint32_t)> run;
    std::vector<double> nanoseconds; // per event, one a round
  };
  [[nodiscard]] const Entry& entry(const std::string& variant) const;

  std::vector<Entry> entries_;
};

} // namespace carepath::benchmark
