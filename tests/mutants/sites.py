"""Where a small fault can be put into the code: each site is one place of one line, and what would stand there instead."""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDERS = ("engine/run", "engine/random", "models/clocks")
SWITCH = "carepath_mutant"

OTHER = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "+": "-", "-": "+", "*": "/", "/": "*",
         "&&": "||", "||": "&&"}
SIMPLE = r"[A-Za-z_][\w.]*(?:->[\w.]+|::\w+|\[[\w.]+\]|\(\w*\))*"
NUMBER = r"\d+(?:\.\d+)?"
COMPARE = re.compile(rf"(?<![\w.:>])({SIMPLE}) (<|<=|>|>=|==|!=) ({SIMPLE}|{NUMBER})(?![\w(.\[:<'])")
ARITHMETIC = re.compile(rf"(?<![\w.:>])({SIMPLE}) (\+|-|\*|/) ({SIMPLE}|{NUMBER})(?![\w(.\[:<'])")
CONDITION = re.compile(r"^(\s*(?:\} else )?if \()((?:[^()]|\([^()]*\))+)(\))(?= |$)")
LOGIC = re.compile(r"^(\s*(?:if \(|return ))([^()&|]+(?:\([^()&|]*\)[^()&|]*)*) (&&|\|\|) "
                   r"([^()&|]+(?:\([^()&|]*\)[^()&|]*)*)(\)(?: .*)?|;)$")
CONSTANT = re.compile(r"(?<![\w.'<])(\d+)(?![\w.'\]])")
STATEMENT = re.compile(
    r"^(\s+)((?!return|const|auto|static|using|case|default|else|for|if|while|break|continue|switch|do|throw|std::\w+<|\}"
    r"|#|public|private|struct|class|enum|template|explicit|virtual|friend)(?:\+\+|--)?[A-Za-z_][\w.\->\[\]():]*"
    r"(?:\(.*\)| (?:=|\+=|-=|\*=|\|=|&=) .+|\+\+|--)?;)$")
NO_PLACE = re.compile(r"\"|constexpr|static_assert|\btemplate\b|^\s*(#|case |\*)|operator|using |namespace |\breserve\("
                      r"|\[\[nodiscard\]\] .*;$")

# What may stand before and after a part that is put in brackets, so that the line without a mutant means the same.
LOOSE_BEFORE = re.compile(r"(?:^|[(,{\[;?]|[^:]:|&&|\|\||\breturn|[^=!<>]=|[-+*/|&]=)$")
TIGHT_BEFORE = re.compile(r"(?:==|!=|<=|>=| <| >)$")
LOOSE_AFTER = re.compile(r"\s*(?:$|[),;\]}?]|: |&&|\|\||\{)")
TIGHT_AFTER = re.compile(r" (?:[-+] |[<>]=? |[=!]= )")


def in_bodies(lines):
    """For each line whether it begins inside a function's body, by braces as this code's format sets them."""
    inside, stack = [], []
    for line in lines:
        code = re.sub(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)\'|//.*', "", line)
        inside.append(any(stack))
        for at, sign in enumerate(code):
            if sign == "{":
                before = code[:at]
                opens = bool(re.search(r"\)\s*(const|noexcept|override|mutable|-> [\w:<>]+|\s)*$", before)) and \
                    not re.search(r"\b(struct|class|enum|namespace)\b", before)
                stack.append(opens or any(stack))
            elif sign == "}" and stack:
                stack.pop()
    return inside


def constant_functions(lines):
    """Line numbers inside constexpr functions, which no variable can reach."""
    found, depth = set(), None
    for number, line in enumerate(lines):
        if depth is None and "constexpr" in line and line.rstrip().endswith("{"):
            depth = len(line) - len(line.lstrip())
        elif depth is not None:
            found.add(number)
            if line.startswith(" " * depth + "}"):
                depth = None
    return found


