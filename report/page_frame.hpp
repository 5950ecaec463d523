// What every page has around its sections, and how a page is put on the disk.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace carepath::report {

/// From the document type to the opened body.
[[nodiscard]] std::string page_head(std::string_view title);
/// Closes what `page_head` and a main part opened.
[[nodiscard]] std::string page_foot(std::string_view program_version);

/// Writes the page beside its place and moves it there. Throws `ReportError` with a sentence.
void write_page(const std::string& html, const std::filesystem::path& file);

} // namespace carepath::report
