// CSV: quoting by RFC 4180, spreadsheet formulas disarmed, one observation per row.
#include <catch2/catch.hpp>

#include "engine/results/csv.hpp"
#include "engine/results/csv_table.hpp"
#include "tests/results/sample.hpp"
#include "tests/results/temporary_folder.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

std::string cell(const std::string& text) {
  CsvTable table(std::vector<std::string>{"h"});
  table.text(text).end_row();
  return table.str().substr(3, table.str().size() - 5);
}

std::size_t rows_in(const std::string& csv) {
  std::size_t rows = 0;
  for (std::size_t at = csv.find("\r\n"); at != std::string::npos; at = csv.find("\r\n", at + 2)) ++rows;
  return rows - 1;
}

} // namespace

TEST_CASE("cells with commas, quotes or line ends are quoted, others are not") {
  CHECK(cell("plain £ text") == "plain £ text");
  CHECK(cell("a,b") == "\"a,b\"");
  CHECK(cell("say \"x\"") == "\"say \"\"x\"\"\"");
  CHECK(cell("two\nlines") == "\"two\nlines\"");
  CHECK(cell("").empty());
}

TEST_CASE("a text that a spreadsheet would run as a formula gets an apostrophe") {
  CHECK(cell("=SUM(A1)") == "'=SUM(A1)");
  CHECK(cell("+1") == "'+1");
  CHECK(cell("-1") == "'-1");
  CHECK(cell("@x") == "'@x");
  CHECK(cell("=1,2") == "\"'=1,2\"");
  CHECK(cell("a=b") == "a=b");
}

TEST_CASE("numbers are the shortest that read back the same, undefined ones are empty") {
  CsvTable table(std::vector<std::string>{"a", "b", "c", "d"});
  table.number(0.1).number(-2.5).number(nan_value).number(1.0 / 3).end_row();
  CHECK(table.str() == "a,b,c,d\r\n0.1,-2.5,,0.3333333333333333\r\n");
}

TEST_CASE("the export writes every table with one row per observation") {
  const TemporaryFolder folder;
  export_csv(sample_results(), folder / "tables");
  const auto rows = [&](const std::string& name) { return rows_in(read_text(folder / ("tables/" + name))); };
  CHECK(rows("kpi.csv") == 2 * 5);
  CHECK(rows("kpi_values.csv") == 2 * 5 * 3);
  CHECK(rows("differences.csv") == 5);
  CHECK(rows("series.csv") == 2 * 2 * 3);
  CHECK(rows("census.csv") == 2 * 2 * 3);
  CHECK(rows("histograms.csv") == 2 * 2);
  CHECK(rows("pathway_nodes.csv") == 4);
  CHECK(rows("pathway_edges.csv") == 4);
  CHECK(rows("resources.csv") == 2);
  CHECK(rows("paired.csv") == 2);
  CHECK(rows("assumptions.csv") == 1);
}

TEST_CASE("the table of values numbers replications as they were run") {
  const TemporaryFolder folder;
  Results results = sample_results();
  results.first_replication = 16;
  export_csv(results, folder.path());
  const std::string text = read_text(folder / "kpi_values.csv");
  CHECK(text.find(",17,") != std::string::npos);
  CHECK(text.find(",19,") != std::string::npos);
  CHECK(text.find(",16,") == std::string::npos);
}

TEST_CASE("the KPI table reads as expected, awkward names included") {
  const TemporaryFolder folder;
  export_csv(sample_results(), folder.path());
  const std::string text = read_text(folder / "kpi.csv");
  CHECK(text.starts_with(
      "variant,kpi,title,unit,group,group_value,mean,low,high,target,target_is,target_high,owner,source\r\n"
      "current,rtt18,Within 18 weeks (incomplete),share,,,0.625,0.5,0.75,0.92,at least,,,\r\n"
      "current,rtt18,Within 18 weeks (incomplete),share,deprivation,q1,0.3125,0.25,0.375,,,,,\r\n"));
  CHECK(text.find(
            "current,\"cost/patient \"\"naïve\"\"\",\"Cost per patient, £\",£,,,1789.875,1234.5,2345.25,1500,"
            "at most,,,\r\n") != std::string::npos);
  CHECK(read_text(folder / "pathway_edges.csv").find("current,first clinic,first clinic,dna,7.5\r\n") !=
        std::string::npos);
}

TEST_CASE("a folder that cannot be made is named") {
  const TemporaryFolder folder;
  write_text(folder / "file", "");
  CHECK_THROWS_WITH(export_csv(sample_results(), folder / "file"), Catch::StartsWith("cannot make folder '"));
}
