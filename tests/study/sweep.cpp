// Sweeps read and expanded: names, order, constraints, and what each point's scenario says.
#include "models/study/sweep.hpp"
#include "models/scenario/toml_reader.hpp"
#include "models/study/value_range.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>

using namespace carepath;

namespace {

/// A sweep over a small scenario, read from files in a folder of its own.
struct Reading {
  explicit Reading(const std::string& sweep) : Reading(sweep, {}, false) {}
  /// The same from a file of its own, which changes something of the scenario.
  Reading(const std::string& sweep, const std::string& change) : Reading(sweep, change, true) {}
  Reading(const std::string& sweep, const std::string& change, bool alone) {
    const auto folder = std::filesystem::temp_directory_path() / "carepath-sweep-test";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "hub.toml")
        << "[scenario]\ntitle = \"Hub\"\n[resource.room]\ncapacity = 9\n[parameter.dna]\nis = 0.2\n";
    std::ofstream(folder / "clinic.toml")
        << "[scenario]\ntitle = \"Clinic\"\n[parameter.dna]\nis = 0.1\n[resource.room]\ncapacity = 2\n"
           "[resource.nurse]\ncapacity = \"= dna * 10\"\n[step.triage]\nneeds = \"room\"\n[source.gp]\nrate "
           "= \"40 per week\"\n"
           "[variant.big]\n\"resource.room.capacity\" = 7\n"
        << (alone ? "" : sweep);
    std::ofstream(folder / "own.toml") << "[scenario]\ntitle = \"Sweep\"\nbase = \"clinic.toml\"\n"
                                       << change << sweep;
    const auto document = read_document(folder / (alone ? "own.toml" : "clinic.toml"), texts, faults);
    read = read_sweep(document, texts, faults);
    std::filesystem::remove_all(folder);
  }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> out;
    for (const auto& point : read.points) out.push_back(point.name);
    return out;
  }
  /// What stands at a path in the scenario of a point.
  [[nodiscard]] std::string at(std::size_t point, const std::string& path) {
    const auto document = document_at(read, read.points.at(point), faults);
    const auto* node = find_path(document, path);
    return node ? written_form(*node) : "nothing";
  }
  SourceTexts texts;
  Diagnostics faults;
  Sweep read;
};

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("a grid crosses its values, the last path changing fastest", "[sweep]") {
  Reading sweep("[sweep]\ngrid = { resource.room.capacity = [2, 3], \"source.gp.rate\" = [\"40 per week\", "
                "\"50 per week\"] }\n");
  CHECK(sweep.faults.render(sweep.texts) == "");
  CHECK(sweep.names() == Names{"room.capacity=2,gp.rate=40 per week", "room.capacity=2,gp.rate=50 per week",
                               "room.capacity=3,gp.rate=40 per week", "room.capacity=3,gp.rate=50 per week"});
  CHECK(sweep.at(3, "resource.room.capacity") == "3");
  CHECK(sweep.at(3, "source.gp.rate") == "\"50 per week\"");
}

TEST_CASE("lists that go together are one factor, and must be of one length", "[sweep]") {
  Reading sweep(
      "[sweep]\nzip = [{ \"resource.room.capacity\" = [2, 3], \"parameter.dna.is\" = [0.1, 0.2] }]\n");
  CHECK(sweep.names() == Names{"room.capacity=2,dna=0.1", "room.capacity=3,dna=0.2"});
  Reading uneven("[sweep]\nzip = [{ \"resource.room.capacity\" = [2, 3], \"parameter.dna.is\" = [0.1] }]\n");
  CHECK(uneven.faults.has_errors());
}

TEST_CASE("alternatives are settings, variants of the scenario, or other files", "[sweep]") {
  Reading sweep(
      "[sweep]\nalternatives = { triage = { with = {}, without = { \"step.triage.drop\" = true } }, "
      "site = { here = {}, big = \"big\", hub = \"hub.toml\" } }\n");
  CHECK(sweep.faults.render(sweep.texts) == "");
  CHECK(sweep.names().front() == "triage=with,site=here");
  CHECK(sweep.names().size() == 6);
  CHECK(sweep.at(0, "step.triage.needs") == "\"room\"");
  CHECK(sweep.at(3, "step.triage.needs") == "nothing");
  CHECK(sweep.at(1, "resource.room.capacity") == "7");
  CHECK(sweep.at(2, "resource.room.capacity") == "9");
}

TEST_CASE("what a sweep in a file of its own changes must not be lost where points begin with a file",
          "[sweep]") {
  const auto told = [](const std::string& change, const std::string& alternatives) {
    Reading sweep("[sweep]\nalternatives = { site = " + alternatives + " }\n", change);
    return sweep.faults.render(sweep.texts);
  };
  const std::string file = "{ here = {}, hub = \"hub.toml\" }";
  CHECK(told("", file) == "");
  CHECK(told("[run]\nseed = 4\n", file) == "");
  CHECK(told("[resource.room]\ncapacity = 3\n", "{ here = {}, more = { \"resource.room.capacity\" = 4 } }") ==
        "");
  const auto lost = told("[resource.room]\ncapacity = 3\n", file);
  CHECK(
      lost.find("own.toml:5:1: error: what is changed here of 'resource.room' would be lost where the sweep "
                "begins with 'hub.toml'") != std::string::npos);
}

