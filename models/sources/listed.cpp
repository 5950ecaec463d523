// People from a CSV file: recorded arrivals (time), or a list at the start (waited, step, count).
#include "models/sources/listed.hpp"

#include "engine/base/text.hpp"
#include "models/compile/categories.hpp"
#include "models/scenario/plain_number.hpp"
#include "models/scenario/value_reader.hpp"
#include "models/sources/csv.hpp"
#include "models/working_time/date.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

namespace carepath {
namespace {

std::optional<double> number_of(const std::string& cell) {
  return plain_number(cell);
}

/// How many people a row stands for: none or more of them, whole.
std::optional<double> count_of(const std::string& cell) {
  const auto number = plain_number(cell);
  return number && *number >= 0 && *number == std::floor(*number) ? number : std::nullopt;
}

/// Days: a plain number, a length of time, or a date: days since the start, or with `back` days before it.
std::optional<double> days_of(const std::string& cell, bool back, const CompileContext& context) {
  if (const auto number = number_of(cell)) return number;
  double number = 0;
  Dimension dimension = Dimension::duration;
  if (read_quantity(cell, number, dimension) && dimension == Dimension::duration) return number;
  std::int64_t day = 0;
  double time = 0;
  if (!read_date(cell, day, time)) return std::nullopt;
  const double since =
      static_cast<double>(day - context.run.start_day) + time - context.run.start_time_of_day;
  return back ? -since : since;
}

/// One column of the file and what it becomes.
struct Column {
  std::string meaning; // time, waited, step, count, or an attribute
  std::size_t at = 0;
  SourceRef where;
};

std::vector<Column> read_columns(const Item& source, const CsvDocument& table, CompileContext& context) {
  std::vector<Column> columns;
  const auto* field = source.find("columns");
  if (!field) {
    context.faults.error(source.where,
                         fmt::format("source '{}' reads a file but has no 'columns'", source.name),
                         "such as columns = { time = \"arrived\", urgency = \"priority\" }");
    return columns;
  }
  for (std::size_t at = 0; at < field->value.keys.size(); ++at) {
    const auto& named = field->value.values[at];
    const auto found = table.column(named.text);
    if (!found)
      context.unknown(named.where, fmt::format("column in '{}' called", table.name), named.text,
                      table.header);
    else if (std::count(table.header.begin(), table.header.end(), named.text) > 1)
      context.faults.error(named.where,
                           fmt::format("'{}' has several columns called '{}'", table.name, named.text),
                           "leave one of them that name");
    else
      columns.push_back({field->value.keys[at], *found, named.where});
  }
  return columns;
}

std::optional<double> cell_value(const Column& column, const std::string& cell, CompileContext& context) {
  if (column.meaning == "time") return days_of(cell, false, context);
  if (column.meaning == "waited") {
    const auto waited = days_of(cell, true, context);
    return waited && *waited >= 0 ? waited : std::nullopt; // nobody was referred after the start
  }
  if (column.meaning == "count") return count_of(cell);
  if (column.meaning == "step") {
    const auto step = context.steps.find(cell);
    return step == NameTable::none_value ? std::nullopt : std::optional<double>(step);
  }
  const auto attribute = context.attributes.find(column.meaning);
  if (attribute == NameTable::none_value) return std::nullopt;
  const Categories categories(context.program().attributes[attribute]);
  if (!categories.exist()) return number_of(cell);
  const auto found = categories.place(std::string_view(cell));
  return found ? std::optional(static_cast<double>(*found)) : std::nullopt;
}

/// The program's column of a meaning; `time` and `count` have none.
std::optional<AttributeId> target_of(const Column& column, CompileContext& context) {
  if (column.meaning == "time" || column.meaning == "count") return std::nullopt;
  if (column.meaning == "waited") return hidden_attribute(waited_attribute, context);
  if (column.meaning == "step") return hidden_attribute(step_attribute, context);
  const auto attribute = context.require(context.attributes, "attribute", column.meaning, column.where);
  return attribute == NameTable::none_value ? std::nullopt : std::optional(AttributeId(attribute));
}

/// Who comes when; their values are those of a row of the table, which may stand for many people.
struct Person {
  double time = 0;
  std::size_t row = 0;
};

struct People {
  std::vector<std::vector<double>> rows;
  std::vector<Person> all;
};

/// What a cell of the column may hold.
std::string cell_hint(const Column& column, const std::string& cell, CompileContext& context) {
  if (column.meaning == "time" || column.meaning == "waited")
    return "days as a number, such as 3.5, or a date, such as 2026-04-06";
  if (column.meaning == "step") return name_hint(cell, context.steps.names());
  const auto attribute = context.attributes.find(column.meaning);
  if (attribute == NameTable::none_value) return {};
  const auto& names = context.program().attributes[attribute].categories;
  return names.empty() ? "such as 3.5" : name_hint(cell, names);
}

void bad_cell(const CsvDocument& table, std::size_t row, const Column& column, const std::string& cell,
              CompileContext& context) {
  context.faults.error(column.where,
                       fmt::format("line {} of '{}': '{}' is no {}", table.lines[row], table.name, cell,
                                   column.meaning == "step"    ? "step"
                                   : column.meaning == "count" ? "whole number of people"
                                   : column.meaning == "time" || column.meaning == "waited"
                                       ? "length of time or date"
                                       : "value of '" + column.meaning + "'"),
                       cell_hint(column, cell, context));
}

People read_people(const CsvDocument& table, const std::vector<Column>& columns, CompileContext& context) {
  People people;
  constexpr std::size_t most_faults = 20;
  for (std::size_t row = 0; row < table.rows.size() && context.faults.error_count() < most_faults; ++row) {
    Person person{0, row};
    auto& cells = people.rows.emplace_back();
    double count = 1;
    for (const auto& column : columns) {
      const auto& cell = table.rows[row][column.at];
      const auto value = cell_value(column, cell, context);
      if (!value) bad_cell(table, row, column, cell, context);
      if (column.meaning == "time")
        person.time = value.value_or(0);
      else if (column.meaning == "count")
        count = value.value_or(0);
      else
        cells.push_back(value.value_or(0));
    }
    if (static_cast<double>(people.all.size()) + count > most_people_listed) {
      context.faults.error(columns.front().where,
                           fmt::format("line {} of '{}': there are more than {} million people",
                                       table.lines[row], table.name, most_people_listed / 1e6));
      return people;
    }
    people.all.insert(people.all.end(), static_cast<std::size_t>(count), person);
  }
  return people;
}

} // namespace

AttributeId hidden_attribute(std::string_view name, CompileContext& context) {
  if (const auto found = context.attributes.find(name); found != NameTable::none_value)
    return AttributeId(found);
  const auto id = context.attributes.add(std::string(name));
  context.program().attributes.push_back({std::string(name), {}, true, {}});
  return AttributeId(id);
}

std::set<std::uint32_t> steps_of_rows(const SourceRow& row, const CompileContext& context) {
  std::set<std::uint32_t> steps;
  const auto& columns = row.row_attributes;
  const AttributeId step(context.attributes.find(step_attribute));
  const auto found = std::find(columns.begin(), columns.end(), step);
  if (found == columns.end()) return steps;
  for (auto at = static_cast<std::size_t>(found - columns.begin()); at < row.rows.size();
       at += columns.size())
    steps.insert(static_cast<std::uint32_t>(row.rows[at]));
  return steps;
}

void tell_late(const std::vector<SimTime>& times, std::string_view whose, SourceRef where,
               CompileContext& context) {
  const auto late = std::count_if(times.begin(), times.end(),
                                  [&](SimTime time) { return time > SimTime::from_days(context.run.end()); });
  if (late == 0) return;
  const auto size = static_cast<std::ptrdiff_t>(times.size());
  if (size == 1)
    return context.faults.warning(
        where, fmt::format("the only one of the {} comes after the end of the run and is left out", whose));
  const auto who = late == size ? fmt::format("all {} {}", size, whose)
                                : fmt::format("{} of the {} {}", late, size, whose);
  context.faults.warning(where, who + " come after the end of the run and are left out");
}

void read_listed(const Item& source, SourceRow& row, CompileContext& context) {
  const auto table = read_csv(source.find("file")->value, context);
  if (!table) return;
  const auto columns = read_columns(source, *table, context);
  if (columns.empty()) return;
  for (const auto& column : columns)
    if (const auto target = target_of(column, context)) row.row_attributes.push_back(*target);
  const auto faults_before = context.faults.error_count();
  auto people = read_people(*table, columns, context);
  const bool all_read = context.faults.error_count() == faults_before; // else who is in the file is not known
  std::stable_sort(people.all.begin(), people.all.end(),
                   [](const auto& a, const auto& b) { return a.time < b.time; });
  for (const auto& person : people.all) {
    if (row.kind == ArrivalKind::listed && person.time < 0) {
      context.faults.error(source.find("file")->value.where,
                           "the file has arrivals before the start of the run",
                           "people already there have at = \"start\" and a column 'waited'");
      return;
    }
    row.listed.push_back(SimTime::from_days(person.time));
    const auto& cells = people.rows[person.row];
    row.rows.insert(row.rows.end(), cells.begin(), cells.end());
  }
  if (people.all.empty() && all_read)
    context.faults.warning(source.find("file")->value.where,
                           fmt::format("there is nobody in the file '{}'", table->name));
  if (row.kind == ArrivalKind::listed && all_read)
    tell_late(row.listed, "people of the file", source.find("file")->value.where, context);
  if (row.rows.empty() && row.kind == ArrivalKind::at_start)
    row.count = context.builder.constant(static_cast<double>(people.all.size()));
}

} // namespace carepath
