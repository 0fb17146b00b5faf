// A build without COMITY_REPORT: comity report and comity law page say so.
#include "analysis/report_parts.h"

namespace comity::analysis {

PageParts page_parts() { return {}; }

PageParts law_page_parts() { return {}; }

}  // namespace comity::analysis
