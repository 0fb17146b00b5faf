/// Sentences in tests: what must stand in them, and what must not.
#pragma once

#include <gtest/gtest.h>

#include <string>

#define EXPECT_SAYS(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text)
#define EXPECT_SAYS_NOT(text, part) EXPECT_EQ((text).find(part), std::string::npos) << (text)
