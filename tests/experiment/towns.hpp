// Three towns that share one clock and the KPIs, and nothing else.
#pragma once

#include <string>

namespace carepath::test {

inline const std::string shared_by_towns = R"(
[scenario]
title = "Three towns"
[run]
start = 2026-04-06
warm_up = "4 weeks"
length = "40 weeks"
replications = 6
seed = 11
series = "4 weeks"
census = ["week 10", "week 30"]
[attribute]
town = { values = ["north", "south", "west"] }
urgency = { choose = { urgent = 0.2, routine = 0.8 } }
[outcome]
done = "Done"
advice = "Advice"
removed = "Left the list"
[kpi]
list = { clock = "rtt", of = "incomplete", show = ["number", "share_within 28 days", "mean", "p92"], by = ["town"] }
waits = { clock = "rtt", of = "treated", show = ["mean", "p90", "max"], by = ["town", "urgency"] }
left = { count = "outcome.*", show = "total" }
ill = { time_in = "stay_north.wait", show = ["mean", "p90"] }
)";

/// Its people, slots, beds and steps.
inline std::string only_of(const std::string& town) {
  const auto named = [&](const std::string& thing) { return thing + "_" + town; };
  std::string text = "[source." + named("referrals") + "]\nrate = \"30 per week\"\nfirst = \"" +
                     named("clinic") + "\"\nset = { town = \"" + town + "\" }\n";
  text += "[source." + named("list") + "]\nat = \"start\"\ncount = 60\nfirst = \"" + named("clinic") +
          "\"\nwaited = { dist = \"uniform\", low = \"0 days\", high = \"60 days\" }\nset = { town = \"" +
          town + "\" }\n";
  text +=
      "[resource." + named("slots") +
      "]\nkind = \"diary\"\nsessions = \"5 per week\"\nslots = 6\norder = [\"highest urgency == routine\"]\n";
  text += "[resource." + named("bed") + "]\ncapacity = 9\n";
  text += "[step." + named("clinic") + "]\nkind = \"appointment\"\nneeds = \"" + named("slots") +
          "\"\ndid_not_attend = 0.1\nrebooked = 0.6\ndischarged_to = \"advice\"\nnext = { " + named("stay") +
          " = 0.5, advice = 0.5 }\n";
  text += "[step." + named("stay") + "]\nneeds = \"" + named("bed") +
          "\"\ntakes = { dist = \"lognormal\", mean = \"4 days\", sd = \"3 days\" }\nnext = \"done\"\n";
  text += "[risk." + named("leaves") + "]\nwhile = [\"" + named("clinic") +
          ".wait\"]\nafter = { dist = \"exponential\", mean = \"90 days\" }\nto = \"removed\"\n";
  return text;
}

inline std::string towns() {
  std::string text = shared_by_towns, starts, missed;
  for (const std::string town : {"west", "north", "south"}) {
    text += only_of(town);
    starts += "\"referrals_" + town + ".arrive\", \"list_" + town + ".arrive\", ";
    missed += "{ at = \"clinic_" + town + ".dna\", restart = \"on_rebooking\" }, ";
  }
  return text + "[clock.rtt]\nkind = \"rtt\"\nstarts = [" + starts +
         "]\nstops = [{ at = \"done\", as = \"treated\" }, { at = \"advice\", as = \"advised\" }, { at = "
         "\"removed\", as = \"removed\" }]\nnullified = [" +
         missed + "]\n";
}

} // namespace carepath::test
