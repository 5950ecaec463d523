// One replication of a program of several components: each runs alone, and what they recorded is added up in
// the order of components before any figure is worked out. So the result does not depend on who ran when.
#pragma once

#include "engine/program/slice.hpp"
#include "engine/run/simulation.hpp"

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace carepath {

class DividedRun {
public:
  /// The slicer outlives the run.
  DividedRun(const Slicer& slicer, const ReplicationOptions& options);

  /// Runs one component, each once, by any thread. Never throws for what the program does.
  void run(std::size_t component);
  /// After all have run.
  [[nodiscard]] ReplicationResult take();

private:
  /// What is left of a component that has run; the recorder refers to the slice.
  struct Part {
    Slice slice;
    RunCounts counts;
    std::unique_ptr<Recorder> recorder; // none: it failed
    std::string failure;
    std::vector<TraceRow> trace;
  };

  [[nodiscard]] std::unique_ptr<Part> run_alone(std::size_t component) const;
  void keep(std::size_t component, std::unique_ptr<Part> part);
  void add(Part& part);
  [[nodiscard]] std::uint64_t events_of_every_part() const;
  void add_trace(const Part& part);

  const Slicer& slicer_;
  ReplicationOptions options_;
  std::mutex mutex_;                         // of what follows
  std::vector<std::unique_ptr<Part>> parts_; // that have run and wait for one before them
  std::size_t added_ = 0;
  Recorder whole_;
  RunCounts counts_;
  std::string failure_;
  std::atomic<std::size_t> first_failed_; // those after it need not run
};

} // namespace carepath
