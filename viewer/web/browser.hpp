// What the page asks of its browser.
#pragma once

#include <string>

namespace carepath::browser {

/// Pixels of the display for each of the page's.
[[nodiscard]] float pixel_ratio();
/// The canvas's size on the page, in pixels of the display.
void canvas_size(int& width, int& height);
/// Whether something was moved, pressed, dropped or resized since the last call.
[[nodiscard]] bool was_touched();
/// Text for the clipboard of the user's machine.
void copy(const char* text);
/// Asks the user for files, which the page's own script opens.
void choose_files();
/// Gives the user a file of the page's memory as a download.
void deliver(const std::string& path);
/// What was kept from an earlier visit; empty when nothing was, or where the browser keeps nothing.
[[nodiscard]] std::string kept_settings();
void keep_settings(const std::string& text);
/// Tells the page's own script where the viewer is, so that it can open files.
void introduce(void* page);

} // namespace carepath::browser
