// Ownership of HDF5 identifiers: closed once, also when an exception passes.
//
// The HDF5 library keeps state of its own and is not safe for several threads: one thread at a time reads
// or writes results files.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include <hdf5.h>

namespace carepath {

/// Thrown when an HDF5 call fails; the text says what was being done.
class Hdf5Error : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// Owns one HDF5 identifier and closes it with the function given.
class Hdf5Handle {
public:
  using Close = herr_t (*)(hid_t);

  Hdf5Handle() = default;
  /// Takes over `id`; throws `Hdf5Error` with "cannot ..." when the call that made it failed.
  Hdf5Handle(hid_t id, Close close, const std::string& doing) : id_(id), close_(close) {
    if (id < 0) throw Hdf5Error("cannot " + doing);
  }
  Hdf5Handle(Hdf5Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  Hdf5Handle& operator=(Hdf5Handle&& other) noexcept {
    if (this != &other) {
      reset();
      id_ = std::exchange(other.id_, -1);
      close_ = other.close_;
    }
    return *this;
  }
  Hdf5Handle(const Hdf5Handle&) = delete;
  Hdf5Handle& operator=(const Hdf5Handle&) = delete;
  ~Hdf5Handle() { reset(); }

  [[nodiscard]] hid_t id() const { return id_; }

private:
  void reset() noexcept {
    if (id_ >= 0) close_(id_);
    id_ = -1;
  }

  hid_t id_ = -1;
  Close close_ = nullptr;
};

/// Throws `Hdf5Error` when an HDF5 call without an identifier failed.
inline void check_hdf5(herr_t status, const std::string& doing) {
  if (status < 0) throw Hdf5Error("cannot " + doing);
}

/// While alive, the library prints no error stack of its own: our messages say what went wrong.
class QuietHdf5 {
public:
  QuietHdf5() {
    H5dont_atexit(); // at the end of a program short of memory it would complain about itself
    H5Eget_auto2(H5E_DEFAULT, &print_, &data_);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  }
  QuietHdf5(const QuietHdf5&) = delete;
  QuietHdf5& operator=(const QuietHdf5&) = delete;
  ~QuietHdf5() { H5Eset_auto2(H5E_DEFAULT, print_, data_); }

private:
  H5E_auto2_t print_ = nullptr;
  void* data_ = nullptr;
};

/// The type of every text in a results file: UTF-8 of any length.
inline Hdf5Handle hdf5_text_type() {
  Hdf5Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "make the text type");
  check_hdf5(H5Tset_size(type.id(), H5T_VARIABLE), "make the text type");
  check_hdf5(H5Tset_cset(type.id(), H5T_CSET_UTF8), "make the text type");
  return type;
}

} // namespace carepath
