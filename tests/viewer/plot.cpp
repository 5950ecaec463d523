// Axis arithmetic in worked numbers, and the canvas under the mouse.
#include <catch2/catch.hpp>

#include "tests/viewer/headless.hpp"
#include "viewer/plot/canvas.hpp"
#include "viewer/plot/date_axis.hpp"
#include "viewer/plot/ramp.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>

using namespace carepath;
using namespace carepath::test;

namespace {

std::vector<double> values_of(const std::vector<Tick>& ticks) {
  std::vector<double> values;
  for (const auto& tick : ticks) values.push_back(tick.value);
  return values;
}

std::vector<std::string> labels_of(const std::vector<Tick>& ticks) {
  std::vector<std::string> labels;
  for (const auto& tick : ticks) labels.push_back(tick.label);
  return labels;
}

PlotSetup setup_of(Range x, Range y) {
  PlotSetup setup;
  setup.x = x;
  setup.y = y;
  setup.size = {800, 500};
  return setup;
}

} // namespace

TEST_CASE("an axis maps values to pixels and back") {
  const AxisMap across{{10, 20}, 100, 300};
  CHECK(across.to_pixel(10) == Approx(100));
  CHECK(across.to_pixel(15) == Approx(200));
  CHECK(across.to_value(250) == Approx(17.5));
  const AxisMap upwards{{0, 1}, 400, 200}; // pixels count downwards
  CHECK(upwards.to_pixel(0.25) == Approx(350));
  CHECK(upwards.to_value(350) == Approx(0.25));
  CHECK(upwards.to_pixel(0.25) != Approx(250)); // what an axis pointing down would give
}

TEST_CASE("the step between ticks is 1, 2 or 5 times a power of ten") {
  CHECK(round_step(10, 5) == Approx(2));
  CHECK(round_step(10, 4) == Approx(5));
  CHECK(round_step(1, 10) == Approx(0.1));
  CHECK(round_step(4200, 6) == Approx(1000));
  CHECK(round_step(0.07, 7) == Approx(0.01));
  CHECK(round_step(0, 5) == 1);
  CHECK(round_step(NAN, 5) == 1);
}

TEST_CASE("ticks are multiples of the step inside the range") {
  CHECK(values_of(number_ticks({0, 10}, 5, "")) == std::vector<double>{0, 2, 4, 6, 8, 10});
  CHECK(values_of(number_ticks({0.5, 9.5}, 5, "")) == std::vector<double>{2, 4, 6, 8});
  CHECK(labels_of(number_ticks({-1000, 2000}, 3, "")) ==
        std::vector<std::string>{"-1,000", "0", "1,000", "2,000"});
  CHECK(labels_of(number_ticks({0, 1}, 4, "share")) == std::vector<std::string>{"0%", "50%", "100%"});
  CHECK(labels_of(number_ticks({0.912, 0.916}, 4, "share")) ==
        std::vector<std::string>{"91.2%", "91.3%", "91.4%", "91.5%", "91.6%"});
  CHECK(labels_of(number_ticks({-5000, 0}, 1, "£")) == std::vector<std::string>{"-£5,000", "£0"});
  CHECK(number_ticks({3, 3}, 5, "").empty());
  CHECK(number_ticks({5, 1}, 5, "").empty());
}

TEST_CASE("date ticks stand on first days of months") {
  // 1 May 2026 is 25 days after 6 April, 1 June 56.
  const auto ticks = month_ticks({0, 60}, 12, "2026-04-06");
  CHECK(values_of(ticks) == std::vector<double>{25, 56});
  CHECK(labels_of(ticks) == std::vector<std::string>{"May 2026", "Jun 2026"});
  // Two years in at most six ticks: every sixth month, January and July.
  CHECK(labels_of(month_ticks({0, 728}, 6, "2026-04-06")) ==
        std::vector<std::string>{"Jul 2026", "Jan 2027", "Jul 2027", "Jan 2028"});
  CHECK(month_ticks({0, 728}, 6, "day one").empty());
}

TEST_CASE("a short axis of time has days, a shorter one times of day") {
  const auto start = "2026-04-06T06:00:00";
  CHECK(labels_of(date_ticks({0, 60}, 12, start)) == labels_of(month_ticks({0, 60}, 12, start)));
  const auto weeks = date_ticks({0, 28}, 6, start);
  CHECK(labels_of(weeks) == std::vector<std::string>{"13 Apr 2026", "20 Apr", "27 Apr", "4 May"});
  CHECK(weeks.front().value == Approx(6.75)); // midnight, after a start at six
  CHECK(labels_of(date_ticks({0, 1}, 5, start)) ==
        std::vector<std::string>{"06:00", "12:00", "18:00", "7 Apr 2026", "06:00"});
  CHECK(date_ticks({0, 28}, 6, "day one").empty());
}

