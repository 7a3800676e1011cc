// The script of a report: draws the charts, gives tables and filters what they need, opens all for paper.
// @ts-check

/** Charts over time share their cursor, and a part of the time can be looked at alone. */
function addHint() {
  const first = pageData.charts.find(({ group }) => group !== null)
  if (first === undefined) return
  document.getElementById(first.id).parentElement.after(element('p', { class: 'hint' }, words.chart.hint))
}

// ---------------------------------------------------------------- paper

/** @type {HTMLDetailsElement[]} */
let openedForPrint = []
/** @type {Map<TableView<any>, number>} */
const limitsBefore = new Map()

/** Paper has no buttons: everything is open, and every table has every row that is shown. */
addEventListener('beforeprint', () => {
  openedForPrint = /** @type {HTMLDetailsElement[]} */ (findAll('details:not([open])'))
  for (const details of openedForPrint) details.open = true
  for (const table of tableViews) {
    table.draw()
    if (table.limit >= table.shown.length) continue
    limitsBefore.set(table, table.limit)
    table.extend(table.shown.length)
  }
})
addEventListener('afterprint', () => {
  for (const details of openedForPrint) details.open = false
  for (const [table, limit] of limitsBefore) {
    table.limit = limit
    table.isStale = true
    table.draw()
  }
  limitsBefore.clear()
})

// ---------------------------------------------------------------- wiring

for (const chart of pageData.charts) drawChart(chart, { isZoomable: true })
addHint()
createFilters()
createTables()
// A tool's own script, which stands behind this one, has given its tables their rows by then.
addEventListener('DOMContentLoaded', () => {
  followAddress()
  void addCopying()
})
