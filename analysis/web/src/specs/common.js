// Pieces that several specifications share.

export const PERCENT = { format: ".0%", tickCount: 5 };
export const TIME_AXIS = { title: null, format: "%Y", tickCount: "year", grid: false, labelOverlap: "greedy" };

// Words on dates, cut to what fits beside a line.
export function wrapped(rows, most = 44) {
  return rows.map((row) => ({ ...row, short: row.what.length > most ? `${row.what.slice(0, most - 1)}…` : row.what }));
}
