// HDF5 calls behind `GroupWriter`.
#include "engine/results/group_writer.hpp"

#include <algorithm>
#include <numeric>

#include <hdf5_hl.h>

#include "engine/base/ensure.hpp"

namespace carepath {

namespace {

// Below this many cells compression saves nothing worth the time.
constexpr hsize_t compress_from_cells = 1024;
constexpr hsize_t largest_chunk_cells = 1 << 16;
constexpr unsigned keep_creation_order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;

std::vector<const char*> pointers(const std::vector<std::string>& texts) {
  std::vector<const char*> starts;
  starts.reserve(texts.size());
  for (const std::string& text : texts) starts.push_back(text.c_str());
  return starts;
}

hsize_t cell_count(const std::vector<hsize_t>& extents) {
  return std::accumulate(extents.begin(), extents.end(), hsize_t{1}, std::multiplies<>());
}

/// Whole inner dimensions per chunk, as many outer ones as fit.
std::vector<hsize_t> chunk_extents(std::vector<hsize_t> extents) {
  for (hsize_t& extent : extents) {
    const hsize_t inner = cell_count(extents) / extent;
    extent = std::max<hsize_t>(1, std::min(extent, largest_chunk_cells / std::max<hsize_t>(1, inner)));
  }
  return extents;
}

Hdf5Handle dataset_properties(hid_t type, const std::vector<hsize_t>& extents) {
  Hdf5Handle properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "describe a dataset");
  check_hdf5(H5Pset_obj_track_times(properties.id(), false), "describe a dataset");
  check_hdf5(H5Pset_attr_creation_order(properties.id(), keep_creation_order), "describe a dataset");
  // Filters would see only the addresses of texts, which do not compress.
  if (H5Tget_class(type) == H5T_STRING || cell_count(extents) < compress_from_cells) return properties;
  const std::vector<hsize_t> chunk = chunk_extents(extents);
  check_hdf5(H5Pset_chunk(properties.id(), static_cast<int>(chunk.size()), chunk.data()), "set chunks");
  check_hdf5(H5Pset_shuffle(properties.id()), "set compression");
  check_hdf5(H5Pset_deflate(properties.id(), 1), "set compression");
  return properties;
}

/// Room for converting all cells at once, where HDF5 would take and clear a mebibyte for each dataset.
Hdf5Handle transfer_properties(hsize_t cells) {
  constexpr hsize_t least = 1 << 12;
  constexpr hsize_t most = 1 << 20;
  constexpr hsize_t largest_cell = 32; // bytes, of a text's address in memory or in the file
  Hdf5Handle properties(H5Pcreate(H5P_DATASET_XFER), H5Pclose, "describe a transfer");
  const hsize_t bytes = std::clamp(largest_cell * cells, least, most);
  check_hdf5(H5Pset_buffer(properties.id(), bytes, nullptr, nullptr), "describe a transfer");
  return properties;
}

Hdf5Handle create_group(hid_t parent, const std::string& name) {
  Hdf5Handle properties(H5Pcreate(H5P_GROUP_CREATE), H5Pclose, "describe a group");
  check_hdf5(H5Pset_obj_track_times(properties.id(), false), "describe a group");
  check_hdf5(H5Pset_link_creation_order(properties.id(), keep_creation_order), "describe a group");
  check_hdf5(H5Pset_attr_creation_order(properties.id(), keep_creation_order), "describe a group");
  return {H5Gcreate2(parent, name.c_str(), H5P_DEFAULT, properties.id(), H5P_DEFAULT), H5Gclose,
          "create group '" + name + "'"};
}

void text_attribute(hid_t object, const char* name, const std::string& text) {
  const Hdf5Handle type = hdf5_text_type();
  const Hdf5Handle space(H5Screate(H5S_SCALAR), H5Sclose, "shape an attribute");
  const Hdf5Handle attribute(H5Acreate2(object, name, type.id(), space.id(), H5P_DEFAULT, H5P_DEFAULT),
                             H5Aclose, std::string("create attribute '") + name + "'");
  const char* start = text.c_str();
  check_hdf5(H5Awrite(attribute.id(), type.id(), static_cast<const void*>(&start)), "write an attribute");
}

} // namespace

GroupWriter::GroupWriter(hid_t file) : group_(H5Gopen2(file, "/", H5P_DEFAULT), H5Gclose, "open the root") {}

GroupWriter::GroupWriter(Hdf5Handle group, const GroupWriter* parent)
    : group_(std::move(group)), parent_(parent) {}

GroupWriter GroupWriter::group(const std::string& name) const {
  return {create_group(group_.id(), name), this};
}

void GroupWriter::attribute(const char* name, const std::string& text) {
  text_attribute(group_.id(), name, text);
}

void GroupWriter::attribute(const char* name, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  const Hdf5Handle type = hdf5_text_type();
  const hsize_t size = texts.size();
  const Hdf5Handle space(H5Screate_simple(1, &size, nullptr), H5Sclose, "shape an attribute");
  const Hdf5Handle made(H5Acreate2(group_.id(), name, type.id(), space.id(), H5P_DEFAULT, H5P_DEFAULT),
                        H5Aclose, std::string("create attribute '") + name + "'");
  check_hdf5(H5Awrite(made.id(), type.id(), static_cast<const void*>(pointers(texts).data())),
             "write an attribute");
}

