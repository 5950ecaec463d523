"""Queues and resources told a second time, event by event, in the simplest way: what every person does, and when.

Nothing here is fast: after every event all queues are looked through again. Times are whole milliseconds.
The rules are those of docs/scenario-guide.md; scenarios.py says what a scenario is made of.
"""

import heapq
import operator

# What happens at one instant happens in this order.
UNITS_RETURN, WORK_ENDS, PEOPLE_COME, PATIENCE_ENDS = range(4)

COMPARISONS = {"==": operator.eq, "<": operator.lt}


class Person:
    """Someone on the pathway: the attributes, what is held, and the log of (time, step, event)."""

    def __init__(self, scenario, attributes):
        self.attributes = dict(attributes) | {f"visits_{name}": 0 for name in scenario.steps}
        self.log = []
        self.holds = []
        self.step = None
        self.needs_met = 0

    def amount(self, value):
        """A number, or the attribute of that name."""
        return self.attributes[value] if isinstance(value, str) else value


class Request:
    """Someone's wait for one need: the parts that are asked for, and the place by order of asking."""

    def __init__(self, person, need, place):
        self.person = person
        self.need = need
        self.place = place
        self.parts = {resource: person.amount(amount) for resource, amount in need.parts.items()}
        self.waits = True


class Simulator:
    """One run of a scenario. The tests put a wrong rule in place of one of the methods."""

    def __init__(self, scenario):
        self.scenario = scenario
        self.now = 0
        self.events = []
        self.scheduled = 0
        self.asked = 0
        self.to_do = []  # what people do next at this instant, one after another, once all that can be granted has been
        self.free = {name: resource.units for name, resource in scenario.resources.items()}
        self.queues = {name: [] for name in scenario.resources}
        self.people = [Person(scenario, attributes) for _, attributes in scenario.arrivals]

    def run(self):
        """The log of each person, in order of arrival."""
        for person, (time, _) in zip(self.people, self.scenario.arrivals):
            self.schedule(time, PEOPLE_COME, self.go_to, person, self.scenario.first)
        while self.events and self.events[0][0] <= self.scenario.length:
            self.now, _, _, action, arguments = heapq.heappop(self.events)
            action(*arguments)
            while self.serve_one() or self.do_next():
                pass
        return [person.log for person in self.people]

    def schedule(self, time, rank, action, *arguments):
        self.scheduled += 1
        heapq.heappush(self.events, (time, rank, self.scheduled, action, arguments))

    def do_next(self):
        if not self.to_do:
            return False
        action, *arguments = self.to_do.pop(0)
        action(*arguments)
        return True

    # Serving: who may have what.

    def standing(self, resource, request):
        """Who has the smallest is served first: by the order of the resource, then by when they asked."""
        order = self.scenario.resources[resource].order
        return [sign * request.person.attributes[name] for name, sign in order], request.place

    def queue(self, resource):
        return sorted(self.queues[resource], key=lambda request: self.standing(resource, request))

    def suffices(self, request, resource):
        return self.free[resource] >= request.parts[resource] + request.need.leave_free

    def lets_pass(self, request, resource):
        """Whether there is enough here for `request`, which lacks only another resource or what must stay free."""
        lacks_more = request.need.leave_free > 0 or request.need.kind == "all"
        return lacks_more and self.free[resource] >= request.parts[resource] and not self.grantable(request)

    def is_next(self, request, resource):
        """Whether all who stand before `request` let it pass."""
        queue = self.queue(resource)
        return all(self.lets_pass(other, resource) for other in queue[:queue.index(request)])

    def grantable(self, request):
        """The parts that `request` can have now: of `any` the first, of `all` all of them or none."""
        enough = [resource for resource in request.parts if self.suffices(request, resource)]
        if request.need.kind != "any" and len(enough) < len(request.parts):
            return []
        possible = [resource for resource in enough if self.is_next(request, resource)]
        if request.need.kind == "any":
            return possible[:1]
        return possible if len(possible) == len(request.parts) else []

    def serve_one(self):
        for resource in sorted(self.queues):
            for request in self.queue(resource):
                parts = self.grantable(request)
                if parts:
                    self.grant(request, parts)
                    self.to_do.append((self.ask_next, request.person))
                    return True
        return False

    def leave_queues(self, request):
        request.waits = False
        for resource in request.parts:
            self.queues[resource].remove(request)

    def grant(self, request, parts):
        self.leave_queues(request)
        for resource in parts:
            self.free[resource] -= request.parts[resource]
            request.person.holds.append((resource, request.parts[resource]))
        request.person.needs_met += 1

    def give_back(self, person):
        for resource, amount in person.holds:
            turnaround = self.scenario.resources[resource].turnaround
            if turnaround:
                self.schedule(self.now + turnaround, UNITS_RETURN, self.return_units, resource, amount)
            else:
                self.return_units(resource, amount)
        person.holds = []

    def return_units(self, resource, amount):
        self.free[resource] += amount

    # The way of a person through a step.

    def tell(self, person, event):
        person.log.append((self.now, person.step, event))

    def go_to(self, person, place):
        if place not in self.scenario.steps:
            self.tell(person, place)
            return
        person.step = place
        person.attributes[f"visits_{place}"] += 1
        person.needs_met = 0
        self.tell(person, "arrive")
        self.ask_next(person)

    def ask_next(self, person):
        """Asks for the needs in turn, until one has to be waited for or work can start."""
        needs = self.scenario.steps[person.step].needs
        while person.needs_met < len(needs):
            if not self.ask(person, needs[person.needs_met]):
                return
        self.start(person)

    def ask(self, person, need):
        """Whether it is granted at once. Else the person waits, or is turned away."""
        self.asked += 1
        request = Request(person, need, self.asked)
        is_full = need.queue_limit is not None and any(len(self.queues[name]) >= need.queue_limit for name in need.parts)
        for resource in request.parts:
            self.queues[resource].append(request)
        parts = self.grantable(request)
        if parts:
            self.grant(request, parts)
        elif is_full or need.wait == 0:
            self.turn_away(request)
        elif need.wait is not None:
            self.schedule(self.now + person.amount(need.wait), PATIENCE_ENDS, self.lose_patience, request)
        return bool(parts)

    def lose_patience(self, request):
        if request.waits:
            self.turn_away(request)

    def turn_away(self, request):
        self.leave_queues(request)
        self.tell(request.person, "gave up")
        self.give_back(request.person)
        self.to_do.append((self.go_to, request.person, request.need.otherwise))

    def start(self, person):
        self.tell(person, "start")
        duration = person.amount(self.scenario.steps[person.step].takes)
        self.schedule(self.now + duration, WORK_ENDS, self.finish, person)

    def finish(self, person):
        self.tell(person, "finish")
        delay = person.amount(self.scenario.steps[person.step].exit_delay)
        self.schedule(self.now + delay, WORK_ENDS, self.leave, person)

    def leave(self, person):
        """Those who are served with what is given back ask for more before whoever leaves goes on."""
        self.give_back(person)
        while self.serve_one():
            pass
        self.to_do.append((self.go_to, person, self.next_place(person)))

    def next_place(self, person):
        step = self.scenario.steps[person.step]
        for route in step.routes:
            if COMPARISONS[route.comparison](person.attributes[route.attribute], route.value):
                return route.to
        return step.otherwise
