#include "scenario/court_names.h"

#include <gtest/gtest.h>

namespace comity {
namespace {

using Names = std::vector<std::string>;

StateConfig northland(int first_instance, int appellate) {
  StateConfig state;
  state.name = "Northland";
  state.courts.first_instance = first_instance;
  state.courts.appellate = appellate;
  return state;
}

TEST(CourtNames, AreNumberedFromOneToTheCount) {
  const StateConfig state = northland(3, 1);
  EXPECT_EQ(first_instance_courts(state),
            (Names{"Northland first-instance court 1", "Northland first-instance court 2",
                   "Northland first-instance court 3"}));
  EXPECT_EQ(appellate_courts(state), Names{"Northland appellate court 1"});
  EXPECT_EQ(apex_court(state), "Northland apex court");
}

TEST(CourtNames, OfTheScenarioComeFirstAndNumbersGoOnAfterThem) {
  StateConfig state = northland(4, 2);
  state.courts.first_instance_named = {{"Court of the Port", "", 1, 1.0}, {"Court of the Hills", "", 1, 1.0}};
  state.courts.appellate_named = {{"Northern Circuit", "", 3, 1.0}, {"Southern Circuit", "", 3, 1.0}};
  EXPECT_EQ(first_instance_courts(state),
            (Names{"Court of the Port", "Court of the Hills", "Northland first-instance court 3",
                   "Northland first-instance court 4"}));
  EXPECT_EQ(appellate_courts(state), (Names{"Northern Circuit", "Southern Circuit"}));
}

}  // namespace
}  // namespace comity
