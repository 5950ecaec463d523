// What a warm-up should leave out, in words, a table, a picture and JSON.
#pragma once

#include "models/study/warm_up.hpp"
#include "report/answer.hpp"

#include <nlohmann/json_fwd.hpp>

namespace carepath {

[[nodiscard]] Answer warm_up_words(const WarmUpAnswer& found);
[[nodiscard]] nlohmann::ordered_json warm_up_json(const WarmUpAnswer& found);

} // namespace carepath
