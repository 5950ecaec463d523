// Reads attributes and arrays of one HDF5 group, and says which part of a damaged file is missing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/results/hdf5_handle.hpp"
#include "engine/results/schema.hpp"

namespace carepath {

/// Thrown when a part is missing or has the wrong shape: "part '/kpi/mean' is missing".
class DamagedPart : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

class GroupReader {
public:
  /// The root group of an open file. The file must outlive the reader.
  explicit GroupReader(hid_t file);
  [[nodiscard]] GroupReader group(const std::string& name) const;
  /// Names of the groups inside, in the order written.
  [[nodiscard]] std::vector<std::string> groups() const;

  [[nodiscard]] bool has_attribute(const char* name) const;
  [[nodiscard]] std::string text_attribute(const char* name) const;
  [[nodiscard]] std::vector<std::string> text_list_attribute(const char* name) const; // empty when absent
  [[nodiscard]] double number_attribute(const char* name) const;
  [[nodiscard]] std::int64_t integer_attribute(const char* name) const;
  [[nodiscard]] std::uint64_t unsigned_attribute(const char* name) const;

  /// Whether there is a group or an array of this name.
  [[nodiscard]] bool has(const char* name) const;
  /// Length of a one-dimensional array.
  [[nodiscard]] std::size_t size(const char* name) const;
  /// Whole arrays, row by row. A number of cells other than `cells` is a damaged part.
  [[nodiscard]] std::vector<std::string> texts(const char* name, std::size_t cells) const;
  [[nodiscard]] std::vector<double> numbers(const char* name, std::size_t cells) const;
  [[nodiscard]] std::vector<std::int64_t> integers(const char* name, std::size_t cells) const;
  [[nodiscard]] std::vector<std::string> texts(const char* name) const { return texts(name, size(name)); }
  [[nodiscard]] std::vector<double> numbers(const char* name) const { return numbers(name, size(name)); }

  /// Fills the members that `columns` describe in `rows`, one row per cell.
  template <class Row>
  void columns(const std::vector<schema::Column<Row>>& columns, std::vector<Row>& rows) const {
    for (const auto& column : columns) {
      if (column.later && !has(column.name)) continue;
      if (const auto* text = std::get_if<std::string Row::*>(&column.member)) {
        auto cells = texts(column.name, rows.size());
        for (std::size_t at = 0; at < rows.size(); ++at) rows[at].** text = std::move(cells[at]);
      } else if (const auto* number = std::get_if<double Row::*>(&column.member)) {
        const auto cells = numbers(column.name, rows.size());
        for (std::size_t at = 0; at < rows.size(); ++at) rows[at].** number = cells[at];
      } else {
        set_integers(column, integers(column.name, rows.size()), rows);
      }
    }
  }

private:
  GroupReader(Hdf5Handle group, std::string path);
  template <class Row>
  static void set_integers(const schema::Column<Row>& column, const std::vector<std::int64_t>& cells,
                           std::vector<Row>& rows) {
    const auto* count = std::get_if<std::uint32_t Row::*>(&column.member);
    for (std::size_t at = 0; at < rows.size(); ++at) {
      if (count)
        rows[at].** count = static_cast<std::uint32_t>(cells[at]);
      else
        rows[at].*std::get<bool Row::*>(column.member) = cells[at] != 0;
    }
  }
  [[noreturn]] void damaged(const std::string& part, const std::string& how) const;
  [[nodiscard]] Hdf5Handle open_array(const char* name) const;
  [[nodiscard]] Hdf5Handle open_attribute(const char* name) const;
  void read_attribute(const char* name, hid_t type, void* value) const;
  void read_array(const char* name, std::size_t cells, hid_t type, void* to) const;

  Hdf5Handle group_;
  std::string path_; // "/kpi", for messages
};

/// A list of rows as `write_rows` leaves it.
template <class Row>
std::vector<Row> read_rows(const GroupReader& group, const std::vector<schema::Column<Row>>& columns) {
  std::vector<Row> rows(group.size(schema::axis::row));
  group.columns(columns, rows);
  return rows;
}

} // namespace carepath
