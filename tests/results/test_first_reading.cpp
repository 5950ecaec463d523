// What another process that reads a file first may come to, and what is made of it.
#include "engine/results/first_reading.hpp"
#include "engine/results/reader.hpp"
#include "tests/results/temporary_folder.hpp"

#include <catch2/catch.hpp>
#include <csignal>
#include <ctime>
#include <stdexcept>
#include <unistd.h>

using namespace carepath;
using namespace carepath::test;

namespace {

/// What becomes of a file whose reader does this.
bool survives(const std::function<void()>& read) {
  const TemporaryFolder folder;
  write_text(folder / "any.h5", "bytes");
  return read_in_another_process(folder / "any.h5", Packing::loose, read);
}

} // namespace

TEST_CASE("a reader that comes to its end, dies, or says what is wrong") {
  CHECK(survives([] {}));
  CHECK_FALSE(survives([] { std::raise(SIGKILL); }));
  CHECK_FALSE(survives([] { throw std::runtime_error("no fault of a file"); }));
  CHECK_THROWS_WITH(survives([] { throw ResultsFileError(ResultsFault::damaged, "it is damaged"); }),
                    "it is damaged");
}

TEST_CASE("a reader that works for long is waited for, and one that only sleeps is not") {
  CHECK_FALSE(survives([] {
    const auto begin = std::clock();
    while (std::clock() - begin < 5 * CLOCKS_PER_SEC / 2) {
    }
    std::raise(SIGKILL);
  }));
  CHECK(survives([] { pause(); }));
}
