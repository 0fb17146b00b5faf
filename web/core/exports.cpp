// What the page calls: it writes a question (and the record of a run) into a room of ours, and reads the answer from another.
#include "core/session.h"
#include "error.h"

#include <cstdint>

#define COMITY_EXPORT(name) extern "C" __attribute__((export_name(#name)))

namespace {

std::string question;
std::string record_in;
std::string answer;
std::string record_out;

}  // namespace

COMITY_EXPORT(question_room) char* question_room(std::size_t size) {
  question.resize(size);
  return question.data();
}

COMITY_EXPORT(record_room) char* record_room(std::size_t size) {
  record_in.resize(size);
  return record_in.data();
}

/// 0: the answer is JSON; 2: it is the text of a mistake; 1: that of a failure of ours. As the program's exit codes.
COMITY_EXPORT(ask) int ask() {
  record_out.clear();
  try {
    comity::web::Reply reply = comity::web::ask(nlohmann::json::parse(question), record_in);
    answer = reply.answer.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    record_out = std::move(reply.record);
    return 0;
  } catch (const comity::Error& error) {
    answer = error.what();
    return 2;
  } catch (const std::exception& error) {
    answer = error.what();
    return 1;
  }
}

COMITY_EXPORT(answer) const char* answer_text() { return answer.data(); }
COMITY_EXPORT(answer_size) std::size_t answer_size() { return answer.size(); }
COMITY_EXPORT(record) const char* record_bytes() { return record_out.data(); }
COMITY_EXPORT(record_size) std::size_t record_size() { return record_out.size(); }
