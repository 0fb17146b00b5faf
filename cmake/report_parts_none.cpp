// A build without COMITY_REPORT: comity report says so.
#include "analysis/report_parts.h"

namespace comity::analysis {

PageParts page_parts() { return {}; }

}  // namespace comity::analysis
