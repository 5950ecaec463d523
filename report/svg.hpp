// Makes an SVG file from a drawing program fit to stand inside an HTML page.
#pragma once

#include <string>
#include <string_view>

namespace carepath::report {

/// The drawing as one `<svg role="img">` that scales to its column, with our title and description in place
/// of the program's. Identifiers are prefixed with `id` so that they stay unique on the page; name spaces,
/// fonts and tool tips are taken out. `title` and `description` are plain text. Throws `ReportError` when
/// `raw` is no SVG.
[[nodiscard]] std::string inline_svg(std::string_view raw, std::string_view id, std::string_view title,
                                     std::string_view description);

} // namespace carepath::report
