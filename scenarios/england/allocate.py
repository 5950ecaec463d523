"""Divides the published totals of systems and regions between 42 x 23 cells.

Known are, at the end of March 2022: the list of each system (42 numbers), and the people over 18 and over 52 weeks of
each specialty in each region (7 x 23 x 2 numbers). Not known is the list of a specialty, nor any cell. So:

1. the people within 18 weeks of a region (its systems' lists less its people over 18 weeks) are shared between its
   specialties by the odds of being within 18 weeks seen in one hospital, scaled to the region's total;
2. cells are fitted to both margins, the lists of systems and the (specialty, age band) totals of their region, by
   iterative proportional fitting. With nothing known inside, the start is even: the systems of a region come to share
   its mix of specialties and ages, and one round is enough;
3. flows of a system over the twelve months about that date are divided between its specialties.
"""
from dataclasses import dataclass

import tables

CENSUS = (2022, 3)          # the list of the start: the end of March 2022
BEFORE = (2021, 9)          # flows are of the twelve months from October 2021 to September 2022,
AFTER = (2022, 9)           # six on either side of the census
BANDS = ("within18", "to52", "over52")

ADMITTED_SHARE = 0.21       # of clock stops: 327,477 of 1,534,816 in England, March 2025 [D 1]
DECIDED_SHARE = 0.16        # of the list: 1.22 of 7.62 million had a decision to admit, June 2024 [E 2]
PRIOR = 100                 # a hospital's specialty counts for as many pathways as it has, the mean of all for 100 [I]

MISSED = 0.076              # first appointments not attended [E 3]
REBOOKED = 0.6              # of them given another; the others are discharged [I]
DAYS_A_YEAR = 365


@dataclass
class Cell:
    """One specialty of one system; counts of pathways, flows a year."""
    system: str
    specialty: str
    list: dict              # by age band
    starts: float
    completed: float
    removed: float          # left with no clock stop reported
    growth: float           # of the list
    mean_list: float        # over the twelve months
    admitted_share: float = 0.0
    decided_share: float = 0.0

    @property
    def waiting(self):
        return sum(self.list.values())


def fit(rows, columns, rounds=50, tolerance=1e-9):
    """Iterative proportional fitting from an even start: {(row, column): count} with both margins reproduced."""
    cells = {(r, c): 1.0 for r in rows for c in columns}
    for _ in range(rounds):
        worst = max(scale(cells, rows, 0), scale(cells, columns, 1))
        if worst < tolerance:
            return cells
    raise ValueError("the margins do not agree, so no table has both")


def scale(cells, margin, axis):
    """Scales the cells to one margin; returns by how much, at most, they departed from it (relative)."""
    sums = dict.fromkeys(margin, 0.0)
    for key, count in cells.items():
        sums[key[axis]] += count
    for key in cells:
        wanted, had = margin[key[axis]], sums[key[axis]]
        cells[key] *= wanted / had if had else 0.0
    return max(abs(sums[key] - margin[key]) / max(margin[key], 1.0) for key in margin)


def hospital_shares(part, whole):
    """{specialty: share} in the one hospital, drawn towards the mean of all its specialties where it has few."""
    profile = tables.hospital_profile()
    mean = sum(p[part] for p in profile.values()) / sum(p[whole] for p in profile.values())
    return {s: (p[part] + PRIOR * mean) / (p[whole] + PRIOR) for s, p in profile.items()}


def region_bands(total, over, odds):
    """{(specialty, band): count} of one region, from its list, {specialty: (over 18, over 52)} and odds within 18."""
    within = total - sum(over18 for over18, _ in over.values())
    if within < 0:
        raise ValueError("more people over 18 weeks than on the list")
    raw = {s: over18 * odds[s] for s, (over18, _) in over.items()}
    factor = within / sum(raw.values())
    result = {}
    for specialty, (over18, over52) in over.items():
        result[specialty, "within18"] = raw[specialty] * factor
        result[specialty, "to52"] = over18 - over52
        result[specialty, "over52"] = over52
    return result


