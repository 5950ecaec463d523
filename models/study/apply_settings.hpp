// The "--set" texts of a study, applied to one of its scenarios.
#pragma once

#include "models/study/study.hpp"

#include <string>

namespace carepath {

/// Applies the settings of one arm, or those of all arms (`arm` empty). What a setting lacks in one scenario
/// of several may be there in another: the hint says how to set it there alone.
void apply_settings(Document& document, const std::string& arm, const StudyOptions& options,
                    Diagnostics& faults);

} // namespace carepath
