"""W1 and W2 in SimPy 2.3, the version in Debian 12: one process for each person, as its manual teaches.

    /usr/bin/python3 benchmarks/peers/simpy_2.py W2 20000

prints people,events,seconds of processor time. Events are one for each arrival and one for each end of service. It ends
with status 3 when SimPy is not installed.
"""

import math
import random
import sys
import time

try:
    from SimPy.Simulation import Process, Resource, activate, hold, initialize, now, release, request, simulate
except ImportError:
    sys.exit(3)


def lognormal(luck, mean, variation):
    sigma = math.sqrt(math.log(1 + variation * variation))
    return luck.lognormvariate(math.log(mean) - sigma * sigma / 2, sigma)


class Counts:
    events = 0


class Person(Process):
    """Asks for a unit, keeps it while served, gives it back."""

    def __init__(self, luck, stations, counts):
        Process.__init__(self)
        self.luck, self.stations, self.counts = luck, stations, counts

    def served(self, station):
        resource, draw = self.stations[station]
        yield request, self, resource
        yield hold, self, draw(self.luck)
        yield release, self, resource
        self.counts.events += 1

    def one_server(self):
        self.counts.events += 1
        yield from self.served("server")

    def five_stations(self):
        self.counts.events += 1
        yield from self.served("triage")
        if self.luck.random() < 0.3:
            return
        yield from self.served("clinic")
        if self.luck.random() < 0.4:
            yield from self.served("diagnostics")
            yield from self.served("clinic")
        if self.luck.random() < 0.35:
            yield from self.served("theatre")
            yield from self.served("ward")


class Arrivals(Process):
    def come(self, people, rate, luck, stations, counts, pathway):
        for _ in range(people):
            yield hold, self, luck.expovariate(rate)
            person = Person(luck, stations, counts)
            activate(person, getattr(person, pathway)())


def one_server():
    return {"server": (Resource(1), lambda luck: luck.expovariate(1.0))}


def five_stations():
    return {
        "triage": (Resource(3), lambda luck: luck.expovariate(1 / 2.55)),
        "clinic": (Resource(10), lambda luck: lognormal(luck, 8.673, 0.5)),
        "diagnostics": (Resource(6), lambda luck: luck.gammavariate(2, 9.107)),
        "theatre": (Resource(4), lambda luck: lognormal(luck, 13.878, 0.6)),
        "ward": (Resource(30), lambda luck: lognormal(luck, 104.08, 1)),
    }


def main():
    workload, people = sys.argv[1], int(sys.argv[2])
    rate, stations, pathway = {"W1": (0.9, one_server, "one_server"), "W2": (1.0, five_stations, "five_stations")}[workload]
    counts, luck, arrivals = Counts(), random.Random(1), None
    initialize()
    arrivals = Arrivals()
    began = time.process_time()
    activate(arrivals, arrivals.come(people, rate, luck, stations(), counts, pathway))
    simulate(until=1e12)
    print(f"{people},{counts.events},{time.process_time() - began:.6f}")


if __name__ == "__main__":
    main()
