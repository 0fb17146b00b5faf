/// The parts of the page that the build put into this program.
#pragma once

#include "analysis/report_page.h"

namespace comity::analysis {

/// The parts; all empty in a build without COMITY_REPORT.
PageParts page_parts();

}  // namespace comity::analysis
