#include "cli/commands/precision_option.hpp"

#include "cli/command_line.hpp"
#include "engine/base/text.hpp"

#include <CLI/CLI.hpp>
#include <memory>

namespace carepath {
namespace {

CLI::Option* add_goal(CLI::App& app, std::optional<PrecisionGoal>& goal, const std::string& option,
                      std::optional<double> PrecisionGoal::* part, const std::string& help) {
  return app
      .add_option_function<std::string>(
          option,
          [&goal, option, part](const std::string& text) {
            if (!goal) goal.emplace();
            (*goal).*part = read_precision(option, text);
          },
          help)
      ->type_name("X%");
}

/// Where the options of `needed` stop; they are what it needs.
void add_most(CLI::App& app, std::optional<PrecisionGoal>& goal, const std::vector<std::string>& needed) {
  const auto most = std::make_shared<std::uint32_t>(PrecisionGoal{}.most);
  add_whole_number(app, "--most-replications", fewest_judged, most_replications,
                   "where --precision stops, reached or not (default: 1000)",
                   [most](auto number) { *most = static_cast<std::uint32_t>(number); });
  app.parse_complete_callback([&app, &goal, most, needed] {
    if (goal) goal->most = *most;
    if (app.count("--most-replications") > 0 && !goal)
      throw CLI::ValidationError("--most-replications needs " + join(needed, " or "));
  });
}

} // namespace

void add_precision(CLI::App& app, std::optional<PrecisionGoal>& goal) {
  add_goal(app, goal, "--precision", &PrecisionGoal::share,
           "add replications until the limits of the main figures are within X% of their means")
      ->excludes("--replication");
  add_goal(app, goal, "--difference-precision", &PrecisionGoal::difference,
           "the same until those of the paired differences are within X% of the present means")
      ->excludes("--replication");
  add_most(app, goal, {"--precision", "--difference-precision"});
}

double read_precision(const std::string& option, const std::string& text) {
  const auto share = read_percent(text);
  if (!share || !(*share > 0) || !(*share <= 1))
    throw CLI::ValidationError(option + " must be a percentage above 0% and up to 100%, such as 2%, not '" +
                               text + "'");
  return *share;
}

void add_precision_of_points(CLI::App& app, std::optional<PrecisionGoal>& goal) {
  add_goal(
      app, goal, "--precision", &PrecisionGoal::share,
      "add replications to each point until the limits of its main figures are within X% of their means");
  add_most(app, goal, {"--precision"});
}

} // namespace carepath
