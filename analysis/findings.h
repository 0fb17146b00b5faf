/// What the analyses found, as one tidy table whatever the question.
#pragma once

#include "missing.h"
#include "text/table.h"

#include <cstddef>
#include <span>
#include <string>

namespace comity::analysis {

/// One number with its interval. Numbers that do not exist are NaN: empty in CSV, null in JSON.
struct Finding {
  std::string quantity;  // "mean", "S1", "ST", "mu_star", "difference", "half_time", …
  std::string metric;    // "demands", of a group "trust:microsoft"
  std::string time;      // recorded day, 2014-07-31; empty: over the whole run
  std::string factor;    // factor, arm or what else it is about; empty: none
  std::string factor2;   // the second one of a pair; empty: none
  double estimate = kMissing;
  double low = kMissing;
  double high = kMissing;
  std::string method;  // how the interval was made; empty: there is none
  std::size_t n = 0;   // runs, blocks or whatever else the estimate is over
};

/// A row each: quantity,metric,time,factor,factor2,estimate,low,high,method,n.
Table findings_table(std::span<const Finding> findings);

}  // namespace comity::analysis
