/** A Markdown table, numbers to the right. Each row is an object from heading to cell; an empty cell was not measured. */
export function table(rows) {
  const headings = Object.keys(rows[0])
  const line = (cells) => `| ${cells.join(' | ')} |`
  const isNumeric = (heading) => rows.every((row) => /^[\d.,]*$/.test(row[heading]))
  const ruler = headings.map((heading) => (isNumeric(heading) ? '--:' : '---'))
  return [line(headings), line(ruler), ...rows.map((row) => line(Object.values(row)))].join('\n')
}

/** The rows of a table as objects from heading to cell. */
export function rowsOf(markdown) {
  const [headings, , ...rows] = markdown
    .trim()
    .split('\n')
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
  return rows.map((cells) => Object.fromEntries(cells.map((cell, column) => [headings[column], cell])))
}

export function seconds({ seconds }) {
  return seconds.toFixed(2)
}

/** A whole number in groups of three digits; empty for undefined. */
export function thousands(number) {
  return number === undefined ? '' : Math.round(number).toLocaleString('en')
}
