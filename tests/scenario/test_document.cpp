// Documents: overlays, bases and their faults.
#include "tests/scenario/reading.hpp"

#include <catch2/catch.hpp>

using namespace carepath;
using namespace carepath::test;

namespace {

std::string field(const Document& document, std::string_view kind, std::string_view item,
                  std::string_view key) {
  const auto* found = document.item(kind, item);
  const auto* value = found ? found->find(key) : nullptr;
  return value ? written_form(value->value) : "none";
}

const std::string current =
    "[scenario]\ntitle = \"Current\"\n[resource]\nclinic = { slots = 6, sessions = \"20 per "
    "week\" }\n[resource.ward]\ncapacity = 24\n[step.listed]\nnext = { theatre = 0.7, tests "
    "= 0.3 }\n[outcome]\ngone = \"Left\"\n[run]\nlength = \"2 weeks\"\n";

} // namespace

TEST_CASE("a section of inline tables is the same as a section for each item") {
  Library library;
  library.write("x.toml", current);
  const auto document = library.read("x.toml");
  CHECK(library.printed().empty());
  CHECK(field(document, "resource", "clinic", "slots") == "6");
  CHECK(field(document, "resource", "ward", "capacity") == "24");
  CHECK(field(document, "outcome", "gone", "label") == "\"Left\"");
  CHECK(field(document, "run", "", "length") == "\"2 weeks\"");
  CHECK(document.section("resource")->names() == std::vector<std::string>{"clinic", "ward"});
}

TEST_CASE("an overlay replaces fields whole and keeps the others") {
  Library library;
  library.write("current.toml", current);
  library.write("hub.toml",
                "[scenario]\ntitle = \"Hub\"\nbase = \"current.toml\"\n[step.listed]\nnext = { theatre = 1.0 "
                "}\n[resource.clinic]\nslots = 8\n");
  const auto document = library.read("hub.toml");
  CHECK(library.printed().empty());
  CHECK(field(document, "step", "listed", "next") == "{ theatre = 1 }");
  CHECK(field(document, "resource", "clinic", "slots") == "8");
  CHECK(field(document, "resource", "clinic", "sessions") == "\"20 per week\"");
  CHECK(field(document, "scenario", "", "title") == "\"Hub\"");
  CHECK(field(document, "scenario", "", "base") == "none");
  const auto& clinic = *document.item("resource", "clinic");
  REQUIRE(clinic.files.size() == 2);
  CHECK(library.texts.name(clinic.files[1]) == library.path("hub.toml").string());
  CHECK(library.texts.name(clinic.find("slots")->key_where.file) == library.path("hub.toml").string());
  CHECK(library.texts.name(clinic.find("sessions")->key_where.file) == library.path("current.toml").string());
}

TEST_CASE("with several bases each file is applied once, in order") {
  Library library;
  library.write("current.toml", current);
  library.write("a.toml", "[scenario]\nbase = \"current.toml\"\n[resource.ward]\ncapacity = 30\n");
  library.write("b.toml", "[scenario]\nbase = \"current.toml\"\n[resource.clinic]\nslots = 9\n");
  library.write("both.toml", "[scenario]\nbase = [\"a.toml\", \"b.toml\"]\n");
  const auto document = library.read("both.toml");
  CHECK(library.printed().empty());
  CHECK(document.files.size() == 4);
  CHECK(field(document, "resource", "ward", "capacity") == "30"); // not put back by b's own base
  CHECK(field(document, "resource", "clinic", "slots") == "9");
}

