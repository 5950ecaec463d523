// How the program ends, and the fault that ends it with "your input or usage is wrong".
#pragma once

#include <stdexcept>

namespace carepath {

enum class ExitStatus : int {
  fine = 0,
  our_fault = 1,   // a fault of the program, or of its environment (disk full, no permission)
  wrong_input = 2, // the user's input or usage; nothing was run, nothing was written
  some_failed = 3, // some replications failed; they are counted, never averaged away
  no_plan = 4,     // `solve` found no plan that meets its targets
  cancelled = 130  // stopped by Ctrl-C; what was finished has been kept
};

/// Thrown where a command cannot be carried out as asked; the text is a sentence for the user.
class UsageError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

} // namespace carepath
