// The "--set" texts of a study, applied to one of its scenarios.
#pragma once

#include "models/study/study.hpp"

#include <string>

namespace carepath {

/// Applies the settings of one arm, or those of all arms (`arm` empty). What a setting lacks in one scenario
/// of several may be there in another: the hint says how to set it there alone. A fault names the scenario
/// where it is one of several files, or `variant`.
void apply_settings(Document& document, const std::string& arm, const StudyOptions& options,
                    Diagnostics& faults, const std::string& variant = {});

/// Takes the file's own number of replications out, where the command line has another: nothing is asked of
/// it.
void forget_replications(Document& document);

/// Makes of a file as written the scenario that a study runs: the variant, where there is one, then the
/// settings of all arms, then its own. The command line has the last word.
void make_scenario(Document& document, const VariantText* variant, const StudyOptions& options,
                   Diagnostics& faults);

} // namespace carepath