TEST_CASE("two overlays that set the same field are reported, unless a later file decides") {
  Library library;
  library.write("current.toml", current);
  library.write("a.toml", "[scenario]\nbase = \"current.toml\"\n[resource.ward]\ncapacity = 30\n");
  library.write("b.toml", "[scenario]\nbase = \"current.toml\"\n[resource.ward]\ncapacity = 20\n");
  library.write("both.toml", "[scenario]\nbase = [\"a.toml\", \"b.toml\"]\n");
  CHECK(field(library.read("both.toml"), "resource", "ward", "capacity") == "20");
  CHECK_FALSE(library.faults.has_errors());
  CHECK(library.printed() ==
        "b.toml:4:1: warning: 'resource.ward.capacity' is also set by a.toml; the value here is "
        "used\n  4 | capacity = 20\n    | ^\n    = set it in the scenario that names both bases "
        "to say which is meant\n");
  Library decided;
  for (const char* name : {"current.toml", "a.toml", "b.toml"})
    std::filesystem::copy_file(library.path(name), decided.path(name));
  decided.write("both.toml", "[scenario]\nbase = [\"a.toml\", \"b.toml\"]\n[resource.ward]\ncapacity = 25\n");
  CHECK(field(decided.read("both.toml"), "resource", "ward", "capacity") == "25");
  CHECK(decided.printed().empty());
}

TEST_CASE("of several overlays the one is named whose value would stand, and none that another decided") {
  Library library;
  library.write("current.toml", current);
  library.write("a.toml", "[scenario]\nbase = \"current.toml\"\n[resource.ward]\ncapacity = 30\n");
  library.write("later.toml", "[scenario]\nbase = \"a.toml\"\n[resource.ward]\ncapacity = 25\n");
  library.write("b.toml", "[scenario]\nbase = \"current.toml\"\n[resource.ward]\ncapacity = 20\n");
  library.write("same.toml", "[scenario]\nbase = \"current.toml\"\n[resource.ward]\ncapacity = 25\n");
  library.write("both.toml", "[scenario]\nbase = [\"later.toml\", \"b.toml\"]\n");
  library.write("alike.toml", "[scenario]\nbase = [\"later.toml\", \"same.toml\"]\n");
  static_cast<void>(library.read("alike.toml"));
  CHECK(library.printed().empty());
  static_cast<void>(library.read("both.toml"));
  CHECK(library.printed().find("is also set by later.toml; the value here is used") != std::string::npos);
}

TEST_CASE("bases that lead back to themselves are faults") {
  Library library;
  library.write("a.toml", "[scenario]\nbase = \"b.toml\"\n");
  library.write("b.toml", "[scenario]\nbase = \"a.toml\"\n");
  static_cast<void>(library.read("a.toml"));
  CHECK(library.printed() ==
        "b.toml:2:8: error: base 'a.toml' leads back to itself\n  2 | base = \"a.toml\"\n    |        "
        "^\n    = a scenario cannot rest on itself, directly or through its bases\n");
}

TEST_CASE("bases stay inside the scenario library") {
  Library library;
  library.write("outside.toml", current);
  library.write("in/x.toml", "[scenario]\nbase = [\"../outside.toml\", \"/etc/passwd\", \"none.toml\", 3]\n");
  static_cast<void>(library.read("in/x.toml"));
  const auto printed = library.printed();
  CHECK(printed.find("in/x.toml:2:9: error: '../outside.toml' lies outside the scenario library\n") == 0);
  CHECK(printed.find("    = an empty file .carepath-library marks the library's top folder; --library FOLDER "
                     "names another\n") != std::string::npos);
  CHECK(printed.find("in/x.toml:2:28: error: '/etc/passwd' must be a file name relative to this file\n") !=
        std::string::npos);
  CHECK(printed.find("in/x.toml:2:43: error: there is no file 'none.toml'\n") != std::string::npos);
  CHECK(printed.find("in/x.toml:2:56: error: 'base' must be a file name or a list of file names\n") !=
        std::string::npos);
}

TEST_CASE("a marked library lets bases lie in folders beside") {
  Library library;
  library.write(".carepath-library", "");
  library.write("common/current.toml", current);
  library.write("in/x.toml", "[scenario]\nbase = \"../common/current.toml\"\n");
  const auto document = library.read("in/x.toml");
  CHECK(library.printed().empty());
  CHECK(field(document, "resource", "ward", "capacity") == "24");
}

