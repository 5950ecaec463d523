"""Random needs with rules of their own: who may take a unit from whom, what stays free, how many may wait, how much."""

from toml_text import days

PICKS = ["random", "last_to_start", "lowest holder.severity", "highest holder.visits"]
SOME = {"by": "need", "low": 0}  # those of low need take none


class Rules:
    """Forms of needs for step_maker.Maker: each fills in a step's `needs`."""

    def plain_units(self, free):
        return [each for each in free if not each.is_diary and each.group == 1]

    def ejecting(self, step, free):
        """Who may eject whom is a strict order: nobody can take back what was taken from them at once."""
        resource = self.rng.choice(self.plain_units(free))
        text, _ = self.held(step, resource)
        rule = {"when": self.rng.choice(["need == high and holder.need != high", "severity > holder.severity"])}
        if self.rng.random() < 0.7:
            rule["pick"] = self.rng.choice(PICKS)
        if self.rng.random() < 0.8:
            rule["then"] = self.rng.choice(["ejected", "resume", "restart", "resample"])
        resource.ejects = resource.ejects or rule.get("then", "ejected") == "ejected"
        step.fields["needs"] = {"use": text, "eject": rule}

    def queue_limited(self, step, free):
        text, _ = self.held(step, self.rng.choice(free))
        step.fields["needs"] = {"use": text, "queue_limit": self.rng.randint(0, 4), "else": self.diversion(step)}

    def kept_free(self, step, free):
        resource = self.rng.choice(free)
        text, _ = self.held(step, resource)
        step.fields["needs"] = {"use": text, "leave_free": {"by": "need", "high": 0, "else": self.rng.randint(1, 2)}}
        if resource.books and self.rng.random() < 0.6:
            step.fields["needs"]["give_back"] = days(self.rng.choice([0.5, 2]))

    def picked(self, step, free):
        self.any(step, free)
        names = [held.resource for held in step.holdings]
        score = self.rng.choice(["queue(it) + busy(it)", {names[0]: f"queue({names[0]})", names[1]: "severity"}])
        step.fields["needs"]["pick"] = {self.rng.choice(["smallest", "largest"]): score}

    def for_some(self, step, free):
        resource = self.rng.choice([each for each in free if not each.books])  # an amount of none is not booked
        _, units = self.held(step, resource)
        for held in step.holdings:
            held.at_most, held.phases = held.at_most + held.phases, []
        step.fields["needs"] = {"use": resource.name, "amount": SOME | {"else": units}}

    def used_up(self, step, free):
        amount = self.rng.randint(1, 3)
        dose = self.rng.choice(["dose", {"use": "dose", "amount": SOME | {"else": amount}},
                                {"use": "dose", "wait": days(0.5), "else": self.forward(step)}])
        step.fields["needs"] = dose
        if self.plain_units(free) and self.rng.random() < 0.5:
            step.fields["needs"] = [dose, self.held(step, self.rng.choice(self.plain_units(free)))[0]]

    def booked_stay(self, step, free):
        """Several sessions in a row, of more slots on the first."""
        resource = self.rng.choice([each for each in free if each.books])
        step.fields["needs"] = {"use": resource.name, "sessions": self.rng.choice([2, 3, "= 1 + min(visits, 2)"])}
        if self.rng.random() < 0.5:
            step.fields["needs"]["amount"] = "= if(day_of_stay < 1, 2, 1)"

    def ruled_forms(self, free):
        """Those for which there are resources."""
        forms = ["queue_limited", "kept_free", "for_some"] if self.plain_units(free) else []
        if self.plain_units(free):
            forms += ["ejecting"] * 4
        if len(self.plain_units(free)) >= 2:
            forms += ["picked"]
        if "dose" in self.facts.resources:
            forms += ["used_up"] * 4
        if any(each.books for each in free):
            forms += ["booked_stay"] * 4
        return forms


class Branches:
    """Steps that send out branches, for step_maker.Maker."""

    def parallel(self, step):
        """Two ways at once, of which one may have two steps; each ends where its branch joins the person again."""
        names = [f"{step.name}_scan", f"{step.name}_test"]
        step.fields["parallel"] = list(names)
        last = ["join", "join"]
        if self.rng.random() < 0.4:
            names.append(f"{step.name}_result")
            last = [names[2], "join", "join"]
        for name, onwards in zip(names, last):
            step.branches.append(self.branch(name, onwards))

    def branch(self, name, onwards):
        branch = self.step_on_branch(name)
        free = self.patient_units() + self.diaries()
        if free and self.rng.random() < 0.8:
            getattr(self, self.rng.choice(["one", "one", "kept_free"]))(branch, free)
        self.timing(branch)
        branch.fields["next"] = onwards
        return branch