void GroupWriter::write_attribute(const char* name, hid_t type, const void* value) {
  const Hdf5Handle space(H5Screate(H5S_SCALAR), H5Sclose, "shape an attribute");
  const Hdf5Handle made(H5Acreate2(group_.id(), name, type, space.id(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
                        std::string("create attribute '") + name + "'");
  check_hdf5(H5Awrite(made.id(), type, value), "write an attribute");
}

void GroupWriter::attribute(const char* name, double value) {
  write_attribute(name, H5T_NATIVE_DOUBLE, &value);
}

void GroupWriter::attribute(const char* name, std::int64_t value) {
  write_attribute(name, H5T_NATIVE_INT64, &value);
}

void GroupWriter::attribute(const char* name, std::uint64_t value) {
  write_attribute(name, H5T_NATIVE_UINT64, &value);
}

Hdf5Handle GroupWriter::create(const std::string& name, hid_t type,
                               const std::vector<hsize_t>& extents) const {
  const Hdf5Handle space(H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr),
                         H5Sclose, "shape dataset '" + name + "'");
  const Hdf5Handle properties = dataset_properties(type, extents);
  return {H5Dcreate2(group_.id(), name.c_str(), type, space.id(), H5P_DEFAULT, properties.id(), H5P_DEFAULT),
          H5Dclose, "create dataset '" + name + "'"};
}

Hdf5Handle GroupWriter::write(const std::string& name, hid_t file_type, hid_t memory_type,
                              const std::vector<hsize_t>& extents, const void* cells,
                              const Meaning& meaning) const {
  Hdf5Handle dataset = create(name, file_type, extents);
  if (const hsize_t count = cell_count(extents); count > 0) {
    const Hdf5Handle transfer = transfer_properties(count);
    check_hdf5(H5Dwrite(dataset.id(), memory_type, H5S_ALL, H5S_ALL, transfer.id(), cells),
               "write dataset '" + name + "'");
  }
  if (!meaning.long_name.empty())
    text_attribute(dataset.id(), schema::attribute::long_name, meaning.long_name);
  if (!meaning.units.empty()) text_attribute(dataset.id(), schema::attribute::units, meaning.units);
  return dataset;
}

void GroupWriter::add_axis(const char* name, Hdf5Handle dataset, std::size_t size) {
  check_hdf5(H5DSset_scale(dataset.id(), name), std::string("make axis '") + name + "'");
  axes_.push_back({name, std::move(dataset), size});
}

void GroupWriter::axis(const char* name, const std::vector<std::string>& labels, const Meaning& meaning) {
  const Hdf5Handle type = hdf5_text_type();
  add_axis(name,
           write(name, type.id(), type.id(), {labels.size()},
                 static_cast<const void*>(pointers(labels).data()), meaning),
           labels.size());
}

void GroupWriter::axis(const char* name, std::span<const double> labels, const Meaning& meaning) {
  add_axis(name, write(name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, {labels.size()}, labels.data(), meaning),
           labels.size());
}

void GroupWriter::counting_axis(const char* name, std::size_t size, std::int64_t first) {
  std::vector<std::int64_t> labels(size);
  std::iota(labels.begin(), labels.end(), first);
  add_axis(name, write(name, H5T_STD_I64LE, H5T_NATIVE_INT64, {size}, labels.data(), {}), size);
}

const GroupWriter::Axis& GroupWriter::find_axis(const std::string& name) const {
  for (const Axis& axis : axes_)
    if (axis.name == name) return axis;
  if (parent_ == nullptr) throw EnsureError("no axis '" + name + "' in the results file");
  return parent_->find_axis(name);
}

std::vector<hsize_t> GroupWriter::extents_of(const char* name, const Axes& axes, std::size_t cells) const {
  std::vector<hsize_t> extents;
  for (const char* axis : axes) extents.push_back(find_axis(axis).size);
  ensure(cell_count(extents) == cells, std::string("results array '") + name + "' has the wrong size");
  return extents;
}

void GroupWriter::attach(hid_t dataset, const Axes& axes) const {
  for (unsigned place = 0; place < axes.size(); ++place)
    check_hdf5(H5DSattach_scale(dataset, find_axis(axes[place]).dataset.id(), place), "attach an axis");
}

void GroupWriter::array(const char* name, const Axes& axes, const std::vector<std::string>& texts,
                        const Meaning& meaning) {
  const Hdf5Handle type = hdf5_text_type();
  const auto extents = extents_of(name, axes, texts.size());
  attach(write(name, type.id(), type.id(), extents, static_cast<const void*>(pointers(texts).data()), meaning)
             .id(),
         axes);
}

void GroupWriter::array(const char* name, const Axes& axes, std::span<const double> numbers,
                        const Meaning& meaning) {
  const auto extents = extents_of(name, axes, numbers.size());
  attach(write(name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, extents, numbers.data(), meaning).id(), axes);
}

void GroupWriter::array(const char* name, const Axes& axes, std::span<const std::int64_t> numbers,
                        const Meaning& meaning) {
  const auto extents = extents_of(name, axes, numbers.size());
  attach(write(name, H5T_STD_I64LE, H5T_NATIVE_INT64, extents, numbers.data(), meaning).id(), axes);
}

} // namespace carepath
