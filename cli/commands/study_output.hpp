// Where the results of a study go: checked before it runs, written and told afterwards.
#pragma once

#include "cli/commands/study_request.hpp"

namespace carepath {

/// Whether any replication was finished: without one there is nothing to write.
[[nodiscard]] bool any_completed(const Results& results);

/// Refuses outputs that could not be written, or that would replace a scenario or one another.
void check_outputs(const StudyRequest& request);

/// Refuses outputs that would replace a file the study has read.
void check_outputs_spare(const Study& study, const StudyRequest& request);

/// Tables or JSON on standard output.
void print_results(const Results& results, const StudyRequest& request);

/// The results file, the event log and the page, as far as asked for; each is told on standard error.
void write_outputs(const Results& results, const Study& study, const StudyRequest& request);

/// A line on standard error for every failed replication that said why; whether there was any.
bool tell_failures(const Results& results);

} // namespace carepath
