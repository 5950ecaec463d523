#include "benchmarks/measure/rounds.hpp"

#include "engine/base/ensure.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <fmt/format.h>

namespace carepath::benchmark {

Spread spread_of(std::vector<double> values) {
  ensure(!values.empty(), "a spread of nothing");
  std::sort(values.begin(), values.end());
  const auto count = values.size();
  const double median = count % 2 == 1 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
  return {median, values.front(), values.back(), count};
}

Spread spread_of_rounds(std::uint32_t rounds, const std::function<double(std::uint32_t)>& run) {
  std::vector<double> seconds;
  for (std::uint32_t round = 0; round <= rounds; ++round) {
    const double one = run(round);
    if (round > 0) seconds.push_back(one);
  }
  return spread_of(seconds);
}

int benchmark_main(CLI::App& app, int argc, char** argv, const std::function<void()>& work) {
  CLI11_PARSE(app, argc, argv);
  try {
    work();
  } catch (const std::exception& fault) {
    fmt::print(stderr, "{}\n", fault.what());
    return 1;
  }
  return 0;
}

void print_header() {
  fmt::print("case,variant,unit,median,low,high,runs\n");
}

void print_row(const std::string& name, const std::string& variant, const std::string& unit,
               const Spread& spread) {
  fmt::print("{},{},{},{:.6g},{:.6g},{:.6g},{}\n", name, variant, unit, spread.median, spread.low,
             spread.high, spread.runs);
  std::fflush(stdout);
}

void print_number(const std::string& name, const std::string& variant, const std::string& unit,
                  double value) {
  print_row(name, variant, unit, {value, value, value, 1});
}

void Rounds::add(std::string variant, std::function<Work(std::uint32_t)> run) {
  entries_.push_back({std::move(variant), std::move(run), {}});
}

void Rounds::go(std::uint32_t count) {
  for (std::uint32_t round = 0; round <= count; ++round)
    for (auto& entry : entries_) {
      const Work work = entry.run(round);
      if (round > 0) entry.nanoseconds.push_back(1e9 * work.seconds / work.events);
    }
}

void Rounds::print_times(const std::string& name) const {
  for (const auto& entry : entries_) print_row(name, entry.variant, "ns/event", spread_of(entry.nanoseconds));
}

void Rounds::print_ratio(const std::string& name, const std::string& variant,
                         const std::string& against) const {
  std::vector<double> ratios;
  const auto &ours = entry(variant).nanoseconds, &theirs = entry(against).nanoseconds;
  for (std::size_t at = 0; at < ours.size(); ++at) ratios.push_back(ours[at] / theirs[at]);
  print_row(name, fmt::format("{} / {}", variant, against), "ratio", spread_of(ratios));
}

const Rounds::Entry& Rounds::entry(const std::string& variant) const {
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const Entry& one) { return one.variant == variant; });
  ensure(found != entries_.end(), "no such variant was measured");
  return *found;
}

} // namespace carepath::benchmark
