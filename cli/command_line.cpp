#include "cli/command_line.hpp"

#include "cli/version.hpp"
#include "engine/base/text.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace carepath {
namespace {

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* option : app.get_options()) {
    for (const auto& name : option->get_lnames()) names.push_back("--" + name);
    for (const auto& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

/// "--replication" of "--replication=3".
std::string without_value(const std::string& argument) {
  return argument.substr(0, argument.find('='));
}

/// The first argument that no option took, preferring one written like an option.
std::string first_left_over(const CLI::App& app) {
  const auto left = app.remaining();
  const auto like_option = [](const std::string& argument) {
    return argument.size() > 1 && argument[0] == '-';
  };
  const auto found = std::find_if(left.begin(), left.end(), like_option);
  if (found != left.end()) return *found;
  return left.empty() ? std::string() : left.front();
}

[[noreturn]] void refuse(const CLI::App& app, const std::string& what) {
  throw UsageError(fmt::format("{}; '{} --help' shows how it is used", what, app.get_name()));
}

/// What is wrong, in words of ours: the library's own lack the nearest name.
[[noreturn]] void explain_fault(const CLI::App& app, const CLI::ParseError& fault) {
  const auto left = first_left_over(app);
  if (!left.empty() && left[0] == '-') {
    const auto name = without_value(left);
    const auto near = nearest_name(name, option_names(app));
    refuse(app, fmt::format("there is no option '{}'{}", name,
                            near.empty() ? "" : fmt::format("; did you mean '{}'?", near)));
  }
  if (!left.empty()) refuse(app, fmt::format("'{}' is one argument too many", left));
  if (const auto* missing = dynamic_cast<const CLI::RequiredError*>(&fault)) {
    const std::string text = missing->what();
    refuse(app, text.ends_with(" is required") ? text.substr(0, text.size() - 12) + " is missing" : text);
  }
  refuse(app, fault.what());
}

/// The words that are another program's become values of an option of ours: they may look like options.
void set_rest_apart(std::string_view after, std::vector<std::string>& arguments) {
  const auto found = after.empty() ? arguments.end() : std::find(arguments.begin(), arguments.end(), after);
  if (found == arguments.end()) return;
  for (auto word = found + 1; word != arguments.end(); ++word)
    *word = fmt::format("{}={}", rest_option, *word);
}

} // namespace

std::string program_help() {
  std::string out = "Carepath: what happens to these patients if we change this pathway?\n\n"
                    "usage: carepath COMMAND [ARGUMENTS]\n\n";
  for (const auto* row : command_catalogue()) out += fmt::format("  {:<11} {}\n", row->name, row->help);
  out +=
      "\n  carepath COMMAND --help   the options of a command\n"
      "  carepath --version        version and commit\n\n"
      "Exit status: 0 fine, 2 your input or usage is wrong (nothing was run), 3 some replications failed,\n"
      "4 solve found no plan that meets its targets, 130 stopped by Ctrl-C, 1 a fault of the program or its\n"
      "surroundings (such as a full disk), or other figures than validate and rerun expect.\n";
  return out;
}

std::string version_line() {
  return fmt::format("carepath {}\n", version_and_commit());
}

std::optional<CommandAction> read_command_line(const CommandRow& row, CLI::App& app,
                                               std::vector<std::string> arguments, std::string& help) {
  auto action = row.add(app);
  set_rest_apart(row.rest_after, arguments);
  std::reverse(arguments.begin(), arguments.end()); // the order the library wants
  try {
    app.parse(std::move(arguments));
  } catch (const CLI::CallForHelp&) {
    help = app.help();
    return std::nullopt;
  } catch (const CLI::ParseError& fault) {
    explain_fault(app, fault);
  }
  return action;
}

void add_whole_number(CLI::App& app, const std::string& name, std::uint64_t low, std::uint64_t high,
                      const std::string& help, std::function<void(std::uint64_t)> set) {
  const auto read = [=](const std::string& text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    if (!whole || number < low || number > high)
      throw CLI::ValidationError(
          fmt::format("{} must be a whole number from {} to {}, not '{}'", name, low, high, text));
    set(number);
  };
  app.add_option_function<std::string>(name, read, help)->type_name("N");
}

std::optional<double> read_percent(const std::string& text) {
  if (!text.ends_with('%')) return std::nullopt;
  auto number = text.substr(0, text.size() - 1);
  const bool has_exponent = number.find_first_of("eE") != std::string::npos;
  if (!has_exponent)
    number += "e-2"; // read at once, "99.9%" is 0.999; divided by 100 it would be a little more
  double share = 0;
  const char* last = number.data() + number.size();
  const auto [end, error] = std::from_chars(number.data(), last, share);
  if (error != std::errc() || end != last) return std::nullopt;
  return has_exponent ? share / 100 : share;
}

} // namespace carepath
