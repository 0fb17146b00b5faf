# The charts of the report page, with the page's own numbers.

comity_charts <- function(results) {
  folder <- tempfile("charts-")
  on.exit(unlink(folder, recursive = TRUE))
  call_program(c("report", results$path, "--tables", folder))
  read_one <- function(file) read_table(readLines(file.path(folder, file), encoding = "UTF-8"))
  columns <- read_one("columns.csv")
  choices <- read_one("choices.csv")
  numbers <- function(file) {
    found <- read_one(file)
    for (column in columns$column[columns$file == file & columns$unit %in% "day"]) found[[column]] <- as.Date(found[[column]])
    found
  }
  told <- read_one("charts.csv")
  charts <- lapply(seq_len(nrow(told)), function(row) {
    id <- told$chart[row]
    mine <- choices[choices$chart %in% id, ]
    also <- paste0(id, "-also.csv")
    structure(list(id = id, part = told$part[row], title = told$title[row], question = told$question[row], source = told$source[row],
                   data = numbers(paste0(id, ".csv")), also = if (file.exists(file.path(folder, also))) numbers(also),
                   choices = setNames(as.list(as.character(mine$first)), mine$column),
                   columns = columns[columns$file %in% paste0(id, ".csv"), c("column", "unit", "meaning")]), class = "comity_chart")
  })
  setNames(charts, told$chart)
}

print.comity_chart <- function(x, ...) {
  cat(x$title, "\n", x$question, "\n", nrow(x$data), " rows: ", paste(names(x$data), collapse = ", "), "\n", sep = "")
  invisible(x)
}

# The rows that the page shows at first, or those of another choice.
chosen_rows <- function(chart, choose = list()) {
  unknown <- setdiff(names(choose), names(chart$choices))
  if (length(unknown)) fail("comity_input_error", sprintf("%s is not chosen by %s.", chart$id, unknown[1]))
  rows <- chart$data
  for (column in names(chart$choices)) {
    word <- if (is.null(choose[[column]])) chart$choices[[column]] else choose[[column]]
    known <- as.character(rows[[column]])
    if (!word %in% known) {
      fail("comity_input_error", sprintf("%s has no %s \"%s\" (it has %s).", chart$id, column, word, paste(unique(known), collapse = ", ")))
    }
    rows <- rows[known %in% word, ]
  }
  rows
}

plot.comity_chart <- function(x, choose = list(), ...) {
  rows <- chosen_rows(x, choose)
  has <- function(...) all(c(...) %in% names(rows))
  words <- Filter(function(name) is.character(rows[[name]]) || is.logical(rows[[name]]), setdiff(names(rows), c(names(x$choices), "year", "accepted", "name")))
  telling <- Filter(function(name) length(unique(rows[[name]])) > 1, words)
  series <- if (length(telling)) telling else utils::head(words, 1)
  along <- intersect(c("day", "year", "value"), names(rows))
  if (has("event", "history", "median")) draw_intervals(rows, "event", c("median", "p5", "p95"), also = "history")
  else if (has("day", "place", "rank", "mean")) draw_stack(rows)
  else if (has("what", "outcome", "day")) draw_story(rows)
  else if (has("from", "to", "runs")) draw_histogram(rows)
  else if (has("orders", "forbids", "share")) draw_matrix(rows)
  else if (has("citations", "agrees")) draw_citations(rows)
  else if (has("estimate", "low", "high")) draw_intervals(rows, series, c("estimate", "low", "high"))
  else if (has("difference", "low", "high")) draw_intervals(rows, series, c("difference", "low", "high"))
  else if (length(along) && has("p5", "p95")) draw_bands(rows, setdiff(series, along), along[1], intersect(c("median", "mean"), names(rows))[1])
  else if (has("p5", "p95")) draw_intervals(rows, series, c(intersect(c("median", "mean"), names(rows))[1], "p5", "p95"))
  else if (has("share") || has("number")) draw_bars(rows, series, intersect(c("share", "number"), names(rows))[1])
  else fail("comity_input_error", sprintf("%s is drawn by comity report --figures only; its numbers are in $data.", x$id))
  graphics::title(x$title, adj = 0, cex.main = 0.9)
  invisible(rows)
}

chart_colours <- c("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")  # Okabe and Ito
colour_of <- function(number) chart_colours[(number - 1) %% length(chart_colours) + 1]

labels_of <- function(rows, series) if (length(series)) do.call(paste, c(rows[series], sep = ", ")) else rep("", nrow(rows))

