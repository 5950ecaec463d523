// Another process that reads a file first: where a library crashes or hangs on it, that process does.
//
// It lives on from file to file, because making one for each takes ten times as long as reading.
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
  void start();
  void stop();
  void serve();

  std::function<void()> read_;
  pid_t child_ = -1;
  int line_ = -1; // to the child and back
  int served_ = 0;
};

} // namespace carepath::test
