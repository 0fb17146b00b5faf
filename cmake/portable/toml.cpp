// What Debian's libtomlplusplus.so holds, for the program that needs no shared library: the package has no .a, but the sources
// in its headers.
#define TOML_HEADER_ONLY 0
#define TOML_IMPLEMENTATION
#include <toml++/toml.h>
