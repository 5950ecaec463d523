#include "models/fit/event_log.hpp"

#include "engine/base/text.hpp"
#include "models/scenario/file_text.hpp"
#include "models/scenario/plain_number.hpp"
#include "models/sources/csv.hpp"
#include "models/working_time/date.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <map>
#include <optional>

namespace carepath {
namespace {

constexpr std::size_t most_faults = 20;
constexpr double longest_log = 36'525; // days: a scenario runs for no longer
const std::vector<std::string> needed_columns{"patient", "activity", "start", "end"};

/// A moment as days since 1970-01-01: a date with a time, or a number of days.
std::optional<double> moment_of(const std::string& text) {
  std::int64_t day = 0;
  double time = 0;
  if (read_date(text, day, time)) return static_cast<double>(day) + time;
  return plain_number(text);
}

class LogReader {
public:
  LogReader(const std::filesystem::path& path, SourceTexts& texts, Diagnostics& faults)
      : path_(path), faults_(faults), document_{}, context_{document_, texts, faults} {
    document_.path = path;
    std::error_code error;
    document_.library = std::filesystem::weakly_canonical(path, error).parent_path();
    // What is wrong with the file itself is told when its table is read.
    file_ = texts.add(path.filename().string(), read_file_text(path, largest_table_file).text);
  }

  EventLog read() {
    const auto table = read_csv(make_text(path_.filename().string()), context_);
    if (!table) return {};
    log_.file = path_.filename().string();
    find_columns(*table);
    if (faults_.has_errors()) return {};
    for (std::size_t row = 0; row < table->rows.size() && faults_.error_count() < most_faults; ++row)
      read_row(*table, row);
    if (log_.patients.empty() && !faults_.has_errors())
      faults_.error({file_, 0, 0}, "the log holds no activity");
    if (faults_.has_errors()) return {};
    finish();
    if (faults_.has_errors()) return {};
    return std::move(log_);
  }

private:
  void find_columns(const CsvDocument& table) {
    for (const auto& name : needed_columns)
      if (!table.column(name))
        faults_.error({file_, 1, 1}, fmt::format("the log has no column '{}'", name),
                      name_hint(name, table.header));
    came_ = table.column("came");
    resource_ = table.column("resource");
    log_.has_came = came_.has_value();
    log_.has_resource = resource_.has_value();
    for (std::size_t at = 0; at < table.header.size(); ++at) {
      const auto& name = table.header[at];
      const bool known =
          std::find(needed_columns.begin(), needed_columns.end(), name) != needed_columns.end();
      if (known || name == "came" || name == "resource" || name.empty()) continue;
      attribute_columns_.push_back(at);
      log_.attributes.push_back(name);
    }
  }

  double moment(const CsvDocument& table, std::size_t row, std::size_t column) {
    const auto& text = table.rows[row][column];
    const auto found = moment_of(text);
    if (!found)
      faults_.error({file_, table.lines[row], 1},
                    fmt::format("'{}' in column '{}' is no moment", text, table.header[column]),
                    "write 2026-04-06 09:30, or a number of days");
    else if (*found < first_moment_ || *found >= end_of_moments_)
      faults_.error(
          {file_, table.lines[row], 1},
          fmt::format("'{}' in column '{}' is not in the years 1900 to 2200", text, table.header[column]),
          "a number counts days from 1970-01-01, not seconds or milliseconds");
    return found.value_or(0);
  }

  /// Rows without a name would all be taken for one patient, or for one activity.
  void check_named(const CsvDocument& table, std::size_t row, std::string_view column) {
    if (trim(table.rows[row][*table.column(std::string(column))]).empty())
      faults_.error({file_, table.lines[row], 1}, fmt::format("column '{}' is empty", column),
                    "every row needs a patient and an activity");
  }

