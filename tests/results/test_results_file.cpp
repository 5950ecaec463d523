// Writing and reading results files: everything comes back, and what goes wrong is said in plain words.
#include <csignal>
#include <cstring>
#include <set>

#include <sys/resource.h>

#include <catch2/catch.hpp>

#include "engine/results/file_sum.hpp"
#include "engine/results/group_writer.hpp"
#include "engine/results/reader.hpp"
#include "engine/results/writer.hpp"
#include "tests/results/describe.hpp"
#include "tests/results/sample.hpp"
#include "tests/results/temporary_folder.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

std::string write_fault(const Results& results, const std::filesystem::path& path) {
  try {
    write_results(results, path);
  } catch (const std::runtime_error& fault) {
    return fault.what();
  }
  return "written";
}

/// The message with the file's path replaced by FILE.
std::string read_fault(const std::filesystem::path& path, ResultsFault expected) {
  try {
    (void)read_results(path);
  } catch (const ResultsFileError& fault) {
    CHECK(fault.fault() == expected);
    std::string text = fault.what();
    if (const auto at = text.find(path.string()); at != std::string::npos)
      text.replace(at, path.string().size(), "FILE");
    return text;
  }
  return "read";
}

Hdf5Handle open_to_change(const std::filesystem::path& path) {
  return {H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose, "open a file to change it"};
}

/// Lets no file grow past `bytes` while alive: the nearest to a full disk that needs no disk.
class FileSizeLimit {
public:
  explicit FileSizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &before_);
    rlimit now = before_;
    now.rlim_cur = bytes;
    setrlimit(RLIMIT_FSIZE, &now);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

private:
  void (*handler_)(int);
  rlimit before_{};
};

} // namespace

TEST_CASE("a results file gives back everything that was written") {
  const TemporaryFolder folder;
  const Results written = sample_results();
  write_results(written, folder / "a.h5");
  CHECK(describe(read_results(folder / "a.h5")) == describe(written));
  CHECK_FALSE(std::filesystem::exists(folder / "a.h5.part"));
}

TEST_CASE("the comparison of studies sees one changed figure") {
  Results changed = sample_results();
  changed.variants[1].series_p95[2] = 140.00000000000003;
  CHECK(describe(changed) != describe(sample_results()));
}

TEST_CASE("equal results give equal files") {
  const TemporaryFolder folder;
  write_results(sample_results(), folder / "a.h5");
  write_results(sample_results(), folder / "b.h5");
  CHECK(read_text(folder / "a.h5") == read_text(folder / "b.h5"));
  Results other = sample_results();
  other.seed = 1;
  write_results(other, folder / "b.h5");
  CHECK(read_text(folder / "a.h5") != read_text(folder / "b.h5"));
}

TEST_CASE("a study with nothing in it is still a valid file") {
  const TemporaryFolder folder;
  write_results(Results{}, folder / "empty.h5");
  CHECK(describe(read_results(folder / "empty.h5")) == describe(Results{}));
}

TEST_CASE("arrays large enough to be compressed come back as written") {
  const TemporaryFolder folder;
  Results results = sample_results();
  results.replications = 20'000;
  for (VariantResult& variant : results.variants) {
    variant.values.assign(results.kpis.size() * results.replications, 0.0);
    for (std::size_t at = 0; at < variant.values.size(); ++at) variant.values[at] = 1.0 / double(at + 1);
  }
  write_results(results, folder / "large.h5");
  CHECK(describe(read_results(folder / "large.h5")) == describe(results));
}

TEST_CASE(
    "antithetic pairs and figures adjusted by controls come back as written, and are left out otherwise") {
  const TemporaryFolder folder;
  Results results = sample_results();
  write_results(results, folder / "plain.h5");
  CHECK_FALSE(read_results(folder / "plain.h5").antithetic);
  CHECK(read_results(folder / "plain.h5").controlled.empty());
  results.antithetic = true;
  results.controlled = {{"hub", "current", "rtt18", "share", 2, 0.1, 0.05, 0.15, -0.03}};
  write_results(results, folder / "pairs.h5");
  CHECK(describe(read_results(folder / "pairs.h5")) == describe(results));
}

TEST_CASE(
    "replications that begin later keep their numbers, and a file that does not say begins with the first") {
  const TemporaryFolder folder;
  Results results = sample_results();
  write_results(results, folder / "plain.h5");
  CHECK(read_results(folder / "plain.h5").first_replication == 0);
  results.first_replication = 16;
  write_results(results, folder / "later.h5");
  CHECK(describe(read_results(folder / "later.h5")) == describe(results));
}

