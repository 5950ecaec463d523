// Five kinds of unreadable file, five messages; and the background thread.
#include <catch2/catch.hpp>

#include "engine/results/file_sum.hpp"
#include "engine/results/reader.hpp"
#include "engine/results/writer.hpp"
#include "tests/viewer/viewer_sample.hpp"
#include "viewer/loader.hpp"

#include <fstream>
#include <random>
#include <set>

using namespace carepath;
using namespace carepath::test;

namespace {

namespace fs = std::filesystem;

/// A folder of this test's own, removed afterwards.
class Scratch {
public:
  Scratch()
      : folder_(fs::temp_directory_path() / ("carepath-viewer-" + std::to_string(std::random_device{}()))) {
    fs::create_directories(folder_);
  }
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  [[nodiscard]] fs::path path(const char* name) const { return folder_ / name; }
  fs::path write(const char* name, const std::string& text) const {
    std::ofstream(path(name), std::ios::binary) << text;
    return path(name);
  }

private:
  fs::path folder_;
};

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

ReadFunction failing(ResultsFault fault) {
  return [fault](const fs::path&, const std::atomic<bool>*) -> Results {
    throw ResultsFileError(fault, "the reader's words");
  };
}

LoadFault fault_from(ResultsFault fault) {
  return load_results("a.h5", failing(fault)).fault;
}

} // namespace

TEST_CASE("each fault of the reader has its dialog") {
  CHECK(fault_from(ResultsFault::unreadable) == LoadFault::not_found);
  CHECK(fault_from(ResultsFault::not_hdf5) == LoadFault::not_ours);
  CHECK(fault_from(ResultsFault::not_results) == LoadFault::not_ours);
  CHECK(fault_from(ResultsFault::newer) == LoadFault::too_new);
  CHECK(fault_from(ResultsFault::damaged) == LoadFault::damaged);
  const auto other = [](const fs::path&, const std::atomic<bool>*) -> Results { throw std::bad_alloc(); };
  CHECK(load_results("a.h5", other).fault == LoadFault::damaged);
}

TEST_CASE("the five dialogs differ and say what to do") {
  std::set<std::string> titles;
  std::set<std::string> advice;
  for (const auto fault : {LoadFault::not_found, LoadFault::not_ours, LoadFault::too_new, LoadFault::too_old,
                           LoadFault::damaged}) {
    titles.insert(fault_title(fault));
    advice.insert(fault_text({"a.h5", fault, "", nullptr}));
  }
  CHECK(titles.size() == 5);
  CHECK(advice.size() == 5);
  for (const auto& text : advice) CHECK(text.find("a.h5") != std::string::npos);
}

TEST_CASE("real files end in the right dialog") {
  const Scratch scratch;
  write_results(sample_results(), scratch.path("good.h5"));
  const auto good = content_of(scratch.path("good.h5"));
  const auto read_file = [](const fs::path& path, const std::atomic<bool>*) { return read_results(path); };
  const auto fault = [&](const fs::path& path) { return load_results(path, read_file).fault; };
  CHECK(fault(scratch.path("good.h5")) == LoadFault::none);
  CHECK(fault(scratch.path("absent.h5")) == LoadFault::not_found);
  CHECK(fault(scratch.write("text.h5", "not HDF5 at all")) == LoadFault::not_ours);
  CHECK(fault(scratch.write("empty.h5", "")) == LoadFault::not_ours);
  CHECK(fault(scratch.write("short.h5", good.substr(0, good.size() / 2))) == LoadFault::damaged);
  const auto sum_bytes = with_sum("").size();
  auto changed = good.substr(0, good.size() - sum_bytes);
  const auto mark = changed.find("carepath-results/1");
  REQUIRE(mark != std::string::npos);
  changed.replace(mark, 18, "carepath-results/9");
  CHECK(fault(scratch.write("newer.h5", with_sum(changed))) == LoadFault::too_new);
  changed.replace(mark, 18, "carepath-results/0");
  CHECK(fault(scratch.write("older.h5", with_sum(changed))) == LoadFault::too_old);
}

TEST_CASE("the written version is found across the blocks read") {
  const Scratch scratch;
  const std::string padding((1U << 20U) - 9, 'x');
  CHECK(written_version(scratch.write("split", padding + "carepath-results/12 ")) == 12);
  CHECK_FALSE(written_version(scratch.write("none", padding + "carepath-results/ ")).has_value());
}

TEST_CASE("the loader reads in the background and keeps the order asked for") {
  const auto read = [](const fs::path& path, const std::atomic<bool>*) {
    if (path == "bad.h5") throw ResultsFileError(ResultsFault::damaged, "cut short");
    Results results;
    results.title = path.string();
    return results;
  };
  Loader loader(read);
  for (const char* name : {"a.h5", "bad.h5", "c.h5"}) loader.request(name);
  loader.wait();
  CHECK_FALSE(loader.busy());
  const auto outcomes = loader.collect();
  REQUIRE(outcomes.size() == 3);
  CHECK(outcomes[0].results->title == "a.h5");
  CHECK(outcomes[1].fault == LoadFault::damaged);
  CHECK(outcomes[1].results == nullptr);
  CHECK(outcomes[2].results->title == "c.h5");
  CHECK(loader.collect().empty());
}

TEST_CASE("a loader goes away with work still waiting") {
  const auto slow = [](const fs::path&, const std::atomic<bool>*) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return Results{};
  };
  Loader loader(slow);
  for (int file = 0; file < 100; ++file) loader.request("file.h5");
  SUCCEED("the destructor returns");
}

namespace {

/// Runs until it is told to stop, or for ten seconds; counts those that were told.
ReadFunction endless(std::atomic<int>& started, std::atomic<int>& stopped) {
  return [&](const fs::path&, const std::atomic<bool>* cancelled) {
    ++started;
    for (int moment = 0; moment < 10000 && !cancelled->load(); ++moment)
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    if (cancelled->load()) ++stopped;
    return Results{};
  };
}

void wait_for(const std::atomic<int>& number, int wanted) {
  while (number < wanted) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

} // namespace

TEST_CASE("cancelling stops what is being read, and what is asked for afterwards is read") {
  std::atomic<int> started{0}, stopped{0};
  Loader loader(endless(started, stopped));
  loader.request("long.toml");
  wait_for(started, 1);
  loader.cancel();
  loader.wait();
  CHECK(stopped == 1);
  CHECK(loader.collect().empty());
  loader.request("another.toml");
  wait_for(started, 2);
  CHECK(loader.busy());
  loader.cancel();
  loader.wait();
  CHECK(stopped == 2);
}

TEST_CASE("a loader that goes away stops what it is reading") {
  std::atomic<int> started{0}, stopped{0};
  {
    Loader loader(endless(started, stopped));
    loader.request("long.toml");
    wait_for(started, 1);
  }
  CHECK(stopped == 1);
}
