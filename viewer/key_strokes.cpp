#include "viewer/key_strokes.hpp"

#include <algorithm>
#include <utility>

namespace carepath {

bool KeyStrokes::is_told_now(int key, bool down) {
  if (down) {
    std::erase(up_again_, key);
    down_.push_back(key);
    return true;
  }
  const bool is_new = std::find(down_.begin(), down_.end(), key) != down_.end();
  if (is_new) up_again_.push_back(key);
  return !is_new;
}

std::vector<int> KeyStrokes::end_frame() {
  down_.clear();
  return std::exchange(up_again_, {});
}

} // namespace carepath
