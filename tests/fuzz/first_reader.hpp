// Another process that reads a file first: where a library crashes or hangs on it, that process does.
//
// It lives on from file to file, because making one for each takes ten times as long as reading. A third
// process, the keeper, replaces one that died.
#pragma once

#include <functional>
#include <sys/types.h>

namespace carepath::test {

class FirstReader {
public:
  /// `read` is called in the other process, once for each `survives`; what it throws is no death.
  explicit FirstReader(std::function<void()> read);
  FirstReader(const FirstReader&) = delete;
  FirstReader& operator=(const FirstReader&) = delete;
  ~FirstReader();

  /// Whether the other process read to the end. One that died, or took thirty times as long as a whole file
  /// does, is replaced.
  [[nodiscard]] bool survives();

private:
  [[noreturn]] void keep_one_alive();
  [[noreturn]] void serve();

  std::function<void()> read_;
  pid_t keeper_ = -1;
  int line_ = -1; // to the keeper's reader and back
};

} // namespace carepath::test
