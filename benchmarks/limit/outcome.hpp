// What a hand-written program returns: its counts, and the means by which it is known to do the right work.
#pragma once

#include <vector>

namespace carepath::limit {

struct Outcome {
  double people = 0;
  double events = 0;         // one for each arrival, one for each end of service
  std::vector<double> means; // of waits, and of the time in the system; each program says which
};

} // namespace carepath::limit
