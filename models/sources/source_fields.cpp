// What a [source] may say.
#include "models/sources/sources.hpp"

namespace carepath {
namespace {

constexpr std::string_view spreads[] = {"start", "even", "uniform"};
constexpr std::string_view phases[] = {"arrive", "work"};

constexpr FieldRow source_rows[] = {
    {"rate", FieldKind::value, Dimension::rate, false, "",
     "Poisson arrivals at this rate; may change with dates and calendars.", "\"100 per week\""},
    {"pattern", FieldKind::table, Dimension::any, false, "",
     "Shares of the week by weekday; they sum to one.",
     "{ Mon = 0.22, Tue = 0.22, Wed = 0.20, Thu = 0.19, Fri = 0.17 }"},
    {"hours", FieldKind::list, Dimension::any, false, "", "24 shares of the day by hour; they sum to one.",
     "[0.02, ...]"},
    {"season", FieldKind::table, Dimension::any, false, "", "Multipliers by month; months not given are 1.",
     "{ Jan = 1.05, Aug = 0.9 }"},
    {"trend", FieldKind::text, Dimension::any, false, "", "Growth, compounded from the start of the run.",
     "\"3% per year\""},
    {"during", FieldKind::name, Dimension::any, false, "",
     "Of a rate, a calendar: it is made up within a normal week's open hours; closed days (holidays) are "
     "lost.",
     "\"working_days\""},
    {"every", FieldKind::value, Dimension::duration, false, "",
     "Gaps between arrivals, any distribution, instead of a rate; the first comes one gap after the start, "
     "or 'from'.",
     "{ dist = \"exponential\", mean = \"1.2 days\" }"},
    {"count", FieldKind::value, Dimension::number, false, "",
     "How many people: at the start, or in each period; with 'batch' how many batches in each period.",
     "1400"},
    {"per", FieldKind::value, Dimension::duration, false, "", "The period of 'count'.", "\"1 day\""},
    {"spread", FieldKind::text, Dimension::any, false, "uniform", "Where in the period they arrive.",
     "\"even\"", spreads},
    {"at", FieldKind::any, Dimension::any, false, "",
     "\"start\": people already there. A list of times: exactly then.", "\"start\""},
    {"file", FieldKind::text, Dimension::any, false, "", "A CSV file of people, read with 'columns'.",
     "\"data/list.csv\""},
    {"columns", FieldKind::table, Dimension::any, false, "",
     "What the columns of the file are: time of those who come, waited of those there at the start, step, "
     "count, or an attribute.",
     "{ waited = \"days\", urgency = \"priority\" }"},
    {"rtt", FieldKind::table, Dimension::any, false, "",
     "A starting list from an NHS England RTT full CSV extract: { file, provider, treatment_function, part, "
     "minus, within_band = \"drawn\" or \"midpoint\" }.",
     "{ file = \"data/rtt.csv\", provider = \"RBD\", treatment_function = \"110\" }"},
    {"waited", FieldKind::value, Dimension::duration, false, "0 days",
     "At the start: how long ago people came, which is the age of their clocks, in whatever phase they are "
     "found; those in a queue have waited in it as long unless 'queued_for' says otherwise.",
     "{ dist = \"uniform\", low = \"0 days\", high = \"112 days\" }"},
    {"queued_for", FieldKind::value, Dimension::duration, false, "",
     "At the start: how long in the present queue, when that differs from 'waited'.", "\"30 days\""},
    {"phase", FieldKind::text, Dimension::any, false, "arrive",
     "At the start: \"work\" for people in the middle of the step 'first'. The event source.arrive happens "
     "to "
     "them too; the step's own arrive and start lie before the run.",
     "\"work\"", phases},
    {"remaining", FieldKind::any, Dimension::duration, false, "residual",
     "In phase work: time left; \"residual\" is the equilibrium remainder of the step's 'takes': of a length "
     "each part is as likely, of a distribution it is what is left of a stay met at a random moment, after "
     "'times' and 'plus' too. Choices by attribute, date or condition are made as they stand at the start. "
     "What cannot be worked out so, such as a 'max' that differs between people, is a fault.",
     "\"residual\""},
    {"holding", FieldKind::needs, Dimension::any, false, "", "At the start: what they hold.",
     "[\"ward_bed\"]"},
    {"daily_variation",
     FieldKind::value,
     Dimension::number,
     false,
     "0",
     "With 'rate': each day's rate varies about it, by a gamma draw with this coefficient of variation.",
     "0.2",
     {},
     0,
     10},
    {"scale",
     FieldKind::value,
     Dimension::number,
     false,
     "1",
     "With 'file': copies of each person on average; below 1 it thins the list, above it thickens.",
     "1.1",
     {},
     0,
     1000},
    {"batch", FieldKind::value, Dimension::number, false, "1", "People per arrival.", "2"},
    {"from", FieldKind::moment, Dimension::any, false, "",
     "First moment of arrivals, from the start of the run.", "\"week 4\""},
    {"until", FieldKind::moment, Dimension::any, false, "", "Arrivals stop then.", "\"90 days\""},
    {"set", FieldKind::table, Dimension::any, false, "", "Attributes of people from here.",
     "{ urgency = \"p2\" }"},
    {"first", FieldKind::route, Dimension::any, false, "", "Where they go.", "\"first_clinic\""},
    {"title", FieldKind::text, Dimension::any, false, "", "Words for people.", "\"GP referrals\""},
    {"source", FieldKind::text, Dimension::any, false, "", "Where the numbers come from.", "\"[D]\""},
};
constexpr KindRow source_row{
    "source", "Sources", "Who enters and when: referrals, recorded lists, the starting list.", source_rows};

} // namespace

const KindRow& source_kind() {
  return source_row;
}

} // namespace carepath
