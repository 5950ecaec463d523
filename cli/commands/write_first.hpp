// The order of a command's outputs: files first, then standard output.
#pragma once

#include <functional>

namespace carepath {

/// Writes and then prints: a reader that has gone away costs no file, and a full disk no printed answer. What
/// stopped the writing is thrown after the printing.
void write_then_print(const std::function<void()>& write, const std::function<void()>& print);

} // namespace carepath
