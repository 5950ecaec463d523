"""Folder maps: the README.md of each top-level folder lists what lies in it, one line an entry.

The map stands under the heading '## Map', as a list with lines "- `entry`: meaning" or as a table with rows
"| `entry` | meaning |". Sub-folders end in '/'; a header and its source are one entry, by their common name without
the ending. Run as a program, adds the missing entries from the files' opening comments; an entry left without a
meaning, or one for what is gone, is for a person to mend.
"""

import os
import re
import sys

from repository import read_repository

FOLDERS = ["engine", "models", "cli", "report", "scenarios", "viewer", "tests", "benchmarks", "docs"]
UNLISTED = {"README.md", "CMakeLists.txt"}


def entry_of(folder, path):
    inner = path[len(folder) + 1:]
    if "/" in inner:
        return inner.split("/")[0] + "/"
    return re.sub(r"\.(cpp|hpp)$", "", inner)


def entries_there(folder, files):
    return {entry_of(folder, path) for path in files
            if path.startswith(folder + "/") and path[len(folder) + 1:] not in UNLISTED}


MAP = re.compile(r"^## Map$.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
ENTRY = re.compile(r"^(?:- `([^`]+)`:|\| `([^`]+)` \|)(.*)\n", re.MULTILINE)


def entries_listed(readme):
    """The entries of the map that have a meaning."""
    part = MAP.search(readme)
    found = ENTRY.findall(part.group(0)) if part else []
    return [listed or tabled for listed, tabled, meaning in found if meaning.strip(" |")]


def maps_are_true(files):
    faults = []
    for folder in FOLDERS:
        readme = f"{folder}/README.md"
        if readme not in files:
            faults.append(f"{readme}:1: is missing; it holds the folder's map")
            continue
        listed, there = entries_listed(files[readme]), entries_there(folder, files)
        faults += [f"{readme}:1: the map lists `{name}` twice" for name in set(listed) if listed.count(name) > 1]
        faults += [f"{readme}:1: the map lists `{name}`, which is not there" for name in sorted(set(listed) - there)]
        faults += [f"{readme}:1: the map has no line for `{name}`" for name in sorted(there - set(listed))]
    return faults


def opening_sentence(folder, entry, files):
    for ending in (".hpp", ".cpp", ""):
        words = re.match(r"(?://|#) ?(.+(?:\n(?://|#) ?\S.*)*)", files.get(f"{folder}/{entry}{ending}", ""))
        if words:
            plain = re.sub(r"\n(//|#) ?", " ", words.group(1))
            sentence = re.split(r"(?<=\.) ", plain)[0]
            return sentence if len(sentence) <= 110 else re.split(r"(?<=[:;]) ", sentence)[0]
    return ""


def with_true_map(folder, files):
    """The folder's README.md with the entries that its map lacks, after those it has."""
    readme = files[f"{folder}/README.md"]
    part = MAP.search(readme)
    if not part:
        return readme
    rows = list(ENTRY.finditer(part.group(0)))
    named = {row.group(1) or row.group(2) for row in rows}
    is_table = bool(rows) and rows[-1].group(2) is not None
    lines = ""
    for entry in sorted(entries_there(folder, files) - named):
        meaning = opening_sentence(folder, entry, files).rstrip(".:; ")
        lines += f"| `{entry}` | {meaning} |\n" if is_table else f"- `{entry}`: {meaning}\n"
    place = part.start() + (rows[-1].end() if rows else len("## Map\n\n"))
    return readme[:place] + lines + readme[place:]


def main():
    root = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
    files = read_repository(root)
    for folder in FOLDERS:
        path = f"{folder}/README.md"
        if path in files and (text := with_true_map(folder, files)) != files[path]:
            with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                file.write(text)
            print(f"{path}: map completed")


if __name__ == "__main__":
    sys.exit(main())
