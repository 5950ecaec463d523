"""The rules of the repository's structure. Each takes {path: text} and returns faults as 'path:line: sentence'."""

import re
from os.path import basename

from functions import functions
from layers import include_fault
from repository import is_cpp, is_script, line_of

MOST_LINES = 400
MOST_FUNCTION_LINES = 40
REPEATABLE_NAMES = {"main.cpp", "catalogue.cpp"}

HEALTH_CARE = re.compile(
    r"\b(patient|referral|theatre|ward|clinic|nhs|bed|hospital|nurse|doctor)s?\b", re.IGNORECASE)

# Written in two halves, so that this file does not break its own rule.
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|TB" r"D)\b|not (yet )?imple" r"mented|unimple" r"mented")
MACHINE = re.compile(
    r"(?<![\w.$}*])/(work|tm" r"p|home|root|Users)/[A-Za-z]|\.\./sha" r"red\b"
    r"|\b(deb|security|snapshot|ftp)\.debian\.(org|net)\b|\bregistry\.npmjs\.org\b|\bpypi\.org\b|\bartifactory\b")
WORKSHOP = re.compile(
    r"\b(helper|coding|developer|parallel) sess" r"ions?\b|\b(sub-?|coding |helper )agents?\b|\blanguage mod" r"el\b"
    r"|\bissues sh" r"ow\b|\bthe bri" r"ef (says|asks)\b", re.IGNORECASE)


def split_words(text):
    """snake_case and CamelCase as separate words, on the same lines."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text.replace("_", " "))


def engine_speaks_plainly(files):
    """The engine knows entities, resources and queues; health care belongs to models/."""
    faults = []
    for path, text in files.items():
        if path.startswith("engine/"):
            words = split_words(text)
            faults += [f"{path}:{line_of(words, match.start())}: health-care word '{match.group(0)}' in the engine"
                       for match in HEALTH_CARE.finditer(words)]
    return faults


def includes_follow_layers(files):
    """An include line says its layer: see the table in layers.py."""
    faults = []
    for path, text in files.items():
        if is_cpp(path):
            for match in re.finditer(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', text, re.MULTILINE):
                fault = include_fault(path, match.group(1) == '"', match.group(2), files)
                if fault:
                    faults.append(f"{path}:{line_of(text, match.start())}: {fault}")
    return faults


def files_are_short(files):
    return [f"{path}:1: {text.count(chr(10))} lines; the most is {MOST_LINES}: split it by idea"
            for path, text in files.items()
            if (is_cpp(path) or is_script(path)) and text.count("\n") > MOST_LINES]


def functions_are_short(files):
    return [f"{path}:{first}: a function of {lines} lines; the most is {MOST_FUNCTION_LINES}"
            for path, text in files.items() if is_cpp(path)
            for first, lines in functions(text) if lines > MOST_FUNCTION_LINES]


def names_are_unique(files):
    """One .cpp of each name: a stack trace then names one file. A test may bear the name of what it tests."""
    seen, faults = {}, []
    for path in files:
        name, is_test = basename(path), path.startswith("tests/")
        if path.endswith(".cpp") and name not in REPEATABLE_NAMES:
            if (name, is_test) in seen:
                faults.append(f"{path}:1: there is already a {seen[name, is_test]}: give one a name that says more")
            seen[name, is_test] = path
    return faults


def types_are_defined_once(files):
    """Two classes of one full name break the one-definition rule: the linker keeps either, and says nothing."""
    seen, faults = {}, []
    for path, text in files.items():
        if is_cpp(path) and not path.startswith("tests/"):
            types = r"^(?:class|struct|enum class) (\w+)(?: final)?(?: : [^;{]*)? *\{"
            for match in re.finditer(types, text, re.MULTILINE):
                name = namespace_at(text[:match.start()]) + match.group(1)
                if name in seen and "(anonymous)" not in name:
                    faults.append(f"{path}:{line_of(text, match.start())}: {name} is defined in {seen[name]} too")
                seen.setdefault(name, path)
    return faults


def namespace_at(text):
    """The namespaces open at the end of `text`, which closes each with a comment or a lone brace at the line's start."""
    names = []
    marks = r"^(?:namespace (?P<name>[\w:]*) ?\{(?P<one_line>.*\})?|(?P<close>\}) // namespace)"
    for match in re.finditer(marks, text, re.MULTILINE):
        if match.group("name") is not None and not match.group("one_line"):
            names.append(match.group("name") or "(anonymous)")
        elif match.group("close") and names:
            names.pop()
    return "".join(name + "::" for name in names)


def sources_introduce_themselves(files):
    """A header, or a source without one, opens with a comment that says what it is; headers have #pragma once."""
    faults = []
    for path, text in files.items():
        has_header = path.endswith(".cpp") and path[:-4] + ".hpp" in files
        if is_cpp(path) and not has_header and not re.match(r"// ?[\w`].{10,}", text):
            faults.append(f"{path}:1: opens without a comment that says what the file is")
        if path.endswith(".hpp") and not re.search(r"^#pragma once$", text, re.MULTILINE):
            faults.append(f"{path}:1: a header without #pragma once")
    return faults


def words_are_of_the_project(files):
    """No unfinished marks, no path or server of one machine, nothing about how the work was organised."""
    faults = []
    for path, text in files.items():
        for pattern, what in ((UNFINISHED, "an unfinished mark"), (MACHINE, "a place on one machine"),
                              (WORKSHOP, "a word about how the work was organised")):
            faults += [f"{path}:{line_of(text, match.start())}: {what}: '{match.group(0)}'"
                       for match in pattern.finditer(text)]
    return faults
