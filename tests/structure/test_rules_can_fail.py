"""Feeds every structure rule a bad sample, which it must refuse, and a good one, which it must pass."""

import sys

import rules
from folder_maps import FOLDERS, maps_are_true

COMMENT = "// A file of the sample repository.\n"
HEADER = COMMENT + "#pragma once\n"
LONG_BODY = "  work();\n" * 40


def map_of(*entries):
    return "# Folder\n\n## Map\n\n" + "".join(f"- `{entry}`: what it is\n" for entry in entries)


def sample_maps(**changed):
    files = {f"{folder}/README.md": map_of("notes.md") for folder in FOLDERS}
    files.update({f"{folder}/notes.md": "" for folder in FOLDERS})
    files.update({path.replace("__", "/") + ".md": text for path, text in changed.items()})
    return files


def including(path, line, *others):
    return {path: f"{COMMENT}{line}\n", **{other: HEADER for other in others}}


# rule, files it must pass, files it must refuse
SAMPLES = [
    (rules.engine_speaks_plainly, {"engine/run/a.cpp": "// forward, inward, reward, embedded\nint ways;\n"},
     [{"engine/run/a.cpp": "// one Patient at a time\n"}, {"engine/run/a.cpp": "int free_beds = 0;\n"},
      {"engine/run/a.hpp": "struct WardStay {};\n"}, {"engine/README.md": "as in the NHS\n"}]),
    (rules.includes_follow_layers,
     {**including("engine/run/a.cpp", '#include "engine/base/b.hpp"\n#include <tbb/task.h>\n#include <vector>',
                  "engine/base/b.hpp"),
      **including("viewer/whatif/live_run.cpp", '#include "models/scenario/c.hpp"', "models/scenario/c.hpp")},
     [including("engine/base/a.hpp", "#include <boost/math/special_functions/beta.hpp>"),
      including("engine/base/a.hpp", '#include "engine/run/b.hpp"', "engine/run/b.hpp"),
      including("engine/run/a.cpp", '#include "models/steps/b.hpp"', "models/steps/b.hpp"),
      including("engine/run/a.cpp", '#include "engine/results/b.hpp"', "engine/results/b.hpp"),
      including("engine/run/a.cpp", "#include <hdf5.h>"),
      including("models/steps/a.cpp", "#include <CLI/CLI.hpp>"),
      including("report/a.cpp", '#include "engine/run/b.hpp"', "engine/run/b.hpp"),
      including("viewer/panels/a.cpp", '#include "models/steps/b.hpp"', "models/steps/b.hpp"),
      including("cli/a.cpp", '#include "viewer/b.hpp"', "viewer/b.hpp"),
      including("cli/a.cpp", '#include "b.hpp"', "cli/b.hpp")]),
    (rules.files_are_short, {"engine/run/a.cpp": "\n" * 400, "docs/long.md": "\n" * 900},
     [{"engine/run/a.cpp": "\n" * 401}, {"tests/x/test_a.py": "\n" * 401}, {"check": "\n" * 401}]),
    (rules.functions_are_short,
     {"engine/run/a.cpp": "namespace n {\nconst Row rows[] = {\n" + "  {1, f(2), {3}},\n" * 60 + "};\n"
                          "struct S {\n  int x() const { return 1; }\n" + "  int y;\n" * 60 + "};\n}\n",
      "engine/run/b.cpp": "int f() {\n" + "  work();\n" * 38 + "}\n// }{ {{{\nconst char* s = \"{{{\";\n"},
     [{"engine/run/a.cpp": f"int f() {{\n{LONG_BODY}}}\n"},
      {"engine/run/a.cpp": f"namespace n {{\nvoid S::f(int a = 1) const noexcept {{\n{LONG_BODY}}}\n}}\n"},
      {"engine/run/a.cpp": f"S::S(int a) : a_{{a}}, b_(a), c_{{}} {{\n{LONG_BODY}}}\n"},
      {"engine/run/a.cpp": f"auto f() -> std::vector<int> {{\n{LONG_BODY}}}\n"},
      {"engine/run/a.hpp": f"class C {{\npublic:\n  template <class T> T g(T t) {{\n{LONG_BODY}  }}\n}};\n"},
      {"tests/x/a.cpp": f'TEST_CASE("braces {{ in text") {{\n{LONG_BODY}}}\n'},
      {"engine/run/a.cpp": f"void f() {{\n  auto g = [&](int x) {{\n{LONG_BODY}  }};\n}}\n"}]),
    (rules.types_are_defined_once,
     {"engine/run/a.cpp": "namespace n {\nnamespace {\nstruct S {\n};\n} // namespace\n} // namespace n\n",
      "engine/run/b.cpp": "namespace n {\nstruct S;\nnamespace {\nstruct S {\n};\n} // namespace\n} // namespace n\n",
      "engine/run/c.hpp": "namespace n {\nstruct S {\n};\n} // namespace n\nnamespace m {\nstruct S {\n};\n} // namespace m\n"},
     [{"engine/run/a.hpp": "namespace n {\nclass S {\n};\n} // namespace n\n",
       "viewer/b.cpp": "namespace n {\nstruct S final : T {\n};\n} // namespace n\n"}]),
    (rules.names_are_unique, {"cli/main.cpp": "", "viewer/main.cpp": "", "cli/run.cpp": "", "cli/run.hpp": "",
                             "tests/cli/run.cpp": ""},
     [{"cli/run.cpp": "", "viewer/run.cpp": ""}, {"tests/a/run.cpp": "", "tests/b/run.cpp": ""}]),
    (rules.sources_introduce_themselves, {"cli/a.hpp": HEADER, "cli/a.cpp": '#include "cli/a.hpp"\n'},
     [{"cli/a.hpp": "#pragma once\n"}, {"cli/a.hpp": COMMENT}, {"cli/b.cpp": "#include <vector>\n"}]),
    (rules.words_are_of_the_project,
     {"docs/a.md": "sessions of the clinic, /etc/os-release, results/tmp/x, ./home/x, the agenda\n"},
     [{"docs/a.md": sample + "\n"} for sample in
      ("TO" "DO: more", "FIX" "ME", "not yet imple" "mented", "see /wo" "rk/main", "in /tm" "p/x", "/home" "/anna/x",
       "../sha" "red/notes", "from deb.debian" ".org", "the helper " "session", "a coding " "agent wrote this",
       "a language " "model")]),
    (maps_are_true, sample_maps(cli__README="## Map\n\n| what | why |\n| --- | --- |\n| `notes.md` | notes |\n"),
     [sample_maps(cli__README="## Map\n\n- `notes.md`: \n"), sample_maps(cli__README=map_of()), sample_maps(cli__README=map_of("notes.md", "gone")),
      sample_maps(cli__README=map_of("notes.md", "notes.md")), sample_maps(cli__more="x"),
      sample_maps(cli__deep__notes="x"), {path: text for path, text in sample_maps().items()
                                          if path != "docs/README.md"}]),
]


def main():
    wrong, refused = [], 0
    for rule, good, bad_samples in SAMPLES:
        wrong += [f"{rule.__name__} refuses a good sample: {fault}" for fault in rule(good)]
        for number, bad in enumerate(bad_samples, start=1):
            refused += 1
            if not rule(bad):
                wrong.append(f"{rule.__name__} passes bad sample {number}: {sorted(bad)}")
    print("\n".join(wrong))
    print(f"{len(SAMPLES)} rules, {refused} bad samples, {len(wrong)} wrong answers")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
