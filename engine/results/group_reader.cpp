// HDF5 calls behind `GroupReader`. Every failure becomes a `DamagedPart` that names the part.
#include "engine/results/group_reader.hpp"

namespace carepath {

namespace {

/// Texts HDF5 allocated, given back when done.
class TextCells {
public:
  explicit TextCells(std::size_t size) : starts_(size, nullptr) {}
  TextCells(const TextCells&) = delete;
  TextCells& operator=(const TextCells&) = delete;
  ~TextCells() {
    for (char* start : starts_) H5free_memory(start);
  }
  [[nodiscard]] void* data() { return static_cast<void*>(starts_.data()); }
  [[nodiscard]] std::vector<std::string> take() const {
    std::vector<std::string> texts;
    texts.reserve(starts_.size());
    for (const char* start : starts_) texts.emplace_back(start ? start : "");
    return texts;
  }

private:
  std::vector<char*> starts_;
};

std::size_t cells_in(hid_t space) {
  const hssize_t cells = H5Sget_simple_extent_npoints(space);
  return cells < 0 ? 0 : static_cast<std::size_t>(cells);
}

// Called from C, so it must not throw.
herr_t add_group_name(hid_t parent, const char* name, const H5L_info_t*, void* names) noexcept {
  const hid_t object = H5Oopen(parent, name, H5P_DEFAULT);
  if (object < 0) return -1;
  const bool is_group = H5Iget_type(object) == H5I_GROUP;
  H5Oclose(object);
  if (is_group) static_cast<std::vector<std::string>*>(names)->emplace_back(name);
  return 0;
}

} // namespace

GroupReader::GroupReader(hid_t file)
    : group_(H5Gopen2(file, "/", H5P_DEFAULT), H5Gclose, "open the root"), path_() {}

GroupReader::GroupReader(Hdf5Handle group, std::string path)
    : group_(std::move(group)), path_(std::move(path)) {}

void GroupReader::damaged(const std::string& part, const std::string& how) const {
  throw DamagedPart("part '" + path_ + "/" + part + "' " + how);
}

GroupReader GroupReader::group(const std::string& name) const {
  const hid_t id = H5Gopen2(group_.id(), name.c_str(), H5P_DEFAULT);
  if (id < 0) damaged(name, "is missing");
  return {Hdf5Handle(id, H5Gclose, "open a group"), path_ + "/" + name};
}

std::vector<std::string> GroupReader::groups() const {
  std::vector<std::string> names;
  if (H5Literate(group_.id(), H5_INDEX_CRT_ORDER, H5_ITER_INC, nullptr, add_group_name, &names) < 0)
    throw DamagedPart("part '" + path_ + "' cannot be listed");
  return names;
}

bool GroupReader::has_attribute(const char* name) const {
  return H5Aexists(group_.id(), name) > 0;
}

Hdf5Handle GroupReader::open_attribute(const char* name) const {
  if (!has_attribute(name)) damaged(std::string("@") + name, "is missing");
  return {H5Aopen(group_.id(), name, H5P_DEFAULT), H5Aclose, "open an attribute"};
}

void GroupReader::read_attribute(const char* name, hid_t type, void* value) const {
  const Hdf5Handle attribute = open_attribute(name);
  const Hdf5Handle space(H5Aget_space(attribute.id()), H5Sclose, "read an attribute");
  if (cells_in(space.id()) != 1 || H5Aread(attribute.id(), type, value) < 0)
    damaged(std::string("@") + name, "cannot be read");
}

std::string GroupReader::text_attribute(const char* name) const {
  TextCells cell(1);
  read_attribute(name, hdf5_text_type().id(), cell.data());
  return cell.take().front();
}

std::vector<std::string> GroupReader::text_list_attribute(const char* name) const {
  if (!has_attribute(name)) return {};
  const Hdf5Handle attribute = open_attribute(name);
  const Hdf5Handle space(H5Aget_space(attribute.id()), H5Sclose, "read an attribute");
  TextCells cells(cells_in(space.id()));
  if (H5Aread(attribute.id(), hdf5_text_type().id(), cells.data()) < 0)
    damaged(std::string("@") + name, "cannot be read");
  return cells.take();
}

double GroupReader::number_attribute(const char* name) const {
  double value = 0;
  read_attribute(name, H5T_NATIVE_DOUBLE, &value);
  return value;
}

std::int64_t GroupReader::integer_attribute(const char* name) const {
  std::int64_t value = 0;
  read_attribute(name, H5T_NATIVE_INT64, &value);
  return value;
}

std::uint64_t GroupReader::unsigned_attribute(const char* name) const {
  std::uint64_t value = 0;
  read_attribute(name, H5T_NATIVE_UINT64, &value);
  return value;
}

bool GroupReader::has(const char* name) const {
  return H5Lexists(group_.id(), name, H5P_DEFAULT) > 0;
}

Hdf5Handle GroupReader::open_array(const char* name) const {
  const hid_t id = H5Dopen2(group_.id(), name, H5P_DEFAULT);
  if (id < 0) damaged(name, "is missing");
  return {id, H5Dclose, "open a dataset"};
}

std::size_t GroupReader::size(const char* name) const {
  const Hdf5Handle dataset = open_array(name);
  const Hdf5Handle space(H5Dget_space(dataset.id()), H5Sclose, "read a shape");
  return cells_in(space.id());
}

void GroupReader::read_array(const char* name, std::size_t cells, hid_t type, void* to) const {
  const Hdf5Handle dataset = open_array(name);
  const Hdf5Handle space(H5Dget_space(dataset.id()), H5Sclose, "read a shape");
  const std::size_t found = cells_in(space.id());
  if (found != cells)
    damaged(name, "has " + std::to_string(found) + " values where " + std::to_string(cells) + " belong");
  if (cells > 0 && H5Dread(dataset.id(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, to) < 0)
    damaged(name, "cannot be read");
}

std::vector<std::string> GroupReader::texts(const char* name, std::size_t cells) const {
  TextCells found(cells);
  read_array(name, cells, hdf5_text_type().id(), found.data());
  return found.take();
}

std::vector<double> GroupReader::numbers(const char* name, std::size_t cells) const {
  std::vector<double> found(cells);
  read_array(name, cells, H5T_NATIVE_DOUBLE, found.data());
  return found;
}

std::vector<std::int64_t> GroupReader::integers(const char* name, std::size_t cells) const {
  std::vector<std::int64_t> found(cells);
  read_array(name, cells, H5T_NATIVE_INT64, found.data());
  return found;
}

} // namespace carepath
