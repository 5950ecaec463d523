// Rows of results about money: what is spent for what is achieved, and when it has been earned back.
#pragma once

#include <string>

namespace carepath {

/// What a variant has spent more than the first up to the end of a month, in pounds.
struct MoneyMonth {
  std::string variant;
  std::string cost; // name of the KPI
  double month = 0; // its end, in months since the measured period began
  double more = 0;  // mean, with 95% limits
  double more_low = 0;
  double more_high = 0;
};

/// From which month on a variant has spent no more than the first. Months are counted from the beginning of
/// the measured period, and NaN where that is not so at its end.
struct PaybackRow {
  std::string variant;
  std::string against;
  std::string cost;           // name of the KPI
  double months_followed = 0; // of the measured period
  bool was_dearer = false;    // at the end of some month, by the mean
  double paid_back = 0;       // by the mean
  double earliest = 0;        // by the lower 95% limit
  double latest = 0;          // by the upper one
  double observations = 0;    // replications, or draws of uncertain inputs, or antithetic pairs
  double paid_back_in = 0;    // in how many of them no more is spent by the end
};

/// What a variant spends more against what it achieves more, of one outcome; pounds, and the outcome's unit.
struct WorthRow {
  std::string name; // of the outcome's worth in the scenario
  std::string title;
  std::string variant;
  std::string against; // empty for the first, which is compared with nothing
  std::string outcome; // name of the KPI
  std::string cost;    // name of the KPI
  std::string unit;    // of what is gained
  bool more_is_better = true;
  double pounds = 0; // what one of the outcome is worth; NaN where it is not said
  std::string source;
  double spent = 0; // more than the other; 95% limits
  double spent_low = 0;
  double spent_high = 0;
  double gained = 0; // of the outcome, in the direction that is better; 95% limits
  double gained_low = 0;
  double gained_high = 0;
  double pounds_per_one =
      0; // spent for one gained, or saved for one lost; NaN where one option is better in both
  double per_one_low = 0; // 95% limits by Fieller; NaN where nothing is surely gained or lost
  double per_one_high = 0;
  double net_benefit = 0; // worth of what is gained less what is spent; 95% limits
  double net_low = 0;
  double net_high = 0;
  double observations = 0; // replications, or draws of uncertain inputs, or antithetic pairs
  double worse = 0;        // in how many of them the net benefit is below nothing
  double worst_fifth = 0;  // mean net benefit of the fifth of them in which it is least
  bool is_on_front = false;
  std::string before{};        // the next cheaper on the front; empty for the cheapest
  double per_one_more = 0;     // what one more costs than there
  std::string ruled_out_by{};  // who costs no more and achieves as much; empty when nobody does
  std::string together_with{}; // where only a mixture of both does: the other
};

} // namespace carepath
