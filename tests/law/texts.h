/// Law from short texts, for tests.
#pragma once

#include "error.h"
#include "law/compile.h"
#include "law/condition.h"
#include "law/library.h"
#include "law/load.h"
#include "support/files.h"

#include <fstream>
#include <initializer_list>
#include <iterator>
#include <set>
#include <string>
#include <vector>

namespace comity::law {

/// A library of one or more files, named a.toml, b.toml, …
inline Library library_of(const std::vector<std::string>& texts) {
  std::vector<InputText> files;
  for (const auto& text : texts)
    files.push_back({std::string(1, static_cast<char>('a' + files.size())) + ".toml", text});
  return load_texts(std::move(files));
}

/// What loading these texts complains about; empty when it does not.
inline std::string complaint_about(const std::vector<std::string>& texts) {
  try {
    library_of(texts);
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

/// Head of a rule file.
inline std::string head(const std::string& id) { return "[regime]\nid = \"" + id + "\"\nstate = \"XX\"\n"; }

/// A rule with further entries, one line each.
inline std::string rule(const std::string& name, const std::string& effect, const std::string& when,
                        const std::string& more = "") {
  return "[rule." + name + "]\neffect = \"" + effect + "\"\nwhen = \"" + when + "\"\nsource = \"s\"\n" +
         (more.find("from =") == std::string::npos ? "from = 2000-01-01\n" : "") + more + "\n";
}

/// What an arguable rule says that asks a question and applies on the reading "yes".
inline std::string asks(const std::string& question, const std::string& prior = "0.5") {
  return "arguable = " + prior + "\nquestion = \"" + question + "\"\nreading = \"yes\"\n";
}

/// A rule file with the words of the questions that its rules ask.
inline std::string worded(const std::string& file) {
  const std::string key = "question = \"";
  std::set<std::string> asked;
  for (std::size_t at = file.find(key); at != std::string::npos; at = file.find(key, at + 1)) {
    const std::size_t begin = at + key.size();
    asked.insert(file.substr(begin, file.find('"', begin) - begin));
  }
  std::string text = file;
  for (const std::string& id : asked) {
    text += "[question." + id + "]\nname = \"" + id + "?\"\nreadings.yes = \"" + id +
            "\"\nreadings.no = \"not " + id + "\"\n";
  }
  return text;
}

/// All regimes of a library, as the files have them.
inline std::vector<InForce> all_in_force(const Library& library) {
  std::vector<InForce> regimes;
  for (std::uint32_t i = 0; i < library.regimes.size(); ++i) regimes.push_back({i, 0});
  return regimes;
}

/// The law of all files on a day.
inline CompiledLaw law_on(const Library& library, Day day) {
  return compile(library, rules_in_force(library, all_in_force(library), day));
}

/// A whole file of tests/law/files.
inline std::string read_test_file(const std::string& name) {
  return test::read_whole(COMITY_SOURCE_DIR "/tests/law/files/" + name);
}

}  // namespace comity::law
