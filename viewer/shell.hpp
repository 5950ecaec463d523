// The one window: panels and open files at the left, the chosen panel filling the rest, dialogs on top.
//
// Knows nothing of the window system, so a test or a screenshot draws it the same way.
#pragma once

#include "viewer/loader.hpp"
#include "viewer/panels/catalogue.hpp"

#include <deque>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace carepath {

/// How small and how large the user may make the text.
inline constexpr float least_text_scale = 0.5F;
inline constexpr float most_text_scale = 3.0F;

/// Everything the window shows and the user has chosen.
struct Shell {
  Workspace workspace;
  Choices choices;
  Fonts fonts;
  std::string panel = "overview";            // name of the chosen panel
  std::deque<LoadOutcome> faults;            // dialogs to show, one after another
  std::vector<std::filesystem::path> wanted; // files the user asked for; the caller loads them
  std::function<void()> choose_files{};      // lets the system ask for files; none: their path is typed
  bool loading = false;                      // a file is being read
  bool cancel_loading = false;               // the user wants no more of it; the caller stops and clears this
  WhatIfBoard what_if;
  float text_scale = 1;  // the user's, times the display's
  std::string told;      // what happened last, at the foot of the window
  double told_until = 0; // in ImGui's time
  /// Something moves by itself: the next frame is wanted at once.
  [[nodiscard]] bool animated() const { return choices.playing; }
};

/// Puts a finished load where it belongs: into the workspace, or into the dialogs.
void accept(Shell& shell, LoadOutcome outcome);
/// Draws the whole window into the current frame.
void draw_shell(Shell& shell);

} // namespace carepath
