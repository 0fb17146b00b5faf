// Tables of a chart: as objects for drawing, as CSV for saving.

export const DAY = 86400000;

// Rows as objects; days become JavaScript times.
export function objects(table) {
  const { columns, rows } = table;
  return rows.map((row) => {
    const object = {};
    columns.forEach((column, i) => {
      object[column.name] = column.unit === "day" && row[i] !== null ? row[i] * DAY : row[i];
    });
    return object;
  });
}

// 2013-12-04 of a number of days since 1970-01-01.
export function isoDay(days) {
  return new Date(Math.round(days * DAY)).toISOString().slice(0, 10);
}

// A value as people and CSV files read it.
export function plain(value, column) {
  if (value === null || value === undefined) return "";
  return column.unit === "day" ? isoDay(value) : String(value);
}

function quoted(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// RFC 4180: CRLF, quotes where needed, empty for missing.
export function csv(table) {
  const lines = [table.columns.map((column) => quoted(column.name)).join(",")];
  for (const row of table.rows) lines.push(row.map((value, i) => quoted(plain(value, table.columns[i]))).join(","));
  return lines.join("\r\n") + "\r\n";
}

// Values of a column in the order of their first row.
export function levels(table, name) {
  const place = table.columns.findIndex((column) => column.name === name);
  return [...new Set(table.rows.map((row) => row[place]))];
}

// The chart's rows as its filters choose them: {column: value}.
export function chosenRows(chart, choice) {
  const rows = objects(chart.table);
  return rows.filter((row) => Object.entries(choice).every(([column, value]) => String(row[column]) === String(value)));
}

export function firstChoice(chart) {
  return Object.fromEntries(chart.filters.map((filter) => [filter.column, filter.first]));
}