TEST_CASE("ranges grow to hold finite values only") {
  const double values[] = {3, NAN, -2, INFINITY};
  const Range range = extended(no_range(), values);
  CHECK(range.low == -2);
  CHECK(range.high == 3);
  CHECK(drawable({0, 10}, 0.1).high == Approx(11));
  CHECK(drawable(no_range(), 0.1).span() > 0);
  CHECK(drawable({5, 5}, 0).low == Approx(2.5));
}

TEST_CASE("zooming keeps the value under the cursor where it is") {
  const Range in = zoomed({0, 100}, 25, 0.5);
  CHECK(in.low == Approx(12.5));
  CHECK(in.high == Approx(62.5));
  const AxisMap before{{0, 100}, 0, 400};
  const AxisMap after{in, 0, 400};
  CHECK(after.to_pixel(25) == Approx(before.to_pixel(25)));
  CHECK(after.to_pixel(50) != Approx(before.to_pixel(50)));
}

TEST_CASE("the nearest value is found on either side and beyond the ends") {
  const double values[] = {0, 7, 14};
  CHECK(*nearest_index(values, 3) == 0);
  CHECK(*nearest_index(values, 4) == 1);
  CHECK(*nearest_index(values, 100) == 2);
  CHECK(*nearest_index(values, -5) == 0);
  CHECK_FALSE(nearest_index({}, 1).has_value());
}

TEST_CASE("the wheel zooms about the cursor and a double click fits again") {
  Headless headless;
  PlotView view;
  const auto frame = [&] {
    return headless.draw_in_window([&] { PlotCanvas plot(setup_of({0, 100}, {0, 1}), view); });
  };
  auto& io = ImGui::GetIO();
  io.MousePos = {400, 250};
  frame();
  frame();
  CHECK(view.fitted);
  io.MouseWheel = 1;
  frame();
  CHECK_FALSE(view.fitted);
  CHECK(view.x.span() == Approx(85));
  for (const bool down : {true, false, true, false}) {
    io.MouseDown[0] = down;
    frame();
  }
  CHECK(view.fitted);
}

TEST_CASE("dragging moves the values with the mouse") {
  Headless headless;
  PlotView view;
  double under = 0;
  const auto frame = [&] {
    headless.draw_in_window([&] {
      const PlotCanvas plot(setup_of({0, 100}, {0, 1}), view);
      under = plot.hovered_x().value_or(NAN);
    });
  };
  auto& io = ImGui::GetIO();
  io.MousePos = {400, 250};
  frame();
  frame();
  const double before = under;
  io.MouseDown[0] = true;
  frame();
  io.MousePos = {450, 260};
  frame();
  frame();
  CHECK_FALSE(view.fitted);
  CHECK(under == Approx(before).margin(0.01));
}

namespace {

/// Draws a plot with one line until its wish is carried out.
void draw_wished(PlotView& view, PlotWish wish) {
  Headless headless;
  static std::string clipboard;
  ImGui::GetIO().SetClipboardTextFn = [](void*, const char* text) { clipboard = text; };
  ImGui::GetIO().GetClipboardTextFn = [](void*) { return clipboard.c_str(); };
  view.wish = wish;
  const double xs[] = {0, 5, 10};
  const double ys[] = {1, NAN, 2};
  for (int frame = 0; frame < 2; ++frame)
    headless.draw_in_window([&] {
      auto setup = setup_of({0, 10}, {0, 10});
      setup.id = "wished";
      setup.y_title = "List, in people";
      PlotCanvas plot(setup, view);
      plot.name("=hub");
      plot.line(xs, ys, IM_COL32_BLACK);
    });
  if (wish == PlotWish::copy_data) view.file_stem = ImGui::GetClipboardText();
}

} // namespace

TEST_CASE("a plot copies its data as CSV, undefined values empty, and no cell a formula") {
  PlotView view;
  draw_wished(view, PlotWish::copy_data);
  CHECK(view.wish == PlotWish::none);
  CHECK(view.file_stem == "series,kind,x,\"List, in people\",upper_or_value\r\n"
                          "'=hub,line,0,1,\r\n'=hub,line,5,,\r\n'=hub,line,10,2,\r\n");
}

TEST_CASE("a wish is carried out on the frame after it, also by a plot with nothing in it") {
  Headless headless;
  PlotView view;
  view.wish = PlotWish::copy_data;
  static std::string clipboard;
  ImGui::GetIO().SetClipboardTextFn = [](void*, const char* text) { clipboard = text; };
  headless.draw_in_window([&] { const PlotCanvas plot(setup_of({0, 10}, {0, 10}), view); });
  CHECK(view.wish == PlotWish::none);
  CHECK(clipboard == "series,kind,x,y,upper_or_value\r\n");
  // Asked for while the frame is drawn: its marks were not noted from the first on.
  const double xs[] = {0, 5, 10};
  clipboard.clear();
  for (const bool asked : {true, false}) {
    CHECK(clipboard.empty());
    headless.draw_in_window([&] {
      PlotCanvas plot(setup_of({0, 10}, {0, 10}), view);
      plot.line(xs, xs, IM_COL32_BLACK);
      if (asked) view.wish = PlotWish::copy_data;
      plot.line(xs, xs, IM_COL32_BLACK);
    });
  }
  CHECK(view.wish == PlotWish::none);
  CHECK(std::count(clipboard.begin(), clipboard.end(), '\n') == 1 + 2 * 3);
}