def allocate_lists(flows, long_waits, regions):
    """{system: {(specialty, band): count}}, region by region."""
    share = hospital_shares("within18", "list")
    odds = {s: share[s] / (1 - share[s]) for s in share}
    result = {system: {} for system in flows}
    for region, over in long_waits.items():
        systems = {s: flows[s][CENSUS][2] for s in flows if regions[s] == region}
        columns = region_bands(sum(systems.values()), over, odds)
        for (system, column), count in fit(systems, columns).items():
            result[system][column] = count
    return result


def year_of(flow):
    """(starts, completed, removed, growth, mean list) of one system over the twelve months."""
    months = [m for m in flow if BEFORE < m <= AFTER]
    starts = sum(flow[m][0] for m in months)
    completed = sum(flow[m][1] for m in months)
    growth = flow[AFTER][2] - flow[BEFORE][2]
    mean_list = sum(flow[m][2] for m in months) / len(months)
    return starts, completed, starts - completed - growth, growth, mean_list


def cells_of(system, bands, flow):
    """The cells of one system. Starts follow the people within 18 weeks, because those came lately; removals and growth
    follow the list; what is completed is what remains, so that each cell's list moves as its system's did."""
    starts, _, removed, growth, mean_list = year_of(flow)
    recent = sum(count for (_, band), count in bands.items() if band == "within18")
    whole = sum(bands.values())
    for specialty in tables.SPECIALTIES.values():
        mine = {band: bands[specialty, band] for band in BANDS}
        part = sum(mine.values()) / whole
        come = starts * mine["within18"] / recent
        left, grown = removed * part, growth * part
        yield Cell(system, specialty, mine, come, come - left - grown, left, grown, mean_list * part)


def set_shares(cells, name, part, whole, weight, national):
    """Gives each cell its specialty's share from the hospital, all scaled so that England has the national one."""
    share = hospital_shares(part, whole)
    mean = sum(share[c.specialty] * weight(c) for c in cells) / sum(weight(c) for c in cells)
    for cell in cells:
        setattr(cell, name, share[cell.specialty] * national / mean)


def england():
    """All 966 cells, systems and specialties in alphabetical order."""
    flows, regions = tables.flows(), tables.regions()
    lists = allocate_lists(flows, tables.long_waits(CENSUS), regions)
    cells = [cell for system in sorted(flows) for cell in cells_of(system, lists[system], flows[system])]
    set_shares(cells, "admitted_share", "admitted", "stops", lambda c: c.completed, ADMITTED_SHARE)
    set_shares(cells, "decided_share", "decided", "list", lambda c: c.waiting, DECIDED_SHARE)
    return cells


@dataclass
class Plan:
    """What a cell does in a year so that its list moves as published."""
    attended: float         # first appointments
    slots: float            # offered for them: that of someone who does not come is lost
    admissions: float
    listed_share: float     # of first appointments that end with a decision to admit
    hazard: float           # leaving the list unseen, per person and year


def plan(cell):
    """Solves the yearly balance of a cell, in which each of its two lists keeps its share of the whole.

    With attended A, completed C, removed R, growth G, decided share d, and k people discharged after a missed
    appointment for each attended one: the list of those decided loses and gains d (R - kA + G) beside admissions, and
    whoever is attended is completed or joins it, so A = C + d (R - kA + G). Where fewer were removed than would be
    discharged after missed appointments, nobody else leaves, and less is completed than was published.
    """
    d = cell.decided_share
    k = MISSED * (1 - REBOOKED) / (1 - MISSED)
    attended = (cell.completed + d * (cell.removed + cell.growth)) / (1 + d * k)
    left, completed = cell.removed - k * attended, cell.completed
    if left < 0:
        attended = (cell.starts - (1 - d) * cell.growth) / (1 + k)
        left, completed = 0.0, attended - d * cell.growth
    admissions = completed * cell.admitted_share
    listed = admissions + d * (left + cell.growth)
    return Plan(attended, attended / (1 - MISSED), admissions, listed / attended, left / cell.mean_list)
