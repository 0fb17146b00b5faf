/// The parts of the pages that the build put into this program.
#pragma once

#include "analysis/report_page.h"

namespace comity::analysis {

/// The parts of the report page; all empty in a build without COMITY_REPORT.
PageParts page_parts();

/// The parts of the page of laws; all empty in a build without COMITY_REPORT.
PageParts law_page_parts();

}  // namespace comity::analysis
