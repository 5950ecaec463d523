// Writes the sample study to the file named on the command line, for tests in other languages.
#include <exception>
#include <iostream>

#include "engine/results/writer.hpp"
#include "tests/results/sample.hpp"

int main(int argument_count, char** arguments) {
  if (argument_count != 2) {
    std::cerr << "usage: write_sample FILE\n";
    return 2;
  }
  try {
    carepath::write_results(carepath::test::sample_results(), arguments[1]);
  } catch (const std::exception& fault) {
    std::cerr << fault.what() << '\n';
    return 1;
  }
  return 0;
}
