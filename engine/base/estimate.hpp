// A mean with its confidence limits, as the observers compute it and the results hold it.
#pragma once

namespace carepath {

/// Mean over completed replications with 95% Student-t limits. Limits are NaN for one replication.
struct Estimate {
  double mean = 0;
  double low = 0;
  double high = 0;
};

} // namespace carepath
