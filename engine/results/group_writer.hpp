// Writes attributes, axes and arrays into one HDF5 group, in the conventions netCDF4 and xarray read:
// dimension scales, UTF-8 texts of any length, creation order kept, `units` and `long_name`.
//
// No time stamps are stored, so equal results give equal files. Failures throw `Hdf5Error`.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/results/hdf5_handle.hpp"
#include "engine/results/schema.hpp"

namespace carepath {

/// What an array means; empty texts are left out of the file.
struct Meaning {
  std::string long_name;
  std::string units;
};

class GroupWriter {
public:
  using Axes = std::vector<const char*>;

  /// The root group of an open file. The file must outlive the writer.
  explicit GroupWriter(hid_t file);
  /// A new group inside this one, which may use this one's axes and must not outlive it.
  [[nodiscard]] GroupWriter group(const std::string& name) const;

  void attribute(const char* name, const std::string& text);
  void attribute(const char* name, const std::vector<std::string>& texts); // left out when empty
  void attribute(const char* name, double value);
  void attribute(const char* name, std::int64_t value);
  void attribute(const char* name, std::uint64_t value);

  /// An axis: a dimension scale that labels one dimension of arrays written later.
  void axis(const char* name, const std::vector<std::string>& labels, const Meaning& meaning = {});
  void axis(const char* name, std::span<const double> labels, const Meaning& meaning = {});
  /// An axis labelled first, first + 1, ...
  void counting_axis(const char* name, std::size_t size, std::int64_t first);

  /// Arrays over axes of this group or the one around it; the sizes must agree.
  void array(const char* name, const Axes& axes, const std::vector<std::string>& texts, const Meaning& = {});
  void array(const char* name, const Axes& axes, std::span<const double> numbers, const Meaning& = {});
  void array(const char* name, const Axes& axes, std::span<const std::int64_t> numbers, const Meaning& = {});

  /// One array per column over `axis_name`, from the rows of a list.
  template <class Row>
  void columns(const char* axis_name, const std::vector<schema::Column<Row>>& columns,
               const std::vector<Row>& rows) {
    for (const auto& column : columns) {
      const Meaning meaning{column.meaning, column.units};
      if (const auto* text = std::get_if<std::string Row::*>(&column.member)) {
        std::vector<std::string> cells;
        cells.reserve(rows.size());
        for (const Row& row : rows) cells.push_back(row.**text);
        array(column.name, {axis_name}, cells, meaning);
      } else if (const auto* number = std::get_if<double Row::*>(&column.member)) {
        std::vector<double> cells;
        cells.reserve(rows.size());
        for (const Row& row : rows) cells.push_back(row.**number);
        array(column.name, {axis_name}, cells, meaning);
      } else {
        array(column.name, {axis_name}, integer_cells(column, rows), meaning);
      }
    }
  }

private:
  struct Axis {
    std::string name;
    Hdf5Handle dataset;
    hsize_t size = 0;
  };

  GroupWriter(Hdf5Handle group, const GroupWriter* parent);
  template <class Row>
  static std::vector<std::int64_t> integer_cells(const schema::Column<Row>& column,
                                                 const std::vector<Row>& rows) {
    std::vector<std::int64_t> cells;
    cells.reserve(rows.size());
    const auto* count = std::get_if<std::uint32_t Row::*>(&column.member);
    for (const Row& row : rows)
      cells.push_back(count ? static_cast<std::int64_t>(row.**count)
                            : static_cast<std::int64_t>(row.*std::get<bool Row::*>(column.member)));
    return cells;
  }
  [[nodiscard]] const Axis& find_axis(const std::string& name) const;
  void write_attribute(const char* name, hid_t type, const void* value);
  [[nodiscard]] Hdf5Handle create(const std::string& name, hid_t type,
                                  const std::vector<hsize_t>& extents) const;
  Hdf5Handle write(const std::string& name, hid_t file_type, hid_t memory_type,
                   const std::vector<hsize_t>& extents, const void* cells, const Meaning& meaning) const;
  void add_axis(const char* name, Hdf5Handle dataset, std::size_t size);
  [[nodiscard]] std::vector<hsize_t> extents_of(const char* name, const Axes& axes, std::size_t cells) const;
  void attach(hid_t dataset, const Axes& axes) const;

  Hdf5Handle group_;
  const GroupWriter* parent_ = nullptr;
  std::vector<Axis> axes_;
};

/// A list of rows: an axis that counts them, and one array per column.
template <class Row>
void write_rows(GroupWriter& group, const std::vector<schema::Column<Row>>& columns,
                const std::vector<Row>& rows) {
  group.counting_axis(schema::axis::row, rows.size(), 0);
  group.columns(schema::axis::row, columns, rows);
}
/// A group of its own for such a list.
template <class Row>
void write_table(const GroupWriter& root, const char* name, const std::vector<schema::Column<Row>>& columns,
                 const std::vector<Row>& rows) {
  GroupWriter group = root.group(name);
  write_rows(group, columns, rows);
}

} // namespace carepath
