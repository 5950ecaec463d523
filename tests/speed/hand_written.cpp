// The programs that benchmarks compare with do the work they say: they find the waits that are known for it.
#include "benchmarks/limit/five_stations.hpp"
#include "benchmarks/limit/known_values.hpp"
#include "benchmarks/limit/long_list.hpp"
#include "benchmarks/limit/one_server.hpp"

#include <catch2/catch.hpp>

using namespace carepath::limit;

TEST_CASE("one server by hand finds the time in an M/M/1 system, and a few people do not") {
  CHECK(disagreement("W1", one_server(200'000, 1)).empty());
  Outcome few = one_server(1'000, 1);
  few.people = 200'000; // held against the error of many
  CHECK_FALSE(disagreement("W1", few).empty());
}

TEST_CASE("five stations by hand find the known waits with either way of drawing") {
  CHECK(disagreement("W2", five_stations(200'000, 1, 1)).empty());
  CHECK(disagreement("W2", five_stations(200'000, 1, 1, Draws::keyed)).empty());
}

TEST_CASE("five stations of ten times the size have waits of their own") {
  CHECK_FALSE(disagreement("W2", five_stations(200'000, 10, 1)).empty());
}

TEST_CASE("the long list by hand finds the known waits, served in each of three ways") {
  CHECK(disagreement("W3", long_list_of_servers({})).empty());
  CHECK(disagreement("W3", long_list_of_sessions({})).empty());
  CHECK(disagreement("W3", long_list_in_any_order({})).empty());
}

TEST_CASE("a list that is a tenth shorter has waits of its own") {
  CHECK_FALSE(disagreement("W3", long_list_of_servers({180'000, 365, 1})).empty());
}

TEST_CASE("a list in any order serves the same people in the same order as one ring for each class") {
  CHECK(long_list_in_any_order({}).means == long_list_of_servers({}).means);
}
