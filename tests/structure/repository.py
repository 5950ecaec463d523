"""The repository's files as the structure rules see them, and C++ text without comments and strings."""

import os
import re

SKIPPED_FOLDERS = {".git", "build", "results", ".ccache", ".cache", "__pycache__", ".vscode", ".idea"}
SKIPPED_PATHS = {"engine/results", "tests/results"}  # ours, although named like a skipped folder
TEXT_SUFFIXES = (".cpp", ".hpp", ".py", ".sh", ".md", ".toml", ".txt", ".cmake", ".json", ".cff", ".yml")
TEXT_NAMES = {"quickstart", "check", "run", ".clang-tidy", ".clang-format", ".gitignore"}


def is_ours(folder, name):
    path = os.path.join(folder, name) if folder != "." else name
    return path in SKIPPED_PATHS or not (name in SKIPPED_FOLDERS or name.startswith("build-"))


def read_repository(root):
    """Path relative to the root -> text, for every text file of ours; other files map to the empty text."""
    files = {}
    for folder, folders, names in os.walk(root):
        relative = os.path.relpath(folder, root)
        folders[:] = sorted(name for name in folders if is_ours(relative, name))
        for name in sorted(names):
            path = os.path.normpath(os.path.join(relative, name))
            is_text = name.endswith(TEXT_SUFFIXES) or name in TEXT_NAMES
            files[path] = read_text(os.path.join(folder, name)) if is_text else ""
    return files


def read_text(path):
    """Bytes that are not UTF-8 are kept as replacement signs: some test inputs are wrong on purpose."""
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def is_cpp(path):
    return path.endswith((".cpp", ".hpp"))


def is_script(path):
    return path.endswith((".py", ".sh")) or os.path.basename(path) in {"quickstart", "check", "run"}


def line_of(text, position):
    return text.count("\n", 0, position) + 1


LITERAL_OR_COMMENT = re.compile(
    r'R"(?P<mark>[^()\\ ]*)\(.*?\)(?P=mark)"'  # raw string
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+'"  # a character; not a digit separator
    r"|//[^\n]*|/\*.*?\*/",
    re.DOTALL,
)
DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n\\]|\\\n|\\.)*", re.MULTILINE)


def bare_code(text):
    """C++ with comments, literals and preprocessor lines blanked; line numbers stay the same."""

    def blank(match):
        kept = "".join("\n" if sign == "\n" else " " for sign in match.group(0))
        return '""' + kept[2:] if match.group(0)[0] in "\"R" else kept

    return DIRECTIVE.sub(blank, LITERAL_OR_COMMENT.sub(blank, text))
