// An event log: who did what, from when to when, with which resource. One row an activity.
#pragma once

#include "engine/base/diagnostic.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace carepath {

/// One activity of one patient. Times are days since midnight of the log's first day.
struct LoggedActivity {
  std::size_t activity = 0; // index into EventLog::activities
  double came = 0;          // when they were ready for it: as logged, or the end of the activity before
  double start = 0;
  double end = 0;
  std::string resource; // empty when none is logged
};

struct LoggedPatient {
  std::vector<LoggedActivity> path; // in order of start
  std::vector<std::string>
      attributes; // parallel to EventLog::attributes; empty where it changes or is missing
};

struct EventLog {
  std::string file;
  std::int64_t start_day = 0; // from 1970-01-01
  double length = 0;          // days, to the last end
  bool has_came = false;      // the log says when people came
  bool has_resource = false;
  std::vector<std::string> activities;
  std::vector<std::string> attributes; // columns that are none of the known ones
  std::vector<std::string> changing;   // columns left out because they change within a patient
  std::vector<LoggedPatient> patients; // in order of coming
};

/// Reads a CSV file with the columns patient, activity, start and end; and, where there are, came (when the
/// patient was ready for the activity), resource, and any others as attributes of patients. Adds every fault.
[[nodiscard]] EventLog read_event_log(const std::filesystem::path& path, SourceTexts& texts,
                                      Diagnostics& faults);

} // namespace carepath