TEST_CASE("a dropped step may be one value of a grid", "[sweep]") {
  Reading sweep("[sweep]\ngrid = { \"step.triage.drop\" = [false, true] }\n");
  CHECK(sweep.at(0, "step.triage.needs") == "\"room\"");
  CHECK(sweep.at(1, "step.triage.needs") == "nothing");
}

TEST_CASE("a sample stays in its ranges, whole where the ends are, in the unit of the ends", "[sweep]") {
  Reading sweep(
      "[sweep]\nsample = { method = \"sobol\", points = 32, ranges = { \"resource.room.capacity\" = [2, 5], "
      "\"source.gp.rate\" = [\"40 per week\", \"60 per week\"] } }\n");
  REQUIRE(sweep.read.points.size() == 32);
  double mean = 0;
  for (const auto& point : sweep.read.points) {
    CHECK(point.coordinates[0].find_first_not_of("2345") == std::string::npos);
    CHECK(point.coordinates[1].ends_with(" per week"));
    mean += std::stod(point.coordinates[1]) / 32;
  }
  CHECK(mean == Approx(50).margin(0.35)); // an even spread of 32 is off by less than half a stratum, 20/32/2
}

TEST_CASE("points of a sample that fall together count once", "[sweep]") {
  Reading sweep("[sweep]\nsample = { method = \"latin_hypercube\", points = 40, ranges = { "
                "\"resource.room.capacity\" = [2, 5] } }\n");
  CHECK(sweep.read.points.size() == 4);
}

TEST_CASE("constraints see paths, parameters, expressions and coordinates, and count what they exclude",
          "[sweep]") {
  Reading sweep(
      "[sweep]\ngrid = { \"resource.room.capacity\" = [1, 2, 3], \"parameter.dna.is\" = [0.1, 0.3] }\n"
      "alternatives = { size = { small = {}, large = {} } }\n"
      "constraints = { enough = \"resource.room.capacity >= resource.nurse.capacity\", "
      "large = \"size == small or dna > 0.2\" }\n");
  CHECK(sweep.faults.render(sweep.texts) == "");
  CHECK(sweep.names() == Names{"size=small,room.capacity=1,dna=0.1", "size=small,room.capacity=2,dna=0.1",
                               "size=small,room.capacity=3,dna=0.1", "size=small,room.capacity=3,dna=0.3",
                               "size=large,room.capacity=3,dna=0.3"});
  CHECK(sweep.read.constraints[0].excluded == 4);
  CHECK(sweep.read.constraints[1].excluded == 3);
}

TEST_CASE("a constraint that cannot be worked out is refused, as is one that leaves nothing", "[sweep]") {
  const std::string grid = "[sweep]\ngrid = { \"resource.room.capacity\" = [1, 2] }\n";
  CHECK_FALSE(
      Reading(grid + "constraints = { fine = \"source.gp.rate > 10 per week\" }\n").faults.has_errors());
  CHECK(Reading(grid + "constraints = { unit = \"source.gp.rate > 10\" }\n").faults.has_errors());
  CHECK(Reading(grid + "constraints = { typo = \"romm.capacity > 1\" }\n").faults.has_errors());
  CHECK(Reading(grid + "constraints = { none = \"room.capacity > 5\" }\n").faults.has_errors());
}

TEST_CASE("a misspelt path, a path twice and equal values are refused", "[sweep]") {
  CHECK(Reading("[sweep]\ngrid = { \"resource.romm.capacity\" = [1, 2] }\n").faults.has_errors());
  CHECK(Reading("[sweep]\ngrid = { \"resource.room.capacity\" = [1, 1] }\n").faults.has_errors());
  CHECK(Reading("[sweep]\ngrid = { \"resource.room.capacity\" = [1] }\nzip = [{ \"resource.room.capacity\" = "
                "[2] }]\n")
            .faults.has_errors());
  CHECK(Reading("").faults.has_errors());
}

TEST_CASE("a number of a range has few digits, yet as many as keep it inside, and the ends are exact",
          "[sweep]") {
  CHECK(number_within(1.23456789, 1, 3, false) == "1.23457");
  CHECK(number_within(1000003.3456789, 1000003, 1000004, false) == "1000003.3457");
  CHECK(number_within(0.12345679, 0.1, 0.1234568, false) == "0.1234568");
  CHECK(number_within(1000000.25, 1000000.25, 1000000.75, false) == "1000000.25");
  const ValueRange whole{1000003, 1000008, true};
  for (const double u : {0.0, 0.1, 0.5, 0.9, 1.0}) {
    CHECK(whole.at(u).number == std::floor(whole.at(u).number));
    CHECK(whole.at(u).number >= whole.low);
    CHECK(whole.at(u).number <= whole.high);
  }
  CHECK(written_form(whole.at(1)) == "1000008");
}
