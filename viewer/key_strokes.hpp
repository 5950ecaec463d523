// Keys that go down and up within one frame: the drawing library looks at keys once a frame and would see
// neither.
#pragma once

#include <vector>

namespace carepath {

/// Holds back that a key went up until a frame was drawn in which it was down. Keys are the window system's
/// numbers.
class KeyStrokes {
public:
  /// A key goes down (`down`) or up. True when that is to be told at once; otherwise `end_frame` gives it
  /// back.
  [[nodiscard]] bool is_told_now(int key, bool down);
  /// A frame was drawn: the keys that are to be told up now.
  [[nodiscard]] std::vector<int> end_frame();

private:
  std::vector<int> down_;     // since the last frame
  std::vector<int> up_again_; // of those
};

} // namespace carepath