TEST_CASE("a link out of the library is not followed") {
  Library library;
  library.write("outside.toml", current);
  library.write("in/x.toml", "[scenario]\nbase = \"link.toml\"\n");
  std::filesystem::create_symlink(library.path("outside.toml"), library.path("in/link.toml"));
  static_cast<void>(library.read("in/x.toml"));
  CHECK(
      library.printed().starts_with("in/x.toml:2:8: error: 'link.toml' lies outside the scenario library\n"));
}

TEST_CASE("unknown sections and items that are no tables are faults") {
  Library library;
  library.write("x.toml",
                "title = \"x\"\n[resorce.clinic]\nslots = 6\n[step]\nward = 3\n[[source]]\nrate = 1\n");
  static_cast<void>(library.read("x.toml"));
  const auto printed = library.printed();
  CHECK(printed.find("x.toml:1:1: error: there is no section 'title'\n") == 0);
  CHECK(printed.find("x.toml:2:2: error: there is no section 'resorce'\n") != std::string::npos);
  CHECK(printed.find("    = did you mean 'resource'?\n") != std::string::npos);
  CHECK(printed.find("error: step 'ward' must be a table of fields, but is a number\n") != std::string::npos);
  CHECK(printed.find("error: 'source' must be a section, but is a list\n") != std::string::npos);
}

TEST_CASE("a missing scenario is a fault of the file") {
  Library library;
  static_cast<void>(library.read("none.toml"));
  CHECK(library.printed() == "none.toml: error: there is no such file\n");
}

namespace {

/// The redesign of `current` with these lines, read; what was printed is left in the library.
Document redesign(Library& library, const std::string& lines) {
  library.write("current.toml", current);
  library.write("new.toml", "[scenario]\nbase = \"current.toml\"\n" + lines);
  return library.read("new.toml");
}

} // namespace

TEST_CASE("an overlay drops an item of its base") {
  Library library;
  const auto document =
      redesign(library, "[resource.ward]\ndrop = true\n[outcome]\ngone = { drop = true }\n");
  CHECK(library.printed().empty());
  CHECK(document.item("resource", "ward") == nullptr);
  CHECK(document.item("outcome", "gone") == nullptr);
  CHECK(document.item("resource", "clinic") != nullptr);
  REQUIRE(document.dropped.size() == 2);
  CHECK(document.dropped[0].name == "ward");
}

TEST_CASE("nothing is dropped that is not there, or that is also changed") {
  Library library;
  static_cast<void>(redesign(library,
                             "[resource.wart]\ndrop = true\n[step.listed]\ndrop = true\nnext = \"x\"\n"
                             "[resource.clinic]\ndrop = \"yes\"\n[run]\ndrop = true\n"));
  const auto printed = library.printed();
  CHECK(printed.find("new.toml:4:1: error: there is no resource 'wart' to drop") != std::string::npos);
  CHECK(printed.find("did you mean 'ward'?") != std::string::npos);
  CHECK(printed.find("[step.listed] is dropped, so it can set nothing") != std::string::npos);
  CHECK(printed.find("'drop' of [resource.clinic] is true, or is left out") != std::string::npos);
  CHECK(printed.find("the section [run] cannot be dropped") != std::string::npos);
}