  void read_row(const CsvDocument& table, std::size_t row) {
    const auto& cells = table.rows[row];
    for (const auto column : {"patient", "activity"}) check_named(table, row, column);
    LoggedActivity activity;
    activity.activity = activity_index(cells[*table.column("activity")]);
    activity.start = moment(table, row, *table.column("start"));
    activity.end = moment(table, row, *table.column("end"));
    activity.came = came_ && !cells[*came_].empty() ? moment(table, row, *came_)
                                                    : std::numeric_limits<double>::quiet_NaN();
    if (activity.end < activity.start)
      faults_.error({file_, table.lines[row], 1}, "this activity ends before it starts");
    if (activity.came > activity.start)
      faults_.error({file_, table.lines[row], 1}, "this activity starts before the patient has come");
    if (resource_) activity.resource = cells[*resource_];
    auto& patient = patient_of(cells[*table.column("patient")]);
    note_attributes(cells, patient);
    patient.path.push_back(std::move(activity));
  }

  std::size_t activity_index(const std::string& name) {
    const auto [found, is_new] = activity_of_.emplace(name, log_.activities.size());
    if (is_new) log_.activities.push_back(name);
    return found->second;
  }

  LoggedPatient& patient_of(const std::string& id) {
    const auto [found, is_new] = patient_of_.emplace(id, log_.patients.size());
    if (is_new) log_.patients.emplace_back();
    return log_.patients[found->second];
  }

  /// An attribute is a fact about a patient: one that differs between their rows is none.
  void note_attributes(const std::vector<std::string>& cells, LoggedPatient& patient) {
    const bool first = patient.attributes.empty() && patient.path.empty();
    if (first) patient.attributes.resize(attribute_columns_.size());
    for (std::size_t at = 0; at < attribute_columns_.size(); ++at) {
      const auto& value = cells[attribute_columns_[at]];
      if (first) {
        patient.attributes[at] = value;
      } else if (value != patient.attributes[at]) {
        const auto& name = log_.attributes[at];
        if (std::find(log_.changing.begin(), log_.changing.end(), name) == log_.changing.end())
          log_.changing.push_back(name);
      }
    }
  }

  /// Paths in order, who came when, and times from the first midnight.
  void finish() {
    double first = std::numeric_limits<double>::infinity(), last = -first;
    for (auto& patient : log_.patients) {
      std::stable_sort(patient.path.begin(), patient.path.end(),
                       [](const auto& a, const auto& b) { return a.start < b.start; });
      for (std::size_t at = 0; at < patient.path.size(); ++at) {
        auto& activity = patient.path[at];
        if (std::isnan(activity.came)) activity.came = at == 0 ? activity.start : patient.path[at - 1].end;
        activity.came = std::min(activity.came, activity.start);
        first = std::min(first, activity.came);
        last = std::max(last, activity.end);
      }
    }
    log_.start_day = static_cast<std::int64_t>(std::floor(first));
    const auto midnight = static_cast<double>(log_.start_day);
    log_.length = last - midnight;
    if (log_.length > longest_log)
      faults_.error(
          {file_, 0, 0},
          fmt::format("the log goes on for {:.0f} days, from {}; the most is {:.0f}, a hundred years",
                      log_.length, written_date(log_.start_day), longest_log),
          "leave out the rows whose moments are wrong");
    for (auto& patient : log_.patients)
      for (auto& activity : patient.path)
        activity.came -= midnight, activity.start -= midnight, activity.end -= midnight;
    std::stable_sort(log_.patients.begin(), log_.patients.end(),
                     [](const auto& a, const auto& b) { return a.path.front().came < b.path.front().came; });
  }

  const std::filesystem::path& path_;
  Diagnostics& faults_;
  Document document_;
  CompileContext context_;
  const double first_moment_ = static_cast<double>(day_number({1900, 1, 1}));
  const double end_of_moments_ = static_cast<double>(day_number({2201, 1, 1}));
  std::uint32_t file_ = 0;
  EventLog log_{};
  std::optional<std::size_t> came_{};
  std::optional<std::size_t> resource_{};
  std::vector<std::size_t> attribute_columns_{};
  std::map<std::string, std::size_t> activity_of_{};
  std::map<std::string, std::size_t> patient_of_{};
};

} // namespace

EventLog read_event_log(const std::filesystem::path& path, SourceTexts& texts, Diagnostics& faults) {
  return LogReader(path, texts, faults).read();
}

} // namespace carepath
