#include "benchmarks/measure/workload.hpp"

#include <cmath>
#include <fmt/format.h>
#include <stdexcept>

namespace carepath::benchmark {
namespace {

constexpr Workload all[] = {
    {"W1", "w1.toml", "people", 1'000'000, 200'000},
    {"W2", "w2.toml", "people", 300'000, 100'000},
    {"W3", "w3.toml", "days", 365, 365},
    {"W3-sessions", "w3-sessions.toml", "days", 365, 365},
    {"W3-any-order", "w3-any-order.toml", "days", 365, 365},
};

std::vector<std::string> one_server(double people) {
  constexpr double people_a_minute = 0.9;
  return {fmt::format("run.length=\"{:.0f} min\"", people / people_a_minute)};
}

/// Arrivals stop after `people` minutes over the scale, and the run goes on until the last has left.
std::vector<std::string> five_stations(double people, double scale) {
  constexpr double minutes_to_empty = 20'000; // some 25 times the longest stay seen
  const double minutes = people / scale;
  std::vector<std::string> settings{
      fmt::format("run.length=\"{:.0f} min\"", minutes + minutes_to_empty),
      fmt::format(
          "source.people.rate=[{{ until = \"{:.0f} min\", is = \"{} per min\" }}, {{ is = \"0 per min\" }}]",
          minutes, scale)};
  if (scale == 1) return settings;
  constexpr std::pair<const char*, int> capacities[] = {
      {"triage_nurse", 3}, {"clinic_room", 10}, {"scanner", 6}, {"theatre", 4}, {"ward_bed", 30}};
  for (const auto& [name, units] : capacities)
    settings.push_back(fmt::format("resource.{}.capacity={:.0f}", name, units * scale));
  return settings;
}

/// The list shrinks with the days, so that a smaller size is the same work in small.
std::vector<std::string> long_list(double days) {
  constexpr double waiting_a_day = 200'000 / 365.0;
  return {fmt::format("run.length=\"{:.0f} days\"", days),
          fmt::format("source.waiting.count={:.0f}", days * waiting_a_day)};
}

} // namespace

std::span<const Workload> workloads() {
  return all;
}

const Workload& workload(std::string_view name) {
  std::string names;
  for (const auto& row : all) {
    if (row.name == name) return row;
    names += fmt::format(" {}", row.name);
  }
  throw std::runtime_error(fmt::format("there is no workload '{}'; there are{}", name, names));
}

std::filesystem::path scenarios_folder() {
  return std::filesystem::path(CAREPATH_SOURCE_DIR) / "scenarios";
}

std::filesystem::path scenario_file(const Workload& workload) {
  return std::filesystem::path(CAREPATH_SOURCE_DIR) / "benchmarks" / "scenarios" / workload.scenario;
}

std::vector<std::string> settings_of(const Workload& workload, double size, double scale) {
  if (workload.name == "W1") return one_server(size);
  if (workload.name == "W2") return five_stations(size, scale);
  return long_list(size);
}

} // namespace carepath::benchmark
