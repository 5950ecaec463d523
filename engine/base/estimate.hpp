// A mean with its confidence limits, as the observers compute it and the results hold it.
#pragma once

namespace carepath {

/// Mean over completed replications with 95% Student-t limits. Limits are NaN for one replication.
struct Estimate {
  double mean = 0;
  double low = 0;
  double high = 0;
  /// Of a figure that is 0, or 1, in every replication: how far from there it may be, with 95% confidence,
  /// because what has not happened yet is seldom and not impossible. 0 where replications differ, or where
  /// the figure counts no events.
  double unseen = 0;
};

} // namespace carepath
