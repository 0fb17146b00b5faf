// What Debian's libfmt.so holds, for the program that needs no shared library: the package has no libfmt.a, but the sources in
// its headers.
#include <fmt/format-inl.h>

template std::locale fmt::detail::locale_ref::get<std::locale>() const;
