# The program: where it is, how it is called, and what its exit codes become.

comity_find <- function() {
  named <- Sys.getenv("COMITY_BINARY")
  if (nzchar(named)) named else unname(Sys.which("comity"))
}

# Standard output of the program. A code that is neither 0 nor in `accept` is an error of class comity_input_error (2),
# comity_not_finished (75) or comity_program_error, all of them comity_error, with the program's text.
call_program <- function(words, accept = integer()) {
  program <- comity_find()
  if (!nzchar(program) || !file.exists(program)) {
    fail("comity_program_error", paste0("The program comity was not found", if (nzchar(program)) paste0(" at ", program),
                                        ". Put it in PATH, or its file in the environment variable COMITY_BINARY."))
  }
  files <- c(tempfile("out"), tempfile("err"))
  on.exit(unlink(files))
  code <- suppressWarnings(system2(program, shQuote(words), stdout = files[1], stderr = files[2]))
  said <- paste(readLines(files[2], warn = FALSE, encoding = "UTF-8"), collapse = "\n")
  if (!code %in% c(0, accept)) {
    kind <- switch(as.character(code), "2" = "comity_input_error", "75" = "comity_not_finished", "comity_program_error")
    fail(kind, if (nzchar(said)) said else sprintf("%s ended with code %d.", program, code))
  }
  if (nzchar(said)) warning(said, call. = FALSE)
  readLines(files[1], warn = FALSE, encoding = "UTF-8")
}

fail <- function(kind, text) stop(structure(list(message = text, call = NULL), class = c(kind, "comity_error", "error", "condition")))

# A value as --set takes it.
spell <- function(value) {
  one <- function(each) {
    if (is.logical(each)) return(if (each) "true" else "false")
    if (inherits(each, "Date")) return(format(each, "%Y-%m-%d"))
    if (is.numeric(each)) return(format(each, digits = 15, scientific = FALSE, trim = TRUE))
    as.character(each)
  }
  if (length(value) == 1 && !is.list(value)) return(one(value))
  paste0("[", paste(vapply(value, function(each) if (is.character(each)) dQuote(each, FALSE) else one(each), ""), collapse = ", "), "]")
}

# Words of the command line: NULL and FALSE are left out, TRUE stands alone, longer vectors repeat the option or, of `join`, are
# joined by commas. The names have _ for -.
options_of <- function(given, join = c("states", "given")) {
  words <- character()
  for (name in names(given)) {
    value <- given[[name]]
    if (is.null(value) || identical(value, FALSE)) next
    flag <- paste0("--", gsub("_", "-", name))
    if (isTRUE(value)) {
      words <- c(words, flag)
    } else if (name %in% join) {
      words <- c(words, flag, paste(value, collapse = ","))
    } else {
      for (each in seq_along(value)) words <- c(words, flag, spell(value[each]))
    }
  }
  words
}

settings_of <- function(settings) {
  unlist(lapply(names(settings), function(name) c("--set", paste0(name, "=", spell(settings[[name]])))))
}

# A table that the program wrote as CSV: an empty field is missing, and nothing else is.
read_table <- function(lines) {
  if (length(lines) == 0) return(data.frame())
  read.csv(text = lines, na.strings = "", check.names = FALSE, encoding = "UTF-8", stringsAsFactors = FALSE)
}