TEST_CASE("a cancelled study gives a valid file that says so, its missing replications undefined") {
  const TemporaryFolder folder;
  Results results = sample_results();
  results.cancelled = true;
  results.variants[1].values.clear();
  results.variants[1].estimates.clear();
  write_results(results, folder / "a.h5");
  const Results read = read_results(folder / "a.h5");
  CHECK(read.cancelled);
  REQUIRE(read.variants[1].values.size() == 15);
  CHECK(std::isnan(read.variants[1].values[0]));
  CHECK(std::isnan(read.variants[1].estimates[0].mean));
  CHECK(read.variants[0].values[0] == 0.5);
  const Hdf5Handle file = open_to_change(folder / "a.h5");
  CHECK(H5Aexists(file.id(), "status") > 0);
}

TEST_CASE("a missing folder is named and nothing is written") {
  const TemporaryFolder folder;
  const auto path = folder / "nowhere/a.h5";
  CHECK(write_fault(sample_results(), path) ==
        "cannot write '" + path.string() + "': there is no folder '" + (folder / "nowhere").string() + "'");
  CHECK(write_fault(sample_results(), folder.path()) ==
        "cannot write '" + folder.path().string() + "': this is a folder");
}

TEST_CASE("a read-only file is left as it is") {
  const TemporaryFolder folder;
  const auto path = folder / "kept.h5";
  write_text(path, "precious");
  std::filesystem::permissions(path, std::filesystem::perms::owner_read);
  CHECK(write_fault(sample_results(), path) == "cannot write '" + path.string() + "': the file is read-only");
  CHECK(read_text(path) == "precious");
  CHECK_FALSE(std::filesystem::exists(folder / "kept.h5.part"));
}

