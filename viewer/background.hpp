// Work beside the window: on a thread of its own or, in a build without threads, a piece whenever there is
// time.
#pragma once

#include <functional>
#include <memory>

namespace carepath {

class Background {
public:
  /// `work` does one piece, throws nothing, and says whether there was one. It starts when woken.
  explicit Background(std::function<bool()> work);
  ~Background(); // stops
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  /// Whether this is a build without threads: the window waits for each piece, so pieces are to be small.
  [[nodiscard]] static bool takes_turns();
  /// There may be something to do.
  void wake();
  /// Without threads: does one piece now, and says whether there was one. With a thread: false.
  bool turn();
  /// Begins nothing more and waits for the piece at hand.
  void stop();

private:
  struct Thread;
  std::function<bool()> work_;
  std::unique_ptr<Thread> thread_;
};

} // namespace carepath
