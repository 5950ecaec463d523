#include "benchmarks/measure/generated.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <stdexcept>
#include <unistd.h>

namespace carepath::benchmark {
namespace {

constexpr const char* heading = "[scenario]\ntitle = \"{}\"\n\n[run]\nstart = 2026-01-05\nlength = \"{}\"\n"
                                "replications = 1\nseed = 1\n\n";

std::string next_of(std::uint32_t step, std::uint32_t steps) {
  if (step + 1 == steps) return "\"done\"";
  if (step % 10 != 9) return fmt::format("\"step_{}\"", step + 1);
  return fmt::format("{{ step_{} = 0.9, step_{} = 0.1 }}", step + 1, std::min(step + 6, steps - 1));
}

} // namespace

std::string chain_of_steps(std::uint32_t steps) {
  std::string text = fmt::format(fmt::runtime(heading), fmt::format("A chain of {} steps", steps), "7 days");
  text += "[source.people]\nrate = \"5 per day\"\nfirst = \"step_0\"\n\n";
  for (std::uint32_t at = 0; at < (steps + 9) / 10; ++at)
    text += fmt::format("[resource.team_{}]\ncapacity = 5\n", at);
  for (std::uint32_t at = 0; at < steps; ++at)
    text += fmt::format("[step.step_{}]\nneeds = \"team_{}\"\n"
                        "takes = {{ dist = \"exponential\", mean = \"{} min\" }}\nnext = {}\n",
                        at, at / 10, 20 + at % 40, next_of(at, steps));
  text +=
      "\n[outcome]\ndone = \"Done\"\n\n[clock.inside]\nstarts = [\"people.arrive\"]\nstops = [\"done\"]\n\n"
      "[kpi]\ninside = { clock = \"inside\", of = \"completed\", show = [\"mean\", \"p95\"], unit = \"days\" "
      "}\n";
  return text;
}

std::string standing_population(std::uint32_t people) {
  std::string text = fmt::format(fmt::runtime(heading), fmt::format("{} people at once", people), "12 days");
  text += fmt::format(
      "[source.people]\nrate = [{{ until = \"day 0.5\", is = \"{} per day\" }}, {{ is = \"0 per day\" "
      "}}]\nfirst = \"step_0\"\n\n",
      2ull * people);
  text += "[attribute]\nneed = { choose = { low = 0.5, medium = 0.3, high = 0.2 } }\n"
          "area = { choose = { q1 = 0.2, q2 = 0.2, q3 = 0.2, q4 = 0.2, q5 = 0.2 } }\n"
          "age = { is = { dist = \"uniform\", low = 18, high = 90 } }\n"
          "strength = { is = { dist = \"uniform\", low = 0, high = 1 } }\n\n";
  for (int at = 0; at < 10; ++at)
    text +=
        fmt::format("[step.step_{}]\ntakes = {{ dist = \"exponential\", mean = \"10 days\", times = \"{}\" "
                    "}}\nnext = {}\n",
                    at, "= 0.5 + 0.5 * strength + 0.001 * age", next_of(static_cast<std::uint32_t>(at), 10));
  text +=
      "\n[outcome]\ndone = \"Done\"\n\n"
      "[clock]\ninside = { starts = [\"people.arrive\"], stops = [\"done\"] }\n"
      "later = { starts = [\"step_1.start\"], stops = [\"step_8.end\"] }\n\n"
      "[kpi]\ninside = { clock = \"inside\", of = \"completed\", show = \"mean\", by = [\"need\"], unit = "
      "\"days\" }\n"
      "later = { clock = \"later\", of = \"completed\", show = \"mean\", by = [\"area\"], unit = \"days\" }\n"
      "present = { number_in = [\"step_0\", \"step_1\", \"step_2\", \"step_3\", \"step_4\", \"step_5\", "
      "\"step_6\", "
      "\"step_7\", \"step_8\", \"step_9\"], show = \"max\" }\n";
  return text;
}

TemporaryFile::TemporaryFile(const std::string& name, const std::string& text)
    : path_(std::filesystem::temp_directory_path() / fmt::format("carepath-bench-{}-{}", ::getpid(), name)) {
  std::ofstream file(path_);
  file << text;
  file.close();
  if (!file) throw std::runtime_error(fmt::format("{} cannot be written", path_.string()));
}

TemporaryFile::~TemporaryFile() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

} // namespace carepath::benchmark