draw_bands <- function(rows, series, along, middle) {
  label <- labels_of(rows, series)
  graphics::plot(range(rows[[along]]), range(rows$p5, rows$p95, na.rm = TRUE), type = "n", xlab = along, ylab = middle)
  for (number in seq_along(unique(label))) {
    part <- rows[label == unique(label)[number], ]
    known <- part[!is.na(part$p5) & !is.na(part$p95), ]
    graphics::polygon(c(known[[along]], rev(known[[along]])), c(known$p5, rev(known$p95)), border = NA,
                      col = grDevices::adjustcolor(colour_of(number), 0.15))
    graphics::lines(part[[along]], part[[middle]], col = colour_of(number), lwd = 2)
  }
  graphics::legend("topright", unique(label), col = colour_of(seq_along(unique(label))), lwd = 2, bty = "n", cex = 0.7)
}

draw_stack <- function(rows) {
  days <- unique(rows$day)
  graphics::plot(range(days), c(0, 1), type = "n", xlab = "day", ylab = "mean share", yaxs = "i")
  below <- rep(0, length(days))
  for (number in seq_along(unique(rows$place))) {
    part <- rows[rows$place == unique(rows$place)[number], ]
    above <- below + part$mean[match(days, part$day)]
    graphics::polygon(c(days, rev(days)), c(above, rev(below)), col = colour_of(number), border = "white")
    below <- above
  }
  graphics::legend("topright", unique(rows$place), fill = colour_of(seq_along(unique(rows$place))), bty = "n", cex = 0.7)
}

draw_intervals <- function(rows, series, columns, also = NULL) {
  places <- rev(seq_len(nrow(rows)))
  values <- do.call(c, lapply(c(columns, also), function(column) rows[[column]]))
  graphics::plot(rows[[columns[1]]], places, xlim = range(values, na.rm = TRUE), pch = 19, col = chart_colours[1], yaxt = "n",
                 xlab = columns[1], ylab = "")
  graphics::segments(rows[[columns[2]]], places, rows[[columns[3]]], places, col = chart_colours[1])
  if (!is.null(also)) graphics::points(rows[[also]], places, pch = 18, col = chart_colours[2])
  graphics::axis(2, places, labels_of(rows, series), las = 1, cex.axis = 0.6)
}

draw_bars <- function(rows, series, number) {
  height <- tapply(rows[[number]], list(labels_of(rows, series[-1]), factor(rows[[series[1]]], unique(rows[[series[1]]]))), sum)
  height[is.na(height)] <- 0
  graphics::barplot(height, horiz = TRUE, las = 1, cex.names = 0.6, xlab = number, col = colour_of(seq_len(nrow(height))),
                    legend.text = rownames(height), args.legend = list(bty = "n", cex = 0.6))
}

draw_histogram <- function(rows) {
  graphics::plot(range(rows$from, rows$to), c(0, max(rows$runs)), type = "n", xlab = "value", ylab = "runs", yaxs = "i")
  graphics::rect(rows$from, 0, rows$to, rows$runs, col = grDevices::adjustcolor(chart_colours[1], 0.7), border = "white")
}

draw_matrix <- function(rows) {
  orders <- unique(rows$orders)
  forbids <- unique(rows$forbids)
  share <- tapply(rows$share, list(factor(rows$forbids, forbids), factor(rows$orders, orders)), max)
  graphics::image(seq_along(forbids), seq_along(orders), share, axes = FALSE, xlab = "forbids", ylab = "orders")
  graphics::axis(1, seq_along(forbids), forbids, las = 2, cex.axis = 0.6)
  graphics::axis(2, seq_along(orders), orders, las = 1, cex.axis = 0.6)
}

# The steps of one dispute in the order of their days.
draw_story <- function(rows) {
  steps <- rows[order(rows$day), ]
  height <- -seq_len(nrow(steps))
  graphics::plot(steps$day, height, type = "o", lty = 3, pch = 19, col = chart_colours[1], yaxt = "n", xlab = "", ylab = "")
  graphics::axis(2, height, ifelse(is.na(steps$outcome) | steps$outcome == "", steps$what, paste(steps$what, steps$outcome, sep = ", ")),
                 las = 1, cex.axis = 0.6)
}

draw_citations <- function(rows) {
  along <- if ("to" %in% names(rows)) factor(rows$to, unique(rows$to)) else factor(rows$year)
  across <- if ("to" %in% names(rows)) factor(rows$from, rev(unique(rows$from))) else factor(rows$circuit, rev(unique(rows$circuit)))
  shades <- grDevices::colorRamp(chart_colours[c(2, 1)])(rows$agrees)
  graphics::plot(as.integer(along), as.integer(across), pch = 19, cex = 3 * sqrt(rows$citations / max(rows$citations)),
                 col = grDevices::rgb(shades, maxColorValue = 255), axes = FALSE, xlab = "", ylab = "")
  graphics::axis(1, seq_along(levels(along)), levels(along), las = 2, cex.axis = 0.6)
  graphics::axis(2, seq_along(levels(across)), levels(across), las = 1, cex.axis = 0.6)
}
