// Refusing, before a run begins, a place where its results could not be written afterwards.
#pragma once

#include <filesystem>
#include <vector>

namespace carepath {

/// Throws UsageError when `path` names no plain file in an existing folder, and std::runtime_error when its
/// folder may not be written to. Leaves no file behind and an existing file as it is.
void require_writable_file(const std::filesystem::path& path);

/// The same for each output of a command; throws UsageError also when it is one of `inputs`, which are each
/// `what` ("a scenario"), or another output. Outputs not asked for are empty and left out.
void require_outputs(const std::vector<std::filesystem::path>& outputs,
                     const std::vector<std::filesystem::path>& inputs, const char* what);

/// Throws UsageError when an output, unless empty, is one of `inputs`, which are each `what` ("a scenario").
void refuse_to_replace(const std::vector<std::filesystem::path>& outputs,
                       const std::vector<std::filesystem::path>& inputs, const char* what);

/// Throws UsageError when the file is there, holds something, and is no results file.
void require_results_or_nothing(const std::filesystem::path& path);

/// Like require_writable_file, for a folder that is made when missing, inside one that exists.
void require_writable_folder(const std::filesystem::path& folder);

} // namespace carepath
