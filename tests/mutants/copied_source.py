"""A copy of the source in which every mutant of a sample stands beside what it replaces, and its build.

The environment variable CAREPATH_MUTANT says at run time which one is alive. With CAREPATH_MUTANT_REACHED=FILE and none
alive, a program adds to FILE, when it ends, the numbers of those it came by: no test has to be tried on the others.
"""

import collections
import re
import shutil
import subprocess
import sys

from sites import FOLDERS, ROOT, SWITCH

INCLUDE = '#include "engine/base/mutant_switch.hpp"'
HEADER = f"""// Which mutant is alive. Warnings of code that is wrong on purpose hold up no build.
#pragma once
#pragma GCC diagnostic ignored "-Wall"
#pragma GCC diagnostic ignored "-Wextra"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wparentheses"
#pragma GCC diagnostic ignored "-Wint-in-bool-context"
#pragma GCC diagnostic ignored "-Wbool-compare"
#pragma GCC diagnostic ignored "-Wtype-limits"
#pragma GCC diagnostic ignored "-Wsign-compare"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Warray-bounds"
#pragma GCC diagnostic ignored "-Wstringop-overflow"
#pragma GCC diagnostic ignored "-Wstringop-overread"
#pragma GCC diagnostic ignored "-Waggressive-loop-optimizations"
#pragma GCC diagnostic ignored "-Wdiv-by-zero"
extern const int carepath_alive; // -1: none, and those reached are kept
bool carepath_reach(int number);
inline bool {SWITCH}(int number) {{
  return carepath_alive == number || (carepath_alive < 0 && carepath_reach(number));
}}
"""
SOURCE = """#include "engine/base/mutant_switch.hpp"
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <string>
namespace {
struct Reached {
  std::atomic<bool> numbers[10000];
  ~Reached() {
    std::string line;
    for (int at = 0; at < 10000; ++at)
      if (numbers[at]) line += std::to_string(at) + " ";
    const char* path = std::getenv("CAREPATH_MUTANT_REACHED");
    std::FILE* file = path ? std::fopen(path, "a") : nullptr;
    if (!file) return;
    std::fputs((line + "\\n").c_str(), file);
    std::fclose(file);
  }
} reached;
int told() {
  if (std::getenv("CAREPATH_MUTANT_REACHED")) return -1;
  const char* number = std::getenv("CAREPATH_MUTANT");
  return number ? std::atoi(number) : 0;
}
} // namespace
const int carepath_alive = told();
bool carepath_reach(int number) {
  if (!reached.numbers[number].load(std::memory_order_relaxed)) reached.numbers[number] = true;
  return false;
}
"""


LESS_OPTIMISED = """
cmake_language(DEFER DIRECTORY ${CMAKE_SOURCE_DIR} CALL target_compile_options carepath_engine PRIVATE -O1)
cmake_language(DEFER DIRECTORY ${CMAKE_SOURCE_DIR} CALL target_compile_options carepath_models PRIVATE -O1)
"""


def write_if_other(path, text):
    """A file that is the same stays as old as it is, and what is built from it too."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def with_mutants(text, sites):
    lines = text.split("\n")
    for site in sites:
        line = lines[site["line"] - 1]
        there = site["text"].replace("@", str(site["number"]))
        lines[site["line"] - 1] = line[:site["begin"]] + there + line[site["end"]:]
    place = next(at for at, line in enumerate(lines) if line.startswith(("#include", "#pragma")))
    lines[place] = f"{lines[place]}\n{INCLUDE}" if lines[place].startswith("#pragma") else f"{INCLUDE}\n{lines[place]}"
    return "\n".join(lines)


def write_mutants(copy, sample):
    by_file = collections.defaultdict(list)
    for site in sample:
        by_file[site["file"]].append(site)
    for folder in FOLDERS:
        for path in (ROOT / folder).glob("*.[ch]pp"):
            name, text = str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
            write_if_other(copy / name, with_mutants(text, by_file[name]) if name in by_file else text)


def remove_gone(copy, names):
    """Sources of an earlier copy that the tree has no more: they would be built beside what took their place."""
    for folder in {name.split("/")[0] for name in names if "/" in name}:
        for path in (copy / folder).rglob("*.[ch]pp"):
            if str(path.relative_to(copy)) not in names and path.stem != "mutant_switch":
                path.unlink()


def prepare(copy):
    """Copies the tree as it stands. Tests keep the original's folder for what they read, so that objects compiled
    for an ordinary build serve here too."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True)
    names = {name for name in listed.stdout.split("\n") if (ROOT / name).is_file()}
    remove_gone(copy, names)
    for name in names:
        if name.startswith(FOLDERS) and name.endswith(("pp")):
            continue  # written by write_mutants
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, copy / name)
    options = copy / "cmake/CarepathTarget.cmake"  # what is mutated is compiled more often than it is run
    options.write_text(options.read_text() + LESS_OPTIMISED)
    tests = copy / "tests/CMakeLists.txt"
    tests.write_text(tests.read_text().replace('CAREPATH_SOURCE_DIR="${CMAKE_SOURCE_DIR}"', f'CAREPATH_SOURCE_DIR="{ROOT}"'))
    write_if_other(copy / "engine/base/mutant_switch.hpp", HEADER)
    write_if_other(copy / "engine/base/mutant_switch.cpp", SOURCE)


def lines_at_fault(said):
    """(file, line of the original) of each error of the compiler: the line put in at the top shifts by one."""
    found = re.findall(r"((?:engine|models)/\w+/\w+\.[ch]pp):(\d+):\d+: error", said)
    return {(name, int(line) - 1) for name, line in found}


def exchange(sample, spare, bad):
    """The sample without the mutants of bad lines, and others of the same folder in their places."""
    keep = [site for site in sample if (site["file"], site["line"]) not in bad]
    free = sorted({site["number"] for site in sample} - {site["number"] for site in keep})
    lost = collections.Counter(site["file"].rsplit("/", 1)[0] for site in sample if site not in keep)
    for site in spare[:]:
        folder = site["file"].rsplit("/", 1)[0]
        if free and lost[folder] > 0 and (site["file"], site["line"]) not in bad:
            lost[folder] -= 1
            spare.remove(site)
            keep.append(site | {"number": free.pop(0)})
    return keep


def placed(site):
    """A mutant where it stands: others may read the same."""
    return site["file"], site["line"], site["begin"], site["text"], site["number"]


def build(copy, command, sample, spare):
    """Builds until every mutant compiles; those that do not are exchanged."""
    for _ in range(12):
        write_mutants(copy, sample)
        done = subprocess.run(command, shell=True, cwd=copy, capture_output=True, text=True, check=False)
        said = done.stdout + done.stderr
        (copy / "build/mutants.log").write_text(said, encoding="utf-8")
        if done.returncode == 0:
            return sample
        bad = lines_at_fault(said)
        kept = exchange(sample, spare, bad)
        if {placed(site) for site in kept} == {placed(site) for site in sample}:
            sys.exit(said[-4000:])
        print(f"{len(bad)} do not compile and are exchanged", flush=True)
        sample = kept
    sys.exit("the mutants do not compile")
