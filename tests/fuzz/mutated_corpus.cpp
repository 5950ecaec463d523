// Every target stands the inputs in corpus/ and some hundreds of changes to them: the short run of the
// fuzzing that cmake/fuzz.sh does at length. A fault ends the program.
#include "tests/fuzz/processor_time.hpp"
#include "tests/fuzz/scratch.hpp"
#include "tests/fuzz/targets.hpp"

#include "engine/random/stream.hpp"
#include "engine/results/writer.hpp"
#include "tests/results/sample.hpp"
#include "tests/results/temporary_folder.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <iterator>

using namespace carepath;
using namespace carepath::test;

namespace {

constexpr std::string_view words[] = {
    "\"",  "'",     "[", "]",  "{",      "}",       "=",        "= ",          ",",     "\n",  ".",  "-1",
    "nan", "1e308", "0", "[[", "\"\"\"", "\\u0000", "per week", "drop = true", "= if(", "mix", "by", "\xff"};

class Luck {
public:
  explicit Luck(std::uint64_t seed) : seed_(seed) {}
  std::size_t below(std::size_t most) { return most == 0 ? 0 : mix64(seed_, ++drawn_) % most; }

private:
  std::uint64_t seed_, drawn_ = 0;
};

std::string changed(std::string bytes, Luck& luck) {
  for (std::size_t times = 1 + luck.below(4); times > 0; --times) {
    const auto at = luck.below(bytes.size() + 1);
    switch (luck.below(5)) {
    case 0: bytes.insert(at, words[luck.below(std::size(words))]); break;
    case 1: bytes.erase(at, 1 + luck.below(20)); break;
    case 2:
      if (at < bytes.size()) bytes[at] = static_cast<char>(luck.below(256));
      break;
    case 3: bytes.insert(at, bytes.substr(luck.below(bytes.size() + 1), luck.below(60))); break;
    default: bytes.resize(at); break;
    }
  }
  return bytes;
}

std::vector<std::string> first_inputs(std::string_view target) {
  std::vector<std::string> inputs;
  const auto folder = std::filesystem::path(CAREPATH_SOURCE_DIR) / "tests/fuzz/corpus" / target;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error))
    inputs.push_back(read_text(entry.path()));
  std::sort(inputs.begin(), inputs.end());
  if (target == "results") {
    auto whole = results_bytes(sample_results());
    whole.resize(whole.size() - 33); // without its sum, by which every change would be noticed at once
    inputs.push_back(whole);
  }
  return inputs;
}

std::size_t times_wanted() {
  const char* told = std::getenv("CAREPATH_FUZZ_CHANGES");
  return told ? std::stoul(told) : 400;
}

} // namespace

TEST_CASE("every target stands its first inputs and changes to them, none for five seconds") {
  for (const auto& target : fuzz_targets()) {
    INFO(target.name);
    auto inputs = first_inputs(target.name);
    if (target.name == "valid") inputs.emplace_back();
    REQUIRE_FALSE(inputs.empty());
    Luck luck(text_hash(target.name));
    std::size_t slow = 0;
    for (std::size_t at = 0; at < inputs.size() + times_wanted(); ++at) {
      const auto bytes = at < inputs.size() ? inputs[at] : changed(inputs[luck.below(inputs.size())], luck);
      const auto began = processor_seconds();
      target.run(bytes);
      slow += processor_seconds() - began > most_seconds;
    }
    CHECK(slow == 0);
  }
}

TEST_CASE("changes reach both sides: some inputs are accepted and some refused") {
  Luck luck(1);
  const auto inputs = first_inputs("scenario");
  std::size_t same = 0;
  for (int at = 0; at < 50; ++at) same += changed(inputs[0], luck) == inputs[0];
  CHECK(same < 10);
}
