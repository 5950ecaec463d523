#!/usr/bin/env python3
"""From gcovr's JSON: the share of lines run, by folder, and the lines that are not; exit status 1 under 90%.

    cmake/uncovered.py build/coverage/lines.json
"""

import collections
import json
import pathlib
import sys

LEAST = 0.9


def ranges(numbers):
    """[3, 4, 5, 9] as "3-5, 9"."""
    parts = []
    for number in numbers:
        if parts and parts[-1][1] == number - 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in parts)


def main():
    files = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))["files"]
    lines, missed = collections.Counter(), collections.Counter()
    for file in sorted(files, key=lambda one: one["file"]):
        folder = file["file"].rsplit("/", 1)[0]
        counted = {}  # a template's line is listed once for each use
        for line in file["lines"]:
            if not line.get("gcovr/noncode"):
                counted[line["line_number"]] = counted.get(line["line_number"], 0) + line["count"]
        not_run = sorted(number for number, count in counted.items() if count == 0)
        lines[folder] += len(counted)
        missed[folder] += len(not_run)
        if not_run:
            print(f"{file['file']}: {ranges(not_run)}")
    for folder, number in sorted(lines.items()):
        print(f"{folder:24} {number - missed[folder]:6} of {number:6} lines  {1 - missed[folder] / max(1, number):7.1%}")
    total, without = sum(lines.values()), sum(missed.values())
    if total == 0:
        sys.exit("no lines were counted")
    print(f"{'engine and models':24} {total - without:6} of {total:6} lines  {1 - without / total:7.1%}")
    return 0 if 1 - without / total >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
