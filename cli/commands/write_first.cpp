#include "cli/commands/write_first.hpp"

#include <exception>

namespace carepath {

void write_then_print(const std::function<void()>& write, const std::function<void()>& print) {
  std::exception_ptr unwritten;
  try {
    write();
  } catch (...) {
    unwritten = std::current_exception();
  }
  print();
  if (unwritten) std::rethrow_exception(unwritten);
}

} // namespace carepath
