// What a panel is, and what it is given to draw with.
//
// To add one: a file in this folder with a function making its row, one line in catalogue.cpp, one test.
#pragma once

#include "viewer/plot/canvas.hpp"
#include "viewer/what_if.hpp"
#include "viewer/workspace.hpp"

#include <map>
#include <string>
#include <vector>

namespace carepath {

/// What the user has chosen in the panels, by "panel/control". One plain object owns it all, so that a
/// panel keeps nothing between frames and a test can set a choice before drawing.
struct Choices {
  std::map<std::string, int> numbers;
  std::map<std::string, std::string> texts;
  std::map<std::string, PlotView> plots;
  double moment = 0;       // days since the start: the date that the map and the week bands show
  bool playing = false;    // the date moves on by itself, in a panel that shows it
  bool date_shown = false; // by the panel drawn last
  /// Variants to make visible: id of the open file, and which of its variants.
  std::vector<std::pair<std::uint32_t, std::size_t>> to_show;

  /// The number kept under `key`, made with `initial` on first use.
  int& number(const std::string& key, int initial = 0) {
    return numbers.try_emplace(key, initial).first->second;
  }
  std::string& text(const std::string& key) { return texts[key]; }
  PlotView& plot(const std::string& key) { return plots[key]; }
};

struct PanelContext {
  const Workspace& workspace;
  Choices& choices;
  const Fonts& fonts;
  WhatIfBoard& what_if;
};

/// A row of the catalogue.
struct Panel {
  const char* name;    // for --panel: "over-time"
  const char* title;   // "Waiting list over time"
  const char* purpose; // one sentence under the title
  const char* empty;   // the sentence shown when the open files have nothing for it
  bool (*has_content)(const Workspace&);
  void (*draw)(const PanelContext&);
};

[[nodiscard]] Panel overview_panel();
[[nodiscard]] Panel kpis_panel();
[[nodiscard]] Panel over_time_panel();
[[nodiscard]] Panel week_bands_panel();
[[nodiscard]] Panel gains_panel();
[[nodiscard]] Panel resources_panel();
[[nodiscard]] Panel pathway_panel();
[[nodiscard]] Panel scenario_panel();
[[nodiscard]] Panel what_if_panel();
[[nodiscard]] Panel compare_panel();
[[nodiscard]] Panel replications_panel();
[[nodiscard]] Panel occupancy_panel();
[[nodiscard]] Panel money_panel();
[[nodiscard]] Panel patients_panel();
[[nodiscard]] Panel sweep_panel();

} // namespace carepath
