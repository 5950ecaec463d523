#include "cli/program.hpp"

#include "cli/command_line.hpp"
#include "cli/commands/command.hpp"
#include "cli/terminal.hpp"
#include "engine/base/diagnostic.hpp"
#include "engine/base/ensure.hpp"
#include "engine/base/text.hpp"
#include "engine/results/reader.hpp"

#include <exception>
#include <fmt/format.h>
#include <new>

namespace carepath {
namespace {

const CommandRow& require_command(const std::string& name) {
  if (const auto* row = find_command(name)) return *row;
  std::vector<std::string> known;
  for (const auto* row : command_catalogue()) known.emplace_back(row->name);
  const bool option = name.starts_with('-');
  if (option) known = {"--help", "--version"};
  throw UsageError(
      fmt::format("there is no {} '{}'; {}", option ? "option" : "command", name, name_hint(name, known)));
}

ExitStatus run_command(std::vector<std::string> arguments) {
  if (arguments.empty()) throw UsageError("which command? 'carepath --help' lists them");
  const auto name = arguments.front();
  arguments.erase(arguments.begin());
  if (name == "--version") return write_out(version_line()), ExitStatus::fine;
  if (name == "--help" || name == "-h" || name == "help") return write_out(program_help()), ExitStatus::fine;
  const auto& row = require_command(name);
  CLI::App app(std::string(row.help), "carepath " + name);
  app.get_formatter()->label("TEXT", "");
  app.get_formatter()->label("REQUIRED", "(needed)");
  std::string help;
  const auto action = read_command_line(row, app, std::move(arguments), help);
  if (!action) return write_out(help), ExitStatus::fine;
  return (*action)();
}

ExitStatus fail(ExitStatus status, const std::string& sentence) {
  write_error(fmt::format("carepath: {}\n", sentence));
  return status;
}

} // namespace

ExitStatus run_program(const std::vector<std::string>& arguments) noexcept try {
  return run_command(arguments);
} catch (const UsageError& fault) {
  return fail(ExitStatus::wrong_input, fault.what());
} catch (const InputError& fault) {
  return fail(ExitStatus::wrong_input, fault.what());
} catch (const ResultsFileError& fault) {
  return fail(ExitStatus::wrong_input, fault.what());
} catch (const std::bad_alloc&) {
  return fail(ExitStatus::our_fault, "not enough memory; fewer threads (--threads) need less");
} catch (const std::logic_error& fault) {
  return fail(
      ExitStatus::our_fault,
      fmt::format("a fault of the program, not of your scenario: {}; please report it", fault.what()));
} catch (const std::exception& fault) {
  return fail(ExitStatus::our_fault, fault.what());
} catch (...) {
  return fail(ExitStatus::our_fault,
              "a fault of the program that says nothing about itself; please report it");
}

} // namespace carepath
