// The live what-if: reads the scenario of an open file, runs it with the sliders' values in the background,
// and opens each answer beside the file, coarse first.
//
// The window calls `attend` once a frame; the background reads and runs, a stage at a time. Neither waits for
// the other: the newest wish replaces older ones, and what runs for an older one is stopped.
#pragma once

#include "viewer/background.hpp"
#include "viewer/what_if.hpp"
#include "viewer/whatif/paired_runs.hpp"
#include "viewer/whatif/scenario_source.hpp"
#include "viewer/workspace.hpp"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>

namespace carepath {

/// The name the what-if is opened under, and its variant's.
inline constexpr const char* what_if_name = "what-if";
/// Replications of the first answer: enough for limits, few enough for 200 ms on two cores.
inline constexpr std::uint32_t coarse_replications = 4;

class LiveStudy {
public:
  /// `wake` is called from the background when there is something new. `threads` 0: all.
  explicit LiveStudy(std::function<void()> wake = {}, std::uint32_t threads = 0);
  ~LiveStudy();
  LiveStudy(const LiveStudy&) = delete;
  LiveStudy& operator=(const LiveStudy&) = delete;

  /// Overlays are written into this folder, wherever their base may lie: the user will put them beside it.
  void save_apart(std::filesystem::path folder) { apart_ = std::move(folder); }
  /// Takes the panel's wishes, hands answers to the workspace. True when something changed.
  bool attend(WhatIfBoard& board, Workspace& workspace);
  /// Blocks until everything asked for is done; for scripted use.
  void wait();
  /// In a build without threads: does one stage now.
  bool turn() { return background_.turn(); }

private:
  using Clock = std::chrono::steady_clock;

  /// What the sliders ask for.
  struct Wish {
    std::vector<Lever> levers;
    bool coarse_only = false;
    Clock::time_point since;
  };
  struct Answer {
    std::shared_ptr<const Results> results;
    std::string fault;
    double after_ms = 0;
    std::uint32_t replications = 0;
  };
  struct Reading {
    OpenFile file;
    std::size_t variant = 0;
    Changeable of;
  };

  bool work();
  void read(const Reading& reading);
  bool answer(const Wish& wish);
  [[nodiscard]] std::uint32_t next_stage() const;
  bool prepare(const Wish& wish);
  void tell(Answer answer);
  void ask_for_scenario(const WhatIfBoard& board, const Workspace& workspace);
  void ask_for_run(const WhatIfBoard& board);
  bool take_answers(WhatIfBoard& board, Workspace& workspace);
  bool take_scenario(WhatIfBoard& board);
  void save(WhatIfBoard& board);

  std::function<void()> wake_;
  std::uint32_t threads_;
  std::filesystem::path scratch_;
  std::filesystem::path apart_{};

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<Reading> wanted_scenario_;
  std::optional<Wish> wanted_run_;
  std::vector<Answer> answers_;
  std::shared_ptr<ChangeableScenario> scenario_; // the last one read
  std::vector<Lever> new_levers_;
  std::optional<Changeable> new_reading_;
  bool busy_ = false;
  std::atomic<bool> cancelled_{false};

  std::unique_ptr<PairedRuns> runs_;                // of the background thread
  std::optional<std::vector<std::string>> running_; // the settings `runs_` has now; none: nothing to run
  std::uint32_t told_ = 0;                          // replications of the last answer to these settings

  std::uint32_t answer_ = 0; // id of the answer among the open files; the user may have closed it
  Changeable asked_scenario_{};
  std::vector<std::string> asked_settings_; // of the last run asked for
  bool asked_coarse_ = false;
  Background background_; // last: stops before the members it uses go
};

} // namespace carepath
