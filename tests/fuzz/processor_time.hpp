// Time that an input took.
#pragma once

#include <initializer_list>
#include <sys/resource.h>

namespace carepath::test {

/// The longest that any input may take.
inline constexpr double most_seconds = 5;

/// Of this process and those it has waited for: what else the machine does adds nothing.
[[nodiscard]] inline double processor_seconds() {
  double seconds = 0;
  for (const auto who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
    rusage used{};
    getrusage(who, &used);
    for (const auto& time : {used.ru_utime, used.ru_stime})
      seconds += static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  }
  return seconds;
}

} // namespace carepath::test
