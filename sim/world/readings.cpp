#include "world/readings.h"

#include "index.h"

namespace comity {

int leading_court(const World& world, int court, int column) {
  const int superior = world.courts.superior[index(court)];
  if (superior >= 0 && world.precedents.distinguished(court, column) == 0) {
    const int above = leading_court(world, superior, column);
    if (above >= 0) return above;
  }
  return world.precedents.reading(court, column) != 0 ? court : -1;
}

int reading_in(const World& world, int court, int question, bool stable_location) {
  const int column = precedent_column(question, stable_location);
  const int leading = leading_court(world, court, column);
  return leading < 0 ? 0 : world.precedents.reading(leading, column);
}

HeldReadings held_readings(const World& world, int court, bool stable_location) {
  HeldReadings held;
  const auto questions = static_cast<int>(world.precedents.reading.cols()) / kCoverages;
  for (int question = 0; question < questions; ++question) {
    const int reading = reading_in(world, court, question, stable_location);
    const law::QuestionSet bit = law::QuestionSet{1} << question;
    if (reading > 0) held.accepted |= bit;
    if (reading == 0) held.undecided |= bit;
  }
  return held;
}

}  // namespace comity
