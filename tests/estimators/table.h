/// The reference files of this directory (values of SALib 1.5.1 and EMA workbench 2.5.2 on Debian 12).
#pragma once

#include <gtest/gtest.h>

#include <Eigen/Core>

#include <charconv>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

namespace comity::test {

/// A file of numbers under one line of names; empty cells are NaN.
inline Eigen::ArrayXXd read_table(const std::string& name) {
  std::ifstream file(COMITY_SOURCE_DIR "/tests/estimators/reference/" + name);
  std::string line;
  std::getline(file, line);
  std::vector<std::vector<double>> rows;
  while (std::getline(file, line)) {
    std::vector<double> row;
    for (std::size_t begin = 0; begin <= line.size();) {
      const std::size_t end = std::min(line.find(',', begin), line.size());
      double value = std::numeric_limits<double>::quiet_NaN();
      std::from_chars(line.data() + begin, line.data() + end, value);
      row.push_back(value);
      begin = end + 1;
    }
    rows.push_back(row);
  }
  EXPECT_FALSE(rows.empty()) << name;
  Eigen::ArrayXXd table(rows.size(), rows.empty() ? 0 : rows.front().size());
  for (Eigen::Index i = 0; i < table.rows(); ++i) {
    for (Eigen::Index j = 0; j < table.cols(); ++j)
      table(i, j) = rows[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
  }
  return table;
}

/// Every value agrees with the reference.
template <typename Values>
void expect_values(const Values& values, const std::vector<double>& expected, double tolerance) {
  ASSERT_EQ(static_cast<std::size_t>(values.size()), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i)
    EXPECT_NEAR(values[i].value, expected[i], tolerance) << "place " << i;
}

}  // namespace comity::test
