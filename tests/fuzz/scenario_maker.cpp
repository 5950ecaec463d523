#include "tests/fuzz/scenario_maker.hpp"

#include "tests/fuzz/choices.hpp"

#include <fmt/format.h>

namespace carepath::test {
namespace {

class Maker {
public:
  explicit Maker(std::string_view bytes) : choices_(bytes) {}

  std::string make() {
    steps_ = 1 + choices_.below(5);
    resources_ = choices_.below(4);
    head();
    for (std::size_t at = 0; at < resources_; ++at) resource(at);
    for (std::size_t at = 0; at < steps_; ++at) step(at);
    sources();
    tail();
    return out_;
  }

private:
  template <class... Parts> void line(fmt::format_string<Parts...> form, Parts&&... parts) {
    out_ += fmt::format(form, std::forward<Parts>(parts)...) + "\n";
  }

  void head() {
    line("[scenario]\ntitle = \"Made from bytes\"\n[run]\nstart = 2026-04-06\nlength = \"{} days\"",
         choices_.below(6) + 1);
    line("warm_up = \"{} days\"\nreplications = 1\nseed = {}", choices_.below(3), choices_.below(256));
    line("[calendar.office]\nopen = [\"Mon-Fri 08:00-18:00\"]");
    line("[attribute.need]\nchoose = {{ low = 0.5, mid = 0.25, high = 0.25 }}\nordered = [\"low\", \"mid\", "
         "\"high\"]");
    line(
        "[attribute.severity]\nis = {{ dist = \"uniform\", low = 0, high = 2 }}\n[attribute.visits]\nis = 0");
  }

  const char* mean_and_sd() {
    return choices_.of({"mean = \"1 h\", sd = \"2 h\"", "mean = \"2 days\", sd = \"1 days\"",
                        "mean = \"10 min\", sd = \"30 min\"", "mean = \"5 h\", sd = \"1 h\""});
  }

  std::string gamma(const char* mean) {
    if (choices_.coin()) return fmt::format("{{ dist = \"gamma\", {} }}", mean_and_sd());
    return fmt::format("{{ dist = \"erlang\", stages = {}, mean = \"{}\" }}", choices_.below(5) + 1, mean);
  }

  /// Gamma is rare: making its table takes as long as the rest of a small scenario.
  std::string duration() {
    const auto mean = choices_.of({"0.25 days", "1 h", "2 days", "30 min", "1 min"});
    if (choices_.rarely(64)) return gamma(mean);
    switch (choices_.below(6)) {
    case 0: return fmt::format("\"{}\"", mean);
    case 1: return fmt::format("{{ dist = \"exponential\", mean = \"{}\" }}", mean);
    case 2: return fmt::format("{{ dist = \"lognormal\", {} }}", mean_and_sd());
    case 3: return "{ dist = \"triangular\", low = \"1 h\", mode = \"2 h\", high = \"9 h\" }";
    case 4: return fmt::format("{{ by = \"need\", low = \"0 min\", else = \"{}\" }}", mean);
    default: return "\"= 1 h * (severity + 0.5)\"";
    }
  }

  void resource(std::size_t at) {
    line("[resource.r{}]", at);
    if (choices_.rarely(4)) {
      line("kind = \"diary\"\nsessions = \"{} per week\"\nslots = {}\nduring = \"office\"",
           choices_.below(9) + 5, choices_.below(6) + 1);
    } else if (choices_.rarely(3)) {
      line("capacity = {{ cycle = [{}, {}], every = \"0.25 days\" }}", choices_.below(4) + 1,
           choices_.below(4) + 1);
      line("when_capacity_falls = \"{}\"", choices_.of({"finish", "hand_over", "restart", "pause"}));
    } else {
      line("capacity = {}", choices_.below(5) + 1);
    }
    if (choices_.coin())
      line("order = [\"{}\"]", choices_.of({"earliest queue_date", "latest queue_date", "highest severity",
                                            "lowest need", "highest waited * if(need == high, 3, 1)"}));
  }

  /// A later step or an outcome: nobody goes round for ever.
  std::string later(std::size_t at) {
    const auto to = at + 1 + choices_.below(steps_ - at);
    return to < steps_ ? fmt::format("s{}", to) : std::string(choices_.of({"better", "done"}));
  }

  std::string route(std::size_t at) {
    const auto one = later(at), other = later(at);
    if (one == other || choices_.below(3) == 0) return fmt::format("\"{}\"", one);
    switch (choices_.below(3)) {
    case 0: return fmt::format("{{ {} = 0.25, {} = 0.75 }}", one, other);
    case 1: return fmt::format("{{ by = \"need\", low = \"{}\", else = \"{}\" }}", one, other);
    default: return fmt::format("[{{ when = \"visits < 2\", to = \"s{}\" }}, {{ to = \"{}\" }}]", at, other);
    }
  }

  void needs() {
    if (resources_ == 0 || choices_.rarely(4)) return;
    const auto first = choices_.below(resources_);
    const auto second = choices_.below(resources_);
    const auto form = first == second ? 0 : choices_.below(5);
    if (form == 0)
      line("needs = \"r{}\"", first);
    else if (form == 1)
      line("needs = [\"r{}\", \"r{}\"]", first, second);
    else
      line("needs = {{ {} = [\"{}r{}\", \"r{}\"] }}", form == 2 ? "any" : "all", form == 3 ? "2 " : "", first,
           second);
  }

  void step(std::size_t at) {
    line("[step.s{}]", at);
    needs();
    line("takes = {}", duration());
    if (choices_.rarely(4)) line("exit_delay = {}", duration());
    line("set_at_end = {{ visits = \"= visits + 1\" }}");
    if (choices_.rarely(5)) line("fails = {{ cancelled = {{ chance = 0.125, to = \"{}\" }} }}", later(at));
    line("next = {}", route(at));
  }

  void sources() {
    line("[source.come]\n{}\nfirst = \"s0\"",
         choices_.of({"rate = \"4 per day\"", "every = \"5 h\"", "rate = \"1 per day\"\nbatch = 3",
                      "every = { dist = \"exponential\", mean = \"3 h\" }", "rate = \"20 per day\""}));
    if (choices_.coin())
      line("[source.there]\nat = \"start\"\ncount = {}\nwaited = {{ dist = \"uniform\", low = \"0 days\", "
           "high = \"50 days\" "
           "}}\nfirst = \"s{}\"",
           choices_.below(30), choices_.below(steps_));
  }

  void tail() {
    line("[outcome]\nbetter = \"Better\"\ndone = \"Done\"");
    line("[clock.inside]\nstarts = [\"come.arrive\"]\nstops = [\"better\", \"done\"]");
    line("[kpi]\ncome = {{ count = \"s0.arrive\" }}\nstay = {{ clock = \"inside\", of = \"completed\", show "
         "= \"mean\" }}");
    for (std::size_t at = 0; at < steps_; ++at)
      line("wait{} = {{ time_in = \"s{}.wait\", show = [\"mean\", \"p95\"] }}", at, at);
  }

  Choices choices_;
  std::string out_;
  std::size_t steps_ = 1, resources_ = 0;
};

} // namespace

std::string made_scenario(std::string_view bytes) {
  return Maker(bytes).make();
}

} // namespace carepath::test
