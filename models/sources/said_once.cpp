#include "models/sources/said_once.hpp"

#include <fmt/format.h>
#include <vector>

namespace carepath {
namespace {

/// What sends people of the source other than a list; null when nothing does.
const Field* own_way(const Item& source) {
  for (const auto* key : {"rate", "every", "per"})
    if (const auto* way = source.find(key)) return way;
  return nullptr;
}

class SaidOnce {
public:
  SaidOnce(const Item& source, ArrivalKind kind, CompileContext& context)
      : source_(source), kind_(kind), context_(context) {}

  void check() {
    check_ways();
    check_list();
    check_columns();
  }

private:
  [[nodiscard]] const Field* find(std::string_view key) const { return source_.find(key); }
  [[nodiscard]] bool at_start() const { return kind_ == ArrivalKind::at_start; }
  /// The list that tells who is there or who comes when; null without one.
  [[nodiscard]] const Field* list() const {
    if (const auto* rtt = find("rtt")) return rtt;
    return has_own_times(source_) ? nullptr : find("file");
  }
  [[nodiscard]] const Node* column(std::string_view meaning) const {
    const auto* columns = find("columns");
    return columns && columns->value.is_table() ? columns->value.find(meaning) : nullptr;
  }

  /// 'count' goes with 'per', or says how many are there at the start.
  void check_ways() {
    std::vector<const Field*> ways;
    for (const auto* key : {"rate", "every", "per"})
      if (const auto* way = find(key)) ways.push_back(way);
    const auto* people = list();
    if (const auto* at = find("at"); at && !(people && at_start())) ways.push_back(at);
    if (people) ways.push_back(people);
    if (const auto* file = find("file"); file && find("rtt")) ways.push_back(file);
    if (const auto* count = find("count"); count && !at_start() && !find("per")) ways.push_back(count);
    if (ways.size() < 2) return;
    context_.faults.error(ways.back()->key_where,
                          fmt::format("source '{}' says twice when people arrive: '{}' and '{}'",
                                      source_.name, ways.front()->key, ways.back()->key),
                          "give it one of rate, every, count with per, at, file or rtt");
  }

  /// What a list tells by itself: how many people there are, and in an extract how long they have waited.
  void check_list() {
    const auto* people = list();
    if (!people) return;
    const bool is_file = people->key == "file";
    const auto what = is_file ? std::string("its file") : "the list of its 'rtt'";
    const std::string_view rows =
        "a column that 'columns' calls 'count' says how many people a row stands for";
    const auto idle = [&](std::string_view key, std::string_view told, std::string_view hint) {
      if (const auto* field = find(key))
        context_.faults.error(
            field->key_where,
            fmt::format("'{}' has no effect on source '{}': {} tells {}", key, source_.name, what, told),
            std::string(hint));
    };
    idle("batch", at_start() ? "how many people are there" : "who comes when", is_file ? rows : "");
    if (!at_start()) return;
    idle("count", "how many people are there", is_file ? rows : "");
    if (!is_file || column("waited")) idle("waited", "how long they have waited", "");
  }

  void check_columns() {
    if (!find("file") || find("rtt") || !find("columns")) return;
    if (const auto* waited = column("waited"); waited && !at_start())
      tell_column(*waited, "waited", "it is of people there at the start",
                  own_way(source_) ? "leave it out of 'columns'"
                                   : "at = \"start\" says that they are there when the run starts");
    const auto* time = column("time");
    if (time && at_start())
      tell_column(*time, "time", "all are there at the start",
                  "a column 'waited' says how long they have been there");
    if (const auto* way = own_way(source_); time && way)
      tell_column(*time, "time", fmt::format("'{}' tells when people come", way->key),
                  "leave it out of 'columns'");
    if (!time && !column("waited") && kind_ == ArrivalKind::listed && !find("at"))
      context_.faults.error(
          find("columns")->key_where,
          fmt::format("the file of source '{}' does not say when people arrive", source_.name),
          "name a column for 'time'; those who are there already have at = \"start\"");
  }

  void tell_column(const Node& named, std::string_view meaning, std::string_view why, std::string hint) {
    context_.faults.error(
        named.where,
        fmt::format("the column '{}' of source '{}' has no effect: {}", meaning, source_.name, why),
        std::move(hint));
  }

  const Item& source_;
  ArrivalKind kind_;
  CompileContext& context_;
};

} // namespace

bool has_own_times(const Item& source) {
  return own_way(source) != nullptr;
}

void check_said_once(const Item& source, ArrivalKind kind, CompileContext& context) {
  SaidOnce(source, kind, context).check();
}

} // namespace carepath
