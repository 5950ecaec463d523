#include "engine/results/file_sum.hpp"

#include "engine/base/text_hash.hpp"

#include <fmt/format.h>
#include <fstream>

namespace carepath {
namespace {

constexpr std::string_view mark = "\ncarepath-sum/1 ";
constexpr std::size_t digits = 16;
constexpr std::size_t length = mark.size() + digits + 1; // and a line end

std::string sum_of(std::string_view bytes) {
  return fmt::format("{}{:0{}x}\n", mark, text_hash(bytes), digits);
}

} // namespace

std::string with_sum(std::string bytes) {
  return bytes += sum_of(bytes);
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
  std::string body(size - length, '\0');
  in.read(body.data(), static_cast<std::streamsize>(body.size()));
  return in && sum_of(body) == last ? SumState::right : SumState::wrong;
}

} // namespace carepath
