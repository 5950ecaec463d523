#include "models/words/source_words.hpp"

#include "models/words/field_teller.hpp"
#include "models/words/need_words.hpp"

namespace carepath {
namespace {

/// People who are there before anybody comes: a list, or patients part-way.
bool is_there_at_start(const Item& source) {
  const auto* at = source.find("at");
  if (at) return at->value.is_text() && at->value.text == "start";
  return source.find("rtt") && !source.find("rate") && !source.find("every") && !source.find("per");
}

std::string remaining_words(FieldTeller& tell) {
  if (tell.take_if("remaining", "residual"))
    return ", the rest of their time drawn as for people met at any moment";
  return tell.clause("remaining", ", with ", " left");
}

std::string holding_words(FieldTeller& tell) {
  const auto* holding = tell.take("holding");
  return holding ? ", holding " + needs_words(holding->value, tell.names()) : std::string();
}

std::string at_start_words(FieldTeller& tell) {
  tell.take_if("at", "start");
  return tell.clause("count", "", " ") + "people are there at the start" +
         tell.clause("waited", ", having waited ") +
         tell.clause("queued_for", ", in the queue they are found in for ") +
         tell.clause("phase", ", found in the phase ") + remaining_words(tell) + holding_words(tell);
}

std::string spread_words(FieldTeller& tell) {
  if (tell.take_if("spread", "even")) return ", evenly spaced";
  if (tell.take_if("spread", "start")) return ", all at its beginning";
  return tell.take_if("spread", "uniform") ? ", each at any moment of it" : std::string();
}

/// "2 come every 3 days", "one comes each day".
std::string counted_words(FieldTeller& tell) {
  const auto* count = tell.item().find("count");
  const bool one = count && count->value.is_number() && count->value.number == 1;
  const auto people = one ? std::string("one comes") : tell.clause("count", "", " come");
  tell.take("count");
  const auto period = tell.clause("per", "");
  return people + (period.starts_with("1 ") ? " each " + period.substr(2) : " every " + period);
}

/// When people come, where they are not there from the start.
std::string arrival_words(FieldTeller& tell) {
  if (tell.item().find("rate")) return tell.clause("rate", "", " come");
  if (tell.item().find("every")) return tell.clause("every", "one comes every ");
  if (tell.item().find("per")) return counted_words(tell) + spread_words(tell);
  return tell.clause("at", "come at ");
}

/// What varies over the calendar, or from day to day.
std::string variation_words(FieldTeller& tell) {
  std::string out;
  if (const auto* pattern = tell.take("pattern"))
    out += " (by weekday: " + pairs_words(pattern->value, tell.names()) + ")";
  out += tell.clause("hours", " (by hour of the day: ", ")");
  if (const auto* season = tell.take("season"))
    out += " (times by month: " + pairs_words(season->value, tell.names()) + ")";
  return out + tell.clause("trend", ", with a trend of ") + tell.clause("during", ", only during ") +
         tell.clause("daily_variation", ", days varying with a coefficient of variation of ");
}

std::string people_of_file_words(FieldTeller& tell) {
  std::string out;
  if (const auto* columns = tell.take("columns"))
    out += " (columns: " + pairs_words(columns->value, tell.names()) + ")";
  return out + tell.clause("scale", ", each row ", " times on average");
}

std::string file_words(FieldTeller& tell, bool has_times) {
  std::string out = tell.clause("file", has_times ? ", each drawn from the rows of " : ", read from ");
  out += people_of_file_words(tell);
  const auto* list = tell.take("rtt");
  if (!list) return out;
  const auto* file = list->value.find("file");
  out += ", from the published list in " + (file ? file->text : std::string());
  auto others = list->value;
  others.remove("file");
  return others.keys.empty() ? out : out + " (" + pairs_words(others, tell.names()) + ")";
}

std::string limits_words(FieldTeller& tell) {
  return tell.clause("batch", ", each a batch of ", " people") + tell.clause("from", ", from ") +
         tell.clause("until", ", until ");
}

std::string set_words(FieldTeller& tell) {
  const auto* set = tell.take("set");
  return set ? ", with " + pairs_words(set->value, tell.names()) : std::string();
}

} // namespace

std::string source_words(const Item& source, const PlaceNames& names) {
  FieldTeller tell(source, names);
  const bool has_times = source.find("rate") || source.find("every") || source.find("per");
  auto out = is_there_at_start(source) ? at_start_words(tell) : arrival_words(tell);
  out += limits_words(tell) + variation_words(tell) + file_words(tell, has_times) + set_words(tell);
  out += tell.way("first", "; first to ");
  out += tell.rest_clauses(); // after all else was told
  if (out.starts_with(", ")) out.erase(0, 2);
  return source.name + ": " + out + ".";
}

} // namespace carepath
