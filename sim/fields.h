/// Plain structs declared by one list of their fields, so that whatever goes through them field by field (the JSON of a story)
/// misses none and names none otherwise. A list is a macro of rows X(type, name, meaning); a type with a comma needs an alias.
#pragma once

#define COMITY_FIELDS_MEMBER(type, name, meaning) type name{};
#define COMITY_FIELDS_VISIT(type, name, meaning) visit(#name, self.name);

/// Inside a struct: the members of its list, and each_field(self, visit), which calls visit(name, member) in their order.
#define COMITY_FIELDS(LIST)                                                             \
  LIST(COMITY_FIELDS_MEMBER)                                                            \
  template <typename Self, typename Visit>                                              \
  static void each_field([[maybe_unused]] Self& self, [[maybe_unused]] Visit&& visit) { \
    LIST(COMITY_FIELDS_VISIT)                                                           \
  }
