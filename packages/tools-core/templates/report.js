// The script of a report: draws the charts, makes tables sort and filter.
// @ts-check

/** @typedef {import('../src/reporting/html/page.ts').PageData} PageData */

const compareText = new Intl.Collator('en', { numeric: true }).compare

/** Charts over time share their cursor, and a part of the time can be looked at alone. */
function addHint() {
  if (pageData.charts.every(({ group }) => group === null)) return
  const hint = document.createElement('p')
  hint.className = 'hint'
  hint.textContent = 'Drag across a chart to look closer, double-click to see all again. With the keyboard, the arrows read the values.'
  document.getElementById(pageData.charts.find(({ group }) => group !== null).id).parentElement.after(hint)
}

// ---------------------------------------------------------------- sorting

/** @param {HTMLTableElement} table */
function addSorting(table) {
  const body = table.tBodies[0]
  const original = [...body.rows]
  if (original.length < 2) return
  for (const [column, heading] of [...table.tHead.rows[0].cells].entries()) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'sort'
    button.textContent = heading.textContent
    heading.replaceChildren(button)
    button.addEventListener('click', () => {
      const next = { ascending: 'descending', descending: null }[heading.getAttribute('aria-sort')]
      for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort')
      const order = next === undefined ? 'ascending' : next
      if (order !== null) heading.setAttribute('aria-sort', order)
      body.append(...(order === null ? original : sorted(original, column, order === 'descending')))
    })
  }
}

/**
 * Up or down; what is not known goes last either way.
 * @param {readonly HTMLTableRowElement[]} rows
 * @param {number} column
 * @param {boolean} isDescending
 */
function sorted(rows, column, isDescending) {
  const keys = new Map(rows.map((row) => [row, sortKey(row.cells[column])]))
  return rows.toSorted((one, other) => {
    const [a, b] = [keys.get(one), keys.get(other)]
    if (a === '' || b === '') return Number(a === '') - Number(b === '')
    const order = compareText(a, b) || 0
    const numeric = Number(a) - Number(b)
    return (isDescending ? -1 : 1) * (Number.isNaN(numeric) ? order : numeric)
  })
}

/** @param {HTMLTableCellElement} cell */
function sortKey(cell) {
  return cell.dataset.sort ?? cell.textContent
}

// ---------------------------------------------------------------- filter

/** @param {HTMLFormElement} form */
function addFilter(form) {
  const table = /** @type {HTMLTableElement} */ (document.getElementById(form.dataset.table))
  const rows = [...table.tBodies[0].rows]
  const texts = new Map(rows.map((row) => [row, [...row.cells].map(({ textContent }) => textContent).join(' ').toLowerCase()]))
  const kind = /** @type {HTMLSelectElement} */ (form.elements.namedItem('kind'))
  const words = /** @type {HTMLInputElement} */ (form.elements.namedItem('words'))
  const outcome = form.querySelector('[role="status"]')
  const update = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter((word) => word !== '')
    let shown = 0
    for (const row of rows) {
      const fits = (kind.value === '' || row.dataset.kind === kind.value) && wanted.every((word) => texts.get(row).includes(word))
      row.hidden = !fits
      if (fits) shown++
    }
    outcome.textContent = shown === 0 ? 'No row fits.' : `${shown.toLocaleString('en')} of ${rows.length.toLocaleString('en')} rows`
  }
  form.hidden = false
  form.addEventListener('input', update)
  form.addEventListener('submit', (event) => event.preventDefault())
  update()
}

// ---------------------------------------------------------------- tables that scroll

/** What scrolls can be reached by the keyboard, and nothing else is. @param {HTMLElement} scroller */
function watchSize(scroller) {
  new ResizeObserver(() => {
    const isWide = scroller.scrollWidth > scroller.clientWidth
    scroller.toggleAttribute('data-wide', isWide)
    if (isWide || scroller.scrollHeight > scroller.clientHeight) {
      scroller.tabIndex = 0
      scroller.setAttribute('role', 'region')
      const part = scroller.closest('section').querySelector('h2').textContent
      scroller.setAttribute('aria-label', `${part}: ${scroller.querySelector('caption').textContent}`)
    } else for (const name of ['tabindex', 'role', 'aria-label']) scroller.removeAttribute(name)
  }).observe(scroller)
}

// ---------------------------------------------------------------- paper

/** @type {HTMLDetailsElement[]} */
let openedForPrint = []
addEventListener('beforeprint', () => {
  openedForPrint = [...document.querySelectorAll('details')].filter(({ open }) => !open)
  for (const details of openedForPrint) details.open = true
})
addEventListener('afterprint', () => {
  for (const details of openedForPrint) details.open = false
})

// ---------------------------------------------------------------- wiring

/** @type {PageData} */
const pageData = JSON.parse(document.getElementById('report-data').textContent)
for (const chart of pageData.charts) drawChart(chart, { isZoomable: true })
addHint()
for (const table of document.querySelectorAll('table[data-sortable]')) addSorting(/** @type {HTMLTableElement} */ (table))
for (const form of document.querySelectorAll('form')) addFilter(form)
for (const scroller of document.querySelectorAll('.scroller')) watchSize(/** @type {HTMLElement} */ (scroller))
