// A key is seen down in one frame, however short it was pressed.
#include "viewer/key_strokes.hpp"

#include <catch2/catch.hpp>

using carepath::KeyStrokes;

TEST_CASE("a key that goes down and up within one frame is told up when that frame was drawn") {
  KeyStrokes strokes;
  CHECK(strokes.is_told_now(7, true));
  CHECK_FALSE(strokes.is_told_now(7, false));
  CHECK(strokes.end_frame() == std::vector<int>{7});
  CHECK(strokes.end_frame().empty());
}

TEST_CASE("a key held for longer than a frame is told up at once") {
  KeyStrokes strokes;
  CHECK(strokes.is_told_now(7, true));
  CHECK(strokes.end_frame().empty());
  CHECK(strokes.is_told_now(7, false));
  CHECK(strokes.is_told_now(8, false)); // went down before anybody looked
  CHECK(strokes.end_frame().empty());
}

TEST_CASE("a key that is down again at the end of the frame is not told up") {
  KeyStrokes strokes;
  CHECK(strokes.is_told_now(7, true));
  CHECK_FALSE(strokes.is_told_now(7, false));
  CHECK(strokes.is_told_now(7, true));
  CHECK(strokes.end_frame().empty());
  CHECK(strokes.is_told_now(7, false));
}
