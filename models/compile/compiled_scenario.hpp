// A scenario ready to run: the program, and the words its numbers are reported in.
#pragma once

#include "engine/program/program.hpp"
#include "engine/results/results.hpp"
#include "models/compile/context.hpp"
#include "models/kpi/figures.hpp"
#include "models/kpi/shift_figures.hpp"
#include "models/money/outcome_worth.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace carepath {

/// A treatment need to be conserved between arms: the count of people who reach it.
struct NeedCheck {
  std::string name;
  std::string because;
  double change = 1; // expected ratio to the first variant
};

/// The nodes of flows in the program's order: sources, steps, outcomes.
struct FlowNode {
  std::string name;
  std::string title;
  std::string kind;
  std::string setting;
  std::vector<std::string> resources;
};

/// Samples of the people at one step.
struct StepSamples {
  std::uint32_t waiting = 0;
  std::uint32_t present = 0;
};

/// What a KPI of money has come to at the end of each month.
struct MoneySoFar {
  std::string kpi;                  // name of the row
  std::vector<std::size_t> outputs; // of each month, indices into plan.outputs
};

struct CompiledScenario {
  std::string name;
  std::string title;
  std::string question;
  std::string file;
  RunSettings run;
  std::shared_ptr<const Program> program;
  std::vector<KpiRow> kpis; // parallel to plan.outputs
  std::vector<std::optional<std::size_t>>
      event_sizes; // of each KPI: the output by how much an event moves it
  std::vector<SeriesRow> series;
  std::vector<SeriesSource> series_sources; // of each series
  std::vector<std::uint32_t> series_times;  // indices into plan.sample_times
  std::vector<HistogramRow> histograms;     // parallel to tallies with a histogram
  std::vector<std::uint32_t> histogram_tallies;
  std::vector<FlowNode> nodes;
  std::vector<StepSamples> step_samples; // of each step; empty when there are too many
  std::vector<std::string> other_units;  // of a study: figures in another unit than in those before, told
  std::vector<std::string> headline;     // names of the main figures, when the scenario chooses them
  std::vector<ShiftFigure> shift_figures;
  std::vector<NeedCheck> needs;
  std::vector<OutcomeWorth> worths;
  std::vector<MoneySoFar> money_so_far;
  std::vector<double> month_ends; // days of the run; empty where no money is followed
  std::vector<Assumption> assumptions;
  std::vector<StressItem> stress;
  std::vector<AboutRow> about;
};

} // namespace carepath