TEST_CASE("a file that cannot be completed leaves the old one and no part behind") {
  const TemporaryFolder folder;
  const auto path = folder / "a.h5";
  write_text(path, "precious");
  {
    const FileSizeLimit limit(20'000);
    CHECK(write_fault(sample_results(), path) ==
          "cannot write '" + path.string() + "': the file would be larger than allowed here");
  }
  CHECK(read_text(path) == "precious");
  CHECK_FALSE(std::filesystem::exists(folder / "a.h5.part"));
  CHECK(write_fault(sample_results(), path) == "written");
}

TEST_CASE("what is no results file is told apart in plain words") {
  const TemporaryFolder folder;
  CHECK(read_fault(folder / "a.h5", ResultsFault::unreadable) == "there is no file 'FILE'");
  CHECK(read_fault(folder.path(), ResultsFault::unreadable) == "'FILE' is a folder, not a results file");
  write_text(folder / "text.h5", "not HDF5 at all");
  CHECK(read_fault(folder / "text.h5", ResultsFault::not_hdf5) ==
        "'FILE' is not a results file: it is not HDF5");
  {
    const Hdf5Handle other(H5Fcreate((folder / "other.h5").c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT),
                           H5Fclose, "make a file");
  }
  CHECK(read_fault(folder / "other.h5", ResultsFault::not_results) ==
        "'FILE' is HDF5, but not a Carepath results file");
}

TEST_CASE("a file of a newer format is refused by its number") {
  const TemporaryFolder folder;
  write_results(sample_results(), folder / "a.h5");
  {
    const Hdf5Handle file = open_to_change(folder / "a.h5");
    check_hdf5(H5Adelete(file.id(), "format"), "delete");
    GroupWriter(file.id()).attribute("format", std::string("carepath-results/12"));
  }
  CHECK(read_fault(folder / "a.h5", ResultsFault::newer) ==
        "'FILE' was made by a newer Carepath: its format is carepath-results/12, this version reads up to "
        "carepath-results/1");
}

TEST_CASE("a file cut short is damaged") {
  const TemporaryFolder folder;
  write_results(sample_results(), folder / "a.h5");
  const std::string whole = read_text(folder / "a.h5");
  write_text(folder / "half.h5", whole.substr(0, whole.size() / 2));
  CHECK(read_fault(folder / "half.h5", ResultsFault::damaged) ==
        "'FILE' is damaged: it cannot be opened (was it copied completely?)");
}

TEST_CASE("a missing or misshapen part is named") {
  const TemporaryFolder folder;
  write_results(sample_results(), folder / "a.h5");
  {
    const Hdf5Handle file = open_to_change(folder / "a.h5");
    check_hdf5(H5Ldelete(file.id(), "/series/mean", H5P_DEFAULT), "delete");
  }
  CHECK(read_fault(folder / "a.h5", ResultsFault::damaged) ==
        "'FILE' is damaged: part '/series/mean' is missing");
  {
    const Hdf5Handle file = open_to_change(folder / "a.h5");
    check_hdf5(
        H5Lmove(file.id(), "/variants/title", file.id(), "/variants/question2", H5P_DEFAULT, H5P_DEFAULT),
        "move");
    check_hdf5(H5Lmove(file.id(), "/stress/title", file.id(), "/variants/title", H5P_DEFAULT, H5P_DEFAULT),
               "move");
  }
  CHECK(read_fault(folder / "a.h5", ResultsFault::damaged) ==
        "'FILE' is damaged: part '/variants/title' has 1 values where 2 belong");
}

TEST_CASE("a file cut short anywhere is refused, never misread") {
  const TemporaryFolder folder;
  write_results(sample_results(), folder / "a.h5");
  const std::string whole = read_text(folder / "a.h5");
  constexpr std::size_t sum = 33; // without it nothing is missing
  for (std::size_t kept = 0; kept + sum < whole.size(); kept += whole.size() / 40) {
    write_text(folder / "cut.h5", whole.substr(0, kept));
    CHECK_THROWS_AS(read_results(folder / "cut.h5"), ResultsFileError);
  }
}

TEST_CASE("a changed byte anywhere is refused") {
  const TemporaryFolder folder;
  write_results(sample_results(), folder / "a.h5");
  const std::string whole = read_text(folder / "a.h5");
  for (std::size_t at = 0; at + 33 < whole.size(); at += whole.size() / 60) {
    auto changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    write_text(folder / "changed.h5", changed);
    CHECK_THROWS_AS(read_results(folder / "changed.h5"), ResultsFileError);
  }
  write_text(folder / "changed.h5", whole);
  CHECK(describe(read_results(folder / "changed.h5")) == describe(sample_results()));
}

TEST_CASE("a damaged file never ends the program that reads it, without its sum and with one put right") {
  const TemporaryFolder folder;
  write_results(sample_results(), folder / "a.h5");
  auto whole = read_text(folder / "a.h5");
  whole.resize(whole.size() - 33);
  for (std::size_t at = 0; at < whole.size(); at += whole.size() / 150) {
    auto changed = whole;
    for (std::size_t byte = at; byte < std::min(at + 8, changed.size()); ++byte) changed[byte] = '\xff';
    for (const std::string& bytes : {changed, with_sum(changed)}) {
      write_text(folder / "changed.h5", bytes);
      try {
        static_cast<void>(read_results(folder / "changed.h5"));
      } catch (const ResultsFileError&) {
      }
    }
  }
  write_text(folder / "changed.h5", whole);
  CHECK(describe(read_results(folder / "changed.h5")) == describe(sample_results()));
}

namespace {

/// Where a results file says how long a text is: before the address of a heap of texts ("GCOL").
std::vector<std::size_t> lengths_of_texts(const std::string& whole) {
  std::set<std::uint64_t> heaps;
  for (auto at = whole.find("GCOL"); at != std::string::npos; at = whole.find("GCOL", at + 1))
    heaps.insert(at);
  std::vector<std::size_t> found;
  for (std::size_t at = 0; at + 12 <= whole.size(); ++at) {
    std::uint64_t address = 0;
    std::memcpy(&address, whole.data() + at + 4, sizeof address);
    if (heaps.contains(address)) found.push_back(at);
  }
  return found;
}

/// The most that this process and those it has waited for had at once, in MB.
double most_megabytes(int who) {
  rusage used{};
  getrusage(who, &used);
  return static_cast<double>(used.ru_maxrss) / 1024;
}

} // namespace

TEST_CASE("a text said to have two thousand million letters takes no memory of that size") {
  const TemporaryFolder folder;
  write_results(sample_results(), folder / "a.h5");
  auto whole = read_text(folder / "a.h5");
  whole.resize(whole.size() - 33);
  const auto lengths = lengths_of_texts(whole);
  REQUIRE(lengths.size() > 20);
  [[maybe_unused]] const double before = most_megabytes(RUSAGE_SELF);
  std::size_t refused = 0;
  for (std::size_t at = 0; at < lengths.size(); at += lengths.size() / 20) {
    auto changed = whole;
    const std::uint32_t length = 2'000'000'000;
    std::memcpy(changed.data() + lengths[at], &length, sizeof length);
    write_text(folder / "changed.h5", changed);
    try {
      static_cast<void>(read_results(folder / "changed.h5"));
    } catch (const ResultsFileError&) {
      ++refused;
    }
  }
  CHECK(refused > 10);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) // they leave no room for a bound
  CHECK(most_megabytes(RUSAGE_SELF) < before + 400);
  CHECK(most_megabytes(RUSAGE_CHILDREN) < before + 400);
#endif
}