def begins_statement(lines, number):
    """Whether the line before has ended, so that this one is no rest of a longer statement."""
    before = next((line.split("//")[0].rstrip() for line in reversed(lines[:number]) if line.split("//")[0].strip()), "")
    return before.endswith((";", "{", "}", "else")) or bool(re.match(r"\s*(?:\} else )?(?:if|for|while) \(.*\)$", before))


def balanced(text):
    return text.count("(") == text.count(")") and text.count("[") == text.count("]") and text.count("{") == text.count("}")


def stands_alone(code, begin, end, sign):
    """Whether brackets around code[begin:end] leave the line's meaning as it is."""
    before, after = code[:begin].rstrip(), code[end:]
    if LOOSE_BEFORE.search(before) and LOOSE_AFTER.match(after):
        return True
    binds_tight = sign in "+-*/"
    if not binds_tight or not (LOOSE_BEFORE.search(before) or TIGHT_BEFORE.search(before)):
        return False
    return bool(LOOSE_AFTER.match(after) or TIGHT_AFTER.match(after))


def sites_of_line(code, statement):
    """(kind, begin, end, text) of each place; `statement` says that the line begins one."""
    for pattern, kind in ((COMPARE, "compare"), (ARITHMETIC, "arithmetic")):
        for found in pattern.finditer(code):
            left, sign, right = found.groups()
            if stands_alone(code, found.start(), found.end(), sign):
                yield kind, found.start(), found.end(), f"({SWITCH}(@) ? ({left} {OTHER[sign]} {right}) : ({found[0]}))"
    for found in CONDITION.finditer(code):
        if not re.search(r";|\bauto\b|const |\w[*&] \w+ = ", found[2]) and balanced(found[2]):
            yield "negate", found.start(2), found.end(2), f"bool({found[2]}) != {SWITCH}(@)"
    for found in LOGIC.finditer(code):
        left, sign, right = found[2], found[3], found[4]
        yield "logic", found.start(2), found.end(4), f"({SWITCH}(@) ? ({left} {OTHER[sign]} {right}) : ({left} {sign} {right}))"
    for found in CONSTANT.finditer(code):
        if not re.search(r"\bfor \(|\bstd::array|<\d|\bcase\b", code):
            yield "constant", found.start(), found.end(), f"({SWITCH}(@) ? {int(found[1]) + 1} : {found[1]})"
    for found in STATEMENT.finditer(code):
        if statement and balanced(found[2]):
            yield "delete", found.start(2), found.end(2), f"if (!{SWITCH}(@)) {found[2]}"


def sites_of(text):
    """The sites of a file's text: (line from 0, kind, begin, end, text)."""
    lines = text.split("\n")
    inside, constant = in_bodies(lines), constant_functions(lines)
    for number, line in enumerate(lines):
        code = line.split("//")[0].rstrip()
        if not inside[number] or number in constant or NO_PLACE.search(code):
            continue
        has_else = number + 1 < len(lines) and lines[number + 1].lstrip().startswith("else")  # it would belong to the switch
        for kind, begin, end, text_there in sites_of_line(code, begins_statement(lines, number) and not has_else):
            yield number, kind, begin, end, text_there


def all_sites():
    sites = []
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).glob("*.[ch]pp")):
            text = path.read_text(encoding="utf-8")
            for number, kind, begin, end, there in sites_of(text):
                sites.append({"file": str(path.relative_to(ROOT)), "line": number + 1, "kind": kind, "begin": begin,
                              "end": end, "text": there, "was": text.split("\n")[number].strip()})
    return sites


def becomes(site):
    """The faulty piece of code alone, for people."""
    kind, text = site["kind"], site["text"]
    if kind == "delete":
        return "(left out)"
    if kind == "negate":
        return f"not ({text[len('bool('):text.rindex(') != ')]})"
    if kind == "constant":
        return re.search(r"\? (\d+) :", text)[1]
    return re.search(r"\? \((.*)\) : \(", text)[1]
