#include "engine/results/file_sum.hpp"

#include "engine/base/text_hash.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>

namespace carepath {
namespace {

constexpr std::string_view mark = "\ncarepath-sum/1 ";
constexpr std::size_t digits = 16;
constexpr std::size_t length = mark.size() + digits + 1; // and a line end

std::string sum_of(std::uint64_t hash) {
  return fmt::format("{}{:0{}x}\n", mark, hash, digits);
}

/// The hash of the first bytes of a file; when it cannot be read, `in` has failed.
std::uint64_t hash_of(std::istream& in, std::size_t size) {
  std::string block(std::min(size, std::size_t{1} << 16), '\0');
  auto hash = text_hash("");
  while (in && size > 0) {
    const auto part = std::min(size, block.size());
    in.read(block.data(), static_cast<std::streamsize>(part));
    hash = text_hash({block.data(), part}, hash);
    size -= part;
  }
  return hash;
}

} // namespace

std::string with_sum(std::string bytes) {
  bytes += sum_of(text_hash(bytes));
  return bytes;
}

SumState check_sum(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  const auto size = in ? static_cast<std::size_t>(in.tellg()) : 0;
  if (size < length) return SumState::none;
  std::string last(length, '\0');
  in.seekg(-static_cast<std::streamoff>(length), std::ios::end);
  in.read(last.data(), static_cast<std::streamsize>(length));
  if (!in || !last.starts_with(mark)) return SumState::none;
  in.seekg(0);
  const auto hash = hash_of(in, size - length);
  return in && sum_of(hash) == last ? SumState::right : SumState::wrong;
}

} // namespace carepath
