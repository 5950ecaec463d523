"""Finds function bodies in C++ by counting braces: a reader's eye, not a parser."""

import re

from repository import bare_code, line_of

SCOPE = re.compile(r"^\s*(?:inline\s+|export\s+)?(?:template\s*<.*>\s*)?(?:typedef\s+)?"
                   r"(?:namespace|class|struct|union|enum|extern)\b(?!.*\)\s*(?:const)?\s*$)", re.DOTALL)
AFTER_SIGNATURE = re.compile(r"(?:\)|\bconst|\bnoexcept|\boverride|\bfinal|\bmutable|\btry|&|->\s*[\w:<>,\s*&]+)\s*$")
MEMBER_LIST = re.compile(r"\)\s*(?:noexcept\s*)?:(?!:)[^;]*[\w>]$", re.DOTALL)
AFTER_MEMBER_LIST = re.compile(r"\)\s*(?:noexcept\s*)?:(?!:)[^;]*[})]$", re.DOTALL)
INITIALISER = re.compile(r"(?<![=!<>])=\s*(?!=)[^()]*$|\breturn\b|[,(]\s*$")


def kind_of(head):
    """What the brace after `head` opens: 'scope', 'function', 'member' (in a constructor's list) or 'other'."""
    stripped = head.strip()
    if SCOPE.match(head):
        return "scope"
    if MEMBER_LIST.search(stripped):
        return "member"
    if AFTER_MEMBER_LIST.search(stripped):
        return "function"
    if "(" in stripped and AFTER_SIGNATURE.search(stripped) and not INITIALISER.search(stripped):
        return "function"
    return "other"


def functions(text):
    """(first line, number of lines) of every outermost function body; lambdas count with their function."""
    code = bare_code(text)
    found, kinds, head_start, function_start, position = [], [], 0, None, 0
    while position < len(code):
        sign = code[position]
        if sign == "{":
            kind = kind_of(code[head_start:position])
            if kind == "function" and function_start is None:
                function_start = head_start + len(code[head_start:]) - len(code[head_start:].lstrip())
                kinds.append("outermost")
            else:
                kinds.append(kind)
            if kind != "member":
                head_start = position + 1
        elif sign == "}":
            kind = kinds.pop() if kinds else "other"
            if kind == "outermost":
                first = line_of(code, function_start)
                found.append((first, line_of(code, position) - first + 1))
                function_start = None
            if kind != "member":
                head_start = position + 1
        elif sign == ";":
            head_start = position + 1
        position += 1
    return found
