// Faults in the user's input: where, what, what was expected, and the nearest known name.
//
// Readers add every fault they find and go on; `render` prints them all with the line and a caret:
//
//   current.toml:12:1: error: step 'desk' has no field 'need'
//     12 | need = "desk_clerk"
//        | ^
//        = did you mean 'needs'?
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace carepath {

/// A place in an input text. `file` indexes `SourceTexts`; line and column count from 1; line 0 means
/// the file as a whole, file 0 means no file (the command line).
struct SourceRef {
  std::uint32_t file = 0;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

/// The input texts read so far, kept so that a fault can show its line.
class SourceTexts {
public:
  /// Registers a text under the name shown in messages; returns its index (1, 2, ...).
  std::uint32_t add(std::string name, std::string text);
  [[nodiscard]] const std::string& name(std::uint32_t file) const;
  [[nodiscard]] const std::string& text(std::uint32_t file) const;
  /// Line `number` (from 1) of a text without its end-of-line; empty when there is none.
  [[nodiscard]] std::string_view line(std::uint32_t file, std::uint32_t number) const;

private:
  std::vector<std::string> names_{"command line"};
  std::vector<std::string> texts_{""};
};

enum class Severity : std::uint8_t { error, warning };

struct Diagnostic {
  Severity severity = Severity::error;
  SourceRef where;
  std::string message;
  std::string hint; // printed after "= "; empty when there is nothing to add
};

/// All faults found so far, in the order found.
class Diagnostics {
public:
  void error(SourceRef where, std::string message, std::string hint = {});
  void warning(SourceRef where, std::string message, std::string hint = {});
  [[nodiscard]] bool has_errors() const { return errors_ > 0; }
  /// Each once, however often it was met.
  [[nodiscard]] std::size_t error_count() const { return errors_; }
  /// Also those that had been told before: more of them than a while ago, and something was wrong meanwhile.
  [[nodiscard]] std::size_t errors_met() const { return met_; }
  [[nodiscard]] const std::vector<Diagnostic>& all() const { return all_; }
  /// All faults as text, sorted by file and line, each once.
  [[nodiscard]] std::string render(const SourceTexts& texts) const;

private:
  std::vector<Diagnostic> all_;
  std::size_t errors_ = 0;
  std::size_t met_ = 0;
};

/// Thrown where reading cannot usefully continue; the faults are in the `Diagnostics` passed along.
class InputError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

} // namespace carepath
