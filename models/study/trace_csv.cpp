#include "models/study/trace_csv.hpp"

#include "engine/results/csv_table.hpp"
#include "engine/results/file_replace.hpp"
#include "models/working_time/date.hpp"

#include <fmt/format.h>
#include <iterator>

namespace carepath {
namespace {

constexpr std::int64_t milliseconds_per_second = 1000;

/// "2026-04-06 09:30:00": the moment on the calendar, cut to whole seconds.
std::string moment(const RunSettings& run, SimTime time) {
  const auto start = SimTime::from_days(run.start_time_of_day);
  const auto at = start + time;
  const auto second = (at.ms - at.day() * milliseconds_per_day) / milliseconds_per_second;
  return fmt::format("{} {:02}:{:02}:{:02}", written_date(run.start_day + at.day()), second / 3600,
                     second / 60 % 60, second % 60);
}

void append_rows(fmt::memory_buffer& out, const CompiledScenario& scenario, std::uint32_t replication,
                 const std::vector<TraceRow>& rows) {
  const auto& program = *scenario.program;
  for (const auto& row : rows) {
    const auto step = row.step.exists() ? program.steps[row.step.value].name : std::string();
    fmt::format_to(std::back_inserter(out), "{},{},{},{},{},{},{},{}\n", csv_cell(scenario.name),
                   replication + 1, row.time.days(), moment(scenario.run, row.time),
                   csv_cell(program.sources[row.source].name), row.ordinal + 1, csv_cell(step),
                   csv_cell(row.event));
  }
}

} // namespace

void write_trace_csv(const Study& study, std::uint32_t replication, const std::filesystem::path& path) {
  fmt::memory_buffer out;
  fmt::format_to(std::back_inserter(out), "variant,replication,days,moment,source,number,step,event\n");
  for (std::size_t i = 0; i < study.variants.size(); ++i)
    append_rows(out, study.variants[i], replication, trace_replication(study, i, replication).rows);
  replace_file(path, {out.data(), out.size()});
}

} // namespace carepath
