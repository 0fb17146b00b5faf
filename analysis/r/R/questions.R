# What can be asked without a run.

comity_law <- function(question, files = "law", ...) {
  read_table(call_program(c("law", question, files, options_of(list(...)), "--format", "csv")))
}

comity_list <- function(table) read_table(call_program(c("list", table, "--format", "csv")))