TEST_CASE("an overlay adds to a list of its base") {
  Library again;
  again.write("a.toml", "[clock.rtt]\nstops = [{ at = \"ward.start\" }]\n[kpi.wait]\nshow = \"mean\"\n");
  again.write("b.toml", "[scenario]\nbase = \"a.toml\"\n[clock.rtt]\nadd.stops = [{ at = \"review.end\" }]\n"
                        "[kpi.wait]\nadd.show = \"p95\"\nadd.by = [\"urgency\"]\n");
  const auto added = again.read("b.toml");
  CHECK(again.printed().empty());
  CHECK(field(added, "clock", "rtt", "stops") == "[{ at = \"ward.start\" }, { at = \"review.end\" }]");
  CHECK(field(added, "kpi", "wait", "show") == "[\"mean\", \"p95\"]");
  CHECK(field(added, "kpi", "wait", "by") == "[\"urgency\"]");
  Library wrong;
  static_cast<void>(redesign(wrong, "[resource.ward]\nadd.capacity = 3\n[resource.clinic]\nadd = 3\n"));
  CHECK(wrong.printed().find("'capacity' is a number, so nothing can be added to it") != std::string::npos);
  CHECK(wrong.printed().find("'add' says to which lists something is added") != std::string::npos);
}

TEST_CASE("an addition to a list that a step takes from another adds to that list") {
  Library library;
  library.write(
      "a.toml",
      "[defaults.step]\nneeds = \"desk\"\n[step.third]\nlike = \"second\"\nadd.needs = \"theatre\"\n"
      "[step.second]\nlike = \"first\"\nadd.needs = [\"nurse\"]\n[step.first]\nneeds = \"room\"\n"
      "[step.a_seventh]\nlike = \"a_sixth\"\nadd.needs = \"porter\"\n[step.a_sixth]\nlike = \"second\"\n"
      "[step.fourth]\nadd.needs = \"porter\"\n[step.fifth]\nlike = \"first\"\nadd.needs = \"nurse\"\n");
  library.write("b.toml",
                "[scenario]\nbase = \"a.toml\"\n[step.first]\nneeds = [\"bay\"]\n[step.second]\nadd.needs = "
                "\"doctor\"\n[step.fifth]\nneeds = \"chair\"\n");
  auto merged = library.read("b.toml");
  CHECK(library.printed().empty());
  CHECK(field(merged, "step", "second", "needs") == "[\"bay\", \"nurse\", \"doctor\"]");
  CHECK(field(merged, "step", "third", "needs") == "[\"bay\", \"nurse\", \"doctor\", \"theatre\"]");
  CHECK(field(merged, "step", "a_seventh", "needs") == "[\"bay\", \"nurse\", \"doctor\", \"porter\"]");
  CHECK(field(merged, "step", "fourth", "needs") == "[\"desk\", \"porter\"]");
  CHECK(field(merged, "step", "fifth", "needs") == "\"chair\""); // set whole by the later file
  Library typed;
  typed.write("a.toml", "[step.first]\nneeds = \"room\"\n[step.second]\nlike = \"first\"\n");
  auto document = typed.read("a.toml");
  Diagnostics faults;
  CHECK(set_typed(document, "step.second.add.needs=nurse", faults));
  CHECK(field(document, "step", "second", "needs") == "[\"room\", \"nurse\"]");
}

TEST_CASE("two overlays that set a field to the same value agree") {
  Library library;
  library.write("current.toml", current);
  library.write("a.toml", "[scenario]\nbase = \"current.toml\"\n[resource.ward]\ncapacity = 30\n");
  library.write("b.toml", "[scenario]\nbase = \"current.toml\"\n[resource.ward]\ncapacity = 30\n");
  library.write("both.toml", "[scenario]\nbase = [\"a.toml\", \"b.toml\"]\n");
  static_cast<void>(library.read("both.toml"));
  CHECK(library.printed().empty());
}

TEST_CASE("--set drops items and adds to lists") {
  Library library;
  library.write("x.toml", current);
  auto document = library.read("x.toml");
  CHECK(set_typed(document, "resource.ward.drop=true", library.faults));
  CHECK(document.item("resource", "ward") == nullptr);
  CHECK(set_typed(document, "step.listed.add.labels=new", library.faults));
  CHECK(field(document, "step", "listed", "labels") == "[\"new\"]");
  CHECK_FALSE(set_typed(document, "resource.clinic=9", library.faults));
  CHECK(library.printed().find("go on to a field: resource.clinic.slots") != std::string::npos);
}
