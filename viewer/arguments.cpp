// Reading of the few options; wrong ones are answered with what was expected.
#include "viewer/arguments.hpp"

#include "engine/base/text.hpp"
#include "viewer/panels/catalogue.hpp"

#include <charconv>
#include <cmath>
#include <fmt/format.h>

namespace carepath {

namespace {

constexpr int largest_choice = 1'000'000;
constexpr const char* option_names[] = {"--help",  "--list",   "--screenshot", "--panel",
                                        "--scale", "--choose", "--set"};

std::vector<std::string> panel_names() {
  std::vector<std::string> names;
  for (const auto& panel : panel_catalogue()) names.emplace_back(panel.name);
  return names;
}

bool read_scale(const std::string& text, float& scale) {
  const auto result = std::from_chars(text.data(), text.data() + text.size(), scale);
  return result.ec == std::errc{} && result.ptr == text.data() + text.size() && scale >= 0.5F &&
         scale <= 4.0F;
}

bool read_whole(std::string_view text, double& number) {
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  return result.ec == std::errc{} && result.ptr == text.data() + text.size() && std::isfinite(number);
}

/// "NAME=VALUE" of --set and --choose; the value of the one is a number, of the other a number or words.
std::string take_named(ViewerArguments& read, const std::string& option, const std::string& text) {
  const bool lever = option == "--set";
  const auto at = text.find('=');
  if (at == std::string::npos || at == 0)
    return fmt::format("{} is '{}'; expected NAME=VALUE, such as {}", option, text,
                       lever ? "source.gp.rate=110" : "pathway/view=2");
  const auto name = text.substr(0, at);
  const auto value = text.substr(at + 1);
  double number = 0;
  const bool numeric = read_whole(value, number);
  if (lever) {
    if (!numeric) return fmt::format("--set is '{}'; expected a number after '=', without its unit", text);
    read.levers.emplace_back(name, number);
  } else if (!numeric) {
    read.words.emplace_back(name, value);
  } else if (name != "moment" && std::abs(number) > largest_choice) {
    return fmt::format("--choose is '{}'; expected a number up to {}", text, largest_choice);
  } else {
    read.numbers.emplace_back(name, number);
  }
  return {};
}

/// Takes the value of an option; returns the fault, empty when it is right.
std::string take_value(ViewerArguments& read, const std::string& option, const std::string& value) {
  if (option == "--screenshot") read.screenshot = value;
  if (option == "--panel") read.panel = value;
  if (option == "--set" || option == "--choose") return take_named(read, option, value);
  if (option == "--panel" && find_panel(value) == nullptr)
    return fmt::format("no panel is called '{}'; {}", value, name_hint(value, panel_names()));
  if (option == "--scale" && !read_scale(value, read.scale))
    return fmt::format("--scale is '{}'; expected a number from 0.5 to 4", value);
  return {};
}

std::string unknown_option(const std::string& option) {
  const std::vector<std::string> known(std::begin(option_names), std::end(option_names));
  return fmt::format("there is no option '{}'; {}", option, name_hint(option, known));
}

} // namespace

ViewerArguments read_arguments(std::span<const std::string> arguments) {
  ViewerArguments read;
  bool options = true; // until "--"
  for (std::size_t at = 0; at < arguments.size() && read.fault.empty(); ++at) {
    const auto& word = arguments[at];
    if (!options || !word.starts_with('-'))
      read.files.emplace_back(word);
    else if (word == "--")
      options = false;
    else if (word == "--help" || word == "-h")
      read.help = true;
    else if (word == "--list")
      read.list = true;
    else if (word == "--screenshot" || word == "--panel" || word == "--scale" || word == "--choose" ||
             word == "--set")
      read.fault =
          at + 1 < arguments.size() ? take_value(read, word, arguments[at + 1]) : word + " needs a value",
      ++at;
    else
      read.fault = unknown_option(word);
  }
  if (read.fault.empty() && !read.levers.empty() && read.panel != "what-if")
    read.fault = "--set moves a slider of the what-if; it needs --panel what-if";
  return read;
}

std::string usage_text() {
  return "carepath-viewer: look at Carepath results, many files at once\n"
         "\n"
         "  carepath-viewer [FILE...]                                  open a window\n"
         "  carepath-viewer --screenshot OUT.png [--panel NAME] FILE...  draw one panel, no display needed\n"
         "  carepath-viewer --list                                     list the panels\n"
         "\n"
         "  --panel NAME   the panel shown first (overview)\n"
         "  --scale X      size of a screenshot's text and picture, 0.5 to 4 (1)\n"
         "  --choose NAME=VALUE  sets a choice of a panel, such as pathway/view=2 or moment=364\n"
         "  --set PATH=NUMBER    moves a slider of the what-if before a screenshot\n"
         "\n"
         "A FILE is a results file (.h5), or scenarios (.toml), which are run and compared, the first being\n"
         "what the others are compared with.\n"
         "\n"
         "Exit status: 0 fine; 2 a file or an option is wrong; 1 no display, or the picture cannot be "
         "written.\n";
}

std::string panel_list_text() {
  std::string text;
  for (const auto& panel : panel_catalogue()) text += fmt::format("{:<14}{}\n", panel.name, panel.title);
  return text;
}

} // namespace carepath
