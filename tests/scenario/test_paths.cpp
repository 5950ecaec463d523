// Paths into a document: --set, variants, and the difference between two documents.
#include "tests/scenario/reading.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace carepath;
using namespace carepath::test;

namespace {

const std::string scenario =
    "[run]\nlength = \"2 weeks\"\n[resource.clinic]\nslots = 6\n[step.examine]\ntakes = { dist = "
    "\"normal\", mean = \"16 min\", sd = \"2 min\" }\nneeds = [\"room\", { use = \"bed\", wait = "
    "\"0 h\" }]\nnext = { \"a.b\" = 0.5, c = 0.5 }\n";

struct Opened {
  Opened() {
    library.write("x.toml", scenario);
    document = library.read("x.toml");
    REQUIRE(library.printed().empty());
  }
  [[nodiscard]] std::string step(std::string_view key) const {
    return written_form(document.item("step", "examine")->find(key)->value);
  }
  /// What `--set` says about an assignment.
  std::string set(std::string_view assignment) {
    Diagnostics faults;
    const bool done = set_typed(document, assignment, faults);
    CHECK(done == faults.all().empty());
    return first_fault(faults);
  }
  /// The same where new paths are refused.
  std::string strict(std::string_view path) {
    Diagnostics faults;
    const bool done = set_path(document, path, make_number(1), {}, NewPaths::refused, faults);
    CHECK(done == faults.all().empty());
    return first_fault(faults);
  }
  Library library;
  Document document;
};

std::string listed(const std::vector<Change>& changes) {
  std::string out;
  for (const auto& change : changes)
    out += fmt::format("{}: {} -> {}\n", change.path, change.before, change.after);
  return out;
}

} // namespace

TEST_CASE("--set reaches fields, places inside them and whole items") {
  Opened opened;
  CHECK(opened.set("resource.clinic.slots=8") == "no fault");
  CHECK(written_form(opened.document.item("resource", "clinic")->find("slots")->value) == "8");
  CHECK(opened.set("step.examine.takes.mean=12 min") == "no fault");
  CHECK(opened.step("takes") == "{ dist = \"normal\", mean = \"12 min\", sd = \"2 min\" }");
  CHECK(opened.set("step.examine.needs.2.wait=1 h") == "no fault");
  CHECK(opened.step("needs") == "[\"room\", { use = \"bed\", wait = \"1 h\" }]");
  CHECK(opened.set("step.examine.next.\"a.b\"=0.6") == "no fault");
  CHECK(opened.step("next") == "{ \"a.b\" = 0.6, c = 0.5 }");
  CHECK(opened.set("step.returns = { next = \"home\" }") == "no fault");
  CHECK(written_form(opened.document.item("step", "returns")->find("next")->value) == "\"home\"");
  CHECK(opened.set("run.length=3 weeks") == "no fault");
  CHECK(opened.set("outcome.home=Home") == "no fault");
  CHECK(written_form(opened.document.item("outcome", "home")->find("label")->value) == "\"Home\"");
}

TEST_CASE("what stands at a path is found in fields, tables and lists") {
  Opened opened;
  const auto at = [&](std::string_view path) {
    const auto* node = find_path(opened.document, path);
    return node ? written_form(*node) : std::string("nothing");
  };
  CHECK(at("step.examine.takes.mean") == "\"16 min\"");
  CHECK(at("step.examine.needs.1") == "\"room\"");
  CHECK(at("step.examine.needs.2.wait") == "\"0 h\"");
  CHECK(at("step.examine.needs.3") == "nothing");
  CHECK(at("step.examine.needs.0") == "nothing");
  CHECK(at("step.examine.needs.wait") == "nothing");
  CHECK(at("step.examine.takes.mean.1") == "nothing");
}

TEST_CASE("a path that leads nowhere names the nearest") {
  Opened opened;
  CHECK(opened.set("resorce.clinic.slots=8") == "there is no section 'resorce' | did you mean 'resource'?");
  CHECK(opened.strict("resource.clinc.slots") == "there is no resource 'clinc' | did you mean 'clinic'?");
  CHECK(opened.strict("resource.clinic.slot") ==
        "'resource.clinic' has no field 'slot' | did you mean 'slots'?");
  CHECK(opened.strict("step.examine.takes.maen") ==
        "'step.examine.takes' has no 'maen' | did you mean 'mean'?");
  CHECK(opened.set("step.examine.takn.mean=2") ==
        "'step.examine' has no field 'takn' | did you mean 'takes'?");
  CHECK(opened.set("resource.clinic.slots.mean=2") ==
        "'resource.clinic.slots' is a number, so it has no 'mean'");
  CHECK(opened.set("step.examine.needs.3=x") ==
        "'step.examine.needs' is a list of 2; '3' is not a place in it | places in a list count from 1");
  CHECK(opened.set("resource=8") ==
        "'resource' names a whole section | go on to an item, such as resource.name");
  CHECK(opened.set("run=8") == "'run' names a whole section | go on to a field");
  CHECK(opened.set("resource..slots=8") == "'resource..slots' is not a path | such as resource.clinic.slots");
  CHECK(opened.set("resource.clinic.slots") ==
        "'resource.clinic.slots' is not PATH=VALUE | such as --set resource.clinic.slots=8");
  CHECK(opened.set("step.examine=8") == "'step.examine' is a whole step, so it takes no single value | go on "
                                        "to a field: step.examine.takes");
}

TEST_CASE("variants are listed in order and applied to a copy") {
  Library library;
  library.write("x.toml",
                scenario +
                    "[variant.more]\n\"resource.clinic.slots\" = 9\n\"step.examine.takes.mean\" = \"12 "
                    "min\"\n[variant.none]\n[variant.bad]\nslots = 3\n");
  const auto document = library.read("x.toml");
  const auto all = variants(document);
  REQUIRE(all.size() == 3);
  CHECK(all[0].name == "more");
  CHECK(all[1].settings.empty());
  auto more = document;
  CHECK(apply_variant(more, all[0], library.faults));
  CHECK(listed(difference(document, more)) == "resource.clinic.slots: 6 -> 9\n"
                                              "step.examine.takes.mean: \"16 min\" -> \"12 min\"\n");
  CHECK_FALSE(apply_variant(more, all[2], library.faults));
  CHECK(library.printed() == "x.toml:14:1: error: variant 'bad' sets 'slots', which is not a path\n  14 | "
                             "slots = 3\n     | ^\n    = write the "
                             "whole path in quotes, such as \"resource.clinic.slots\" = 8\n");
}

TEST_CASE("a difference shows what is new, changed and gone") {
  Opened opened;
  auto changed = opened.document;
  Diagnostics faults;
  CHECK(set_typed(changed, "step.home={ next = \"out\" }", faults));
  CHECK(set_typed(changed, "step.examine.next=home", faults));
  CHECK(set_typed(changed, "step.examine.priority=2", faults));
  changed.section("resource")->remove("clinic");
  CHECK(listed(difference(opened.document, changed)) ==
        "step.examine.next: { \"a.b\" = 0.5, c = 0.5 } -> \"home\"\n"
        "step.examine.priority:  -> 2\n"
        "step.home:  -> { next = \"out\" }\n"
        "resource.clinic: { slots = 6 } -> \n");
  CHECK(difference(opened.document, opened.document).empty());
}
