// C++ exceptions for wasm32-wasi, whose libc++abi in Debian is built without them. WebAssembly unwinds by itself; what is left to do
// is to find the handler in the tables that the compiler wrote (LSDA of the Itanium C++ ABI, with the index of the call site in
// place of addresses) and to keep the exceptions that are on their way or being handled. One thread; no exception_ptr, no
// exception specifications. What libc++ itself would throw from its archive (std::stoi, no memory) ends the program.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <typeinfo>

namespace __cxxabiv1 {

// The virtual functions of type information in the order that libc++abi declares them.
class __attribute__((__visibility__("default"))) __shim_type_info : public std::type_info {
 public:
  ~__shim_type_info() override;
  virtual void noop1() const;
  virtual void noop2() const;
  virtual bool can_catch(const __shim_type_info* thrown, void*& adjusted) const = 0;
};

}  // namespace __cxxabiv1

namespace {

using Type = __cxxabiv1::__shim_type_info;

// In front of every exception.
struct alignas(16) Header {
  std::type_info* type;
  void* (*destroy)(void*);  // on this target destructors return their object
  Header* next;             // of those being handled, the one before
  int handlers;             // that it is in; negative while it is thrown on
  void* adjusted;           // what the handler gets: the object, or its base
};

Header* handled = nullptr;

Header* header_of(void* object) { return static_cast<Header*>(object) - 1; }

// A number in seven bits a byte, the lowest first; the last byte holds the sign.
struct Taken {
  std::uint32_t value = 0;
  unsigned bits = 0;
  std::uint8_t last = 0;
};

Taken take_bits(const std::uint8_t*& at) {
  Taken taken;
  do {
    taken.last = *at++;
    taken.value |= static_cast<std::uint32_t>(taken.last & 0x7FU) << taken.bits;
    taken.bits += 7;
  } while ((taken.last & 0x80U) != 0);
  return taken;
}

std::uint32_t take_unsigned(const std::uint8_t*& at) { return take_bits(at).value; }

std::int32_t take_signed(const std::uint8_t*& at) {
  Taken taken = take_bits(at);
  if ((taken.last & 0x40U) != 0 && taken.bits < 32) taken.value |= ~std::uint32_t{0} << taken.bits;
  return static_cast<std::int32_t>(taken.value);
}

// The number of the first handler in a chain of actions that takes the exception; 0: none.
std::uint32_t handler_for(Header* header, const std::uint8_t* action, const std::uint8_t* types) {
  while (true) {
    const std::int32_t number = take_signed(action);
    if (number > 0) {
      const Type* wanted = nullptr;
      std::memcpy(&wanted, types - sizeof wanted * static_cast<std::uint32_t>(number), sizeof wanted);
      void* adjusted = header + 1;
      if (wanted == nullptr || wanted->can_catch(static_cast<const Type*>(header->type), adjusted)) {
        header->adjusted = adjusted;
        return static_cast<std::uint32_t>(number);
      }
    }
    const std::uint8_t* here = action;
    const std::int32_t next = take_signed(action);
    if (next == 0) return 0;
    action = here + next;
  }
}

// The actions of a call site, 0 when it has none but cleaning up.
std::uint32_t entry_of(std::uint32_t site, const std::uint8_t* at, const std::uint8_t* end) {
  for (std::uint32_t i = 0; at < end; ++i) {
    take_unsigned(at);  // the landing pad, which is known by its index
    const std::uint32_t entry = take_unsigned(at);
    if (i == site) return entry;
  }
  return 0;
}

}  // namespace

extern "C" {

// Between a landing pad and the personality, as the compiler lays it out.
struct LandingPad {
  std::uint32_t index;
  const std::uint8_t* lsda;
  std::uint32_t selector;
};
LandingPad __wasm_lpad_context;

int __gxx_personality_wasm0(...) { std::abort(); }  // only its name is used

int _Unwind_CallPersonality(void* object) {
  constexpr int kFoundHandler = 6;
  constexpr int kGoOn = 8;
  constexpr std::uint8_t kOmitted = 0xFF;
  __wasm_lpad_context.selector = 0;
  const std::uint8_t* at = __wasm_lpad_context.lsda;
  if (at == nullptr) return kGoOn;
  if (*at++ != kOmitted) std::abort();  // where landing pads start, which is nowhere else here
  const std::uint8_t* types = nullptr;
  if (const std::uint8_t encoding = *at++; encoding != kOmitted) {
    if ((encoding & 0x7FU) != 0) std::abort();  // anything but plain addresses
    const std::uint32_t offset = take_unsigned(at);
    types = at + offset;
  }
  ++at;  // how call sites are encoded
  const std::uint32_t length = take_unsigned(at);
  const std::uint8_t* actions = at + length;
  const std::uint32_t entry = entry_of(__wasm_lpad_context.index, at, actions);
  if (entry == 0) return kGoOn;
  __wasm_lpad_context.selector = handler_for(header_of(object), actions + entry - 1, types);
  return __wasm_lpad_context.selector == 0 ? kGoOn : kFoundHandler;
}

void* __cxa_allocate_exception(std::size_t size) noexcept {
  void* memory = std::calloc(1, sizeof(Header) + size);
  if (memory == nullptr) std::abort();
  return static_cast<Header*>(memory) + 1;
}

void __cxa_free_exception(void* object) noexcept { std::free(header_of(object)); }

[[noreturn]] void __cxa_throw(void* object, std::type_info* type, void* (*destroy)(void*)) {
  Header* header = header_of(object);
  header->type = type;
  header->destroy = destroy;
  header->adjusted = object;
  __builtin_wasm_throw(0, object);
}

void* __cxa_get_exception_ptr(void* object) noexcept { return header_of(object)->adjusted; }

void* __cxa_begin_catch(void* object) noexcept {
  Header* header = header_of(object);
  header->handlers = std::abs(header->handlers) + 1;
  if (handled != header) {
    header->next = handled;
    handled = header;
  }
  return header->adjusted;
}

void __cxa_end_catch() {
  Header* header = handled;
  if (header == nullptr) return;
  if (header->handlers < 0) {  // on its way again
    if (++header->handlers == 0) handled = header->next;
    return;
  }
  if (--header->handlers > 0) return;
  handled = header->next;
  if (header->destroy != nullptr) header->destroy(header + 1);
  std::free(header);
}

[[noreturn]] void __cxa_rethrow() {
  if (handled == nullptr) std::terminate();
  handled->handlers = -handled->handlers;
  __builtin_wasm_throw(0, handled + 1);
}

}  // extern "C"