TEST_CASE("a plot saves itself as SVG beside files that are there already") {
  const auto before = std::filesystem::current_path();
  const auto folder = std::filesystem::temp_directory_path() / "carepath-plot-test";
  std::filesystem::create_directories(folder);
  std::filesystem::current_path(folder);
  for (int time = 0; time < 2; ++time) {
    PlotView view;
    draw_wished(view, PlotWish::save_drawing);
    CHECK(view.told.starts_with("Saved carepath-wished"));
  }
  std::ifstream file(folder / "carepath-wished-2.svg");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  CHECK(text.starts_with("<svg"));
  CHECK(text.ends_with("</svg>\n"));
  CHECK(text.find(">List, in people</text>") != std::string::npos);
  CHECK(text.find("<polyline") != std::string::npos);
  std::filesystem::current_path(before);
  std::filesystem::remove_all(folder);
}

TEST_CASE("a picture of a plot is asked of whoever can read pixels, with the rectangle it fills") {
  PlotView view;
  draw_wished(view, PlotWish::save_picture);
  CHECK(view.picture_ready);
  CHECK(view.picture_high.x - view.picture_low.x == Approx(800));
  CHECK(view.picture_high.y - view.picture_low.y == Approx(500));
}

TEST_CASE("with the keyboard's focus a plot zooms by signs and pans by Shift and an arrow") {
  Headless headless;
  auto& io = ImGui::GetIO();
  io.KeyMap[ImGuiKey_RightArrow] = 1;
  io.KeyMap[ImGuiKey_Space] = 2; // the library insists on it
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  PlotView view;
  const auto frame = [&] {
    headless.draw_in_window([&] { PlotCanvas plot(setup_of({0, 100}, {0, 1}), view); });
  };
  io.MousePos = {400, 250};
  frame();
  io.MouseDown[0] = true; // a click focuses too
  frame();
  io.MouseDown[0] = false;
  frame();
  io.AddInputCharacter('+');
  frame();
  CHECK(view.x.span() == Approx(85));
  const double low = view.x.low;
  io.KeyShift = true;
  io.KeysDown[1] = true;
  frame();
  CHECK(view.x.low == Approx(low + 8.5));
  io.KeyShift = false;
  io.KeysDown[1] = false;
  io.AddInputCharacter('f');
  frame();
  CHECK(view.fitted);
}

TEST_CASE("a heat map colours by value, and what is not a number is grey") {
  CHECK(ramp_colour(0) != ramp_colour(1));
  CHECK(ramp_colour(-5) == ramp_colour(0));
  CHECK(ramp_colour(NAN) != ramp_colour(0));
  CHECK(ramp_text_colour(0.9) != ramp_text_colour(0.1));
  Headless headless;
  PlotView view;
  const double cells[] = {1, 2, 3, 4, NAN, 6};
  int bare = 0;
  const auto vertices = [&](bool heat) {
    return headless.draw_in_window([&] {
      PlotCanvas plot(setup_of({0, 3}, {0, 2}), view);
      if (heat) plot.heat(3, cells, {1, 6});
    });
  };
  bare = vertices(false);
  CHECK(vertices(true) == bare + 6 * 4);
}

TEST_CASE("each mark adds to the picture, and undefined values break a line without a trace") {
  Headless headless;
  PlotView view;
  const auto vertices = [&](auto drawing) {
    return headless.draw_in_window([&] {
      PlotCanvas plot(setup_of({0, 10}, {0, 10}), view);
      drawing(plot);
    });
  };
  const double xs[] = {0, 5, 10};
  const double ys[] = {1, 9, 2};
  const double gaps[] = {NAN, 5, NAN};
  const int bare = vertices([](PlotCanvas&) {});
  CHECK(vertices([&](PlotCanvas& plot) { plot.line(xs, ys, IM_COL32_BLACK); }) > bare);
  CHECK(vertices([&](PlotCanvas& plot) { plot.line(xs, ys, IM_COL32_BLACK, LineStyle::dotted); }) >
        bare + 100);
  CHECK(vertices([&](PlotCanvas& plot) { plot.band(xs, xs, ys, IM_COL32_BLACK); }) == bare + 8);
  CHECK(vertices([&](PlotCanvas& plot) { plot.bars(xs, ys, IM_COL32_BLACK); }) > bare);
  CHECK(vertices([&](PlotCanvas& plot) { plot.horizontal_mark(5, "target", IM_COL32_BLACK); }) > bare);
  CHECK(vertices([&](PlotCanvas& plot) { plot.line(xs, gaps, IM_COL32_BLACK); }) == bare);
  CHECK(vertices([&](PlotCanvas& plot) { plot.vertical_mark(NAN, "never", IM_COL32_BLACK); }) == bare);
}
