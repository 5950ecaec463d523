"""The examples of docs/scenario-guide.md, taken out of the page and made whole.

The word after ```toml says what an example is:

    ```toml file=NAME.toml            a whole scenario, or a redesign of one before it
    ```toml fragment=FOLDER/BASE.toml   part of one: checked as a redesign of that shipped scenario

The rows of the tables of values and of KPIs are examples too; each is put where its form belongs.
"""

import re

CURRENT = "orthopaedics/current.toml"
FENCE = re.compile(r"^```toml([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
KIND = re.compile(r"^ (file|fragment)=(\S+\.toml)$")
ROW = re.compile(r"^\| ([^|]+) \| `([^|]+?)`[^|]*\|$", re.MULTILINE)

# Where a value of each form of the table can stand; the words are those of the table.
PLACES = {
    "quantity with unit": None,  # a list of quantities of several kinds: not one value
    "distribution": "[step.tests_only]\ntakes = {}",
    "mixture": "[step.tests_only]\ntakes = {}",
    "category": "[attribute.joint]\nchoose = {}",
    "by attribute": "[step.tests_only]\ntakes = {}",
    "by date or condition": "[resource.ward_bed]\ncapacity = {}",
    "repeating": "[resource.ward_bed]\ncapacity = {}",
    "by chance, yes or no": "[attribute.frail]\nis = {}",
    "expression": '[attribute.stay]\nis = "9 days"\n[step.tests_only]\ntakes = {}',
}


def overlay(base, text):
    return f'[scenario]\ntitle = "An example"\nbase = "{base.split("/")[-1]}"\n\n{text}'


def fenced(page):
    """(line, path below scenarios/, text) of each fenced example; an unknown kind has no path."""
    examples = []
    for count, found in enumerate(FENCE.finditer(page), start=1):
        line = page.count("\n", 0, found.start()) + 1
        kind = KIND.match(found.group(1))
        if not kind:
            examples.append((line, None, found.group(2)))
        elif kind.group(1) == "file":
            examples.append((line, f"guide/{kind.group(2)}", found.group(2)))
        else:
            folder = kind.group(2).split("/")[0]
            examples.append((line, f"{folder}/guide-{count}.toml", overlay(kind.group(2), found.group(2))))
    return examples


def section(page, heading):
    return re.search(rf"^## {heading}$(.*?)(?=^## )", page, re.MULTILINE | re.DOTALL).group(1)


def values(page):
    """(form, text) of each value of the table, in a place where it can stand."""
    rows = ROW.findall(section(page, "Values"))
    forms = [(form, PLACES[form], text) for form, text in rows if form in PLACES]
    return [(form, overlay(CURRENT, place.replace("{}", wrapped(form, text)))) for form, place, text in forms if place]


def wrapped(form, text):
    """`choose` is the field's name as well as the form's: the table inside is its value."""
    return re.sub(r"^\{ choose = (.*) \}$", r"\1", text) if form == "category" else text


def kpis(page):
    rows = ROW.findall(section(page, "What you want to know"))
    return [(form, overlay(CURRENT, f"[kpi]\nexample = {text}\n")) for form, text in rows]
