// What the what-if panel and the room that runs scenarios (`whatif/`) tell each other, and nothing else.
//
// Plain data: the panel writes wishes, the room writes levers, progress and answers. So the panel knows no
// scenario language and no simulation, and a test can play either side.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace carepath {

/// A number of the scenario that a slider moves.
struct Lever {
  std::string path;  // "resource.theatre_list.sessions", as for `--set`
  std::string kind;  // "resource"
  std::string title; // "theatre_list: sessions"
  std::string unit;  // what follows the number in the scenario: "per week", "days", "%"; empty for a bare one
  double value = 0;  // as the scenario has it
  double now = 0;    // where the slider stands
  double low = 0;    // ends of the slider; a typed number may lie outside
  double high = 1;
  bool whole = false;  // counted, not measured
  bool money = false;  // written with a pound sign before the number
  bool pinned = false; // shown among the sliders
  [[nodiscard]] bool moved() const { return now != value; }
};

/// A scenario that can be changed: one variant of one open file.
struct Changeable {
  std::uint32_t file = 0; // id of the open file
  std::size_t variant = 0;
  std::string label;
  friend bool operator==(const Changeable&, const Changeable&) = default;
};

struct WhatIfBoard {
  // Written by the panel.
  Changeable chosen;
  bool wanted = false;   // the user looks at the panel: read the scenario
  bool dragging = false; // a slider is held: coarse answers only
  bool cancel = false;
  std::string save_as; // write the overlay to this file; emptied when done

  // Written by the room.
  std::vector<Lever> levers;
  Changeable read;             // what the levers are of
  std::string fault{};         // why the scenario cannot be changed or run, in words
  std::string saved{};         // what became of the last saving
  bool best_estimates = false; // uncertain inputs are not drawn in the what-if, though they are in the file
  bool running = false;
  std::uint32_t replications = 0; // of the answer shown
  std::uint32_t asked = 0;        // of the whole study
  double first_answer_ms = 0;     // from the last change to its first answer
  std::uint64_t answers = 0;      // counts up with every answer
  std::uint32_t answer = 0;       // id of the answer among the open files; 0: none yet

  [[nodiscard]] bool anything_moved() const {
    for (const auto& lever : levers)
      if (lever.moved()) return true;
    return false;
  }
};

/// The number as the scenario would have it: "24 per week", "£9,500", "0.076".
[[nodiscard]] std::string lever_text(const Lever& lever, double value);

} // namespace carepath
