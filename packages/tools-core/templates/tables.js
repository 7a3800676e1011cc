// Tables that sort, are narrowed, and draw no more rows than somebody looks at.
// @ts-check

/**
 * Where a table has its rows from: from its own markup, or from the data of a tool, which draws them.
 * @template Row
 * @typedef {object} RowSource
 * @property {readonly Row[]} rows in the order of the report
 * @property {(row: Row) => readonly HTMLElement[]} draw the elements of a row, the first of them the row itself
 * @property {(row: Row) => string | null} idOf of that element
 * @property {(row: Row, column: number) => string | number} keyOf what the column is sorted by; '' and Infinity go last
 * @property {(row: Row) => string} textOf what is searched, in lower case
 * @property {(row: Row, facet: string, value: string) => boolean} hasFacet
 * @property {(row: Row) => unknown} jsonOf what is copied of it
 * @property {(row: Row) => void} [open] shows all of a row that was asked for, when it is drawn
 */

/** Rows that a table draws at first, and at each asking. */
const FIRST_ROWS = 100
const MORE_ROWS = 500
/** A table of the page's own markup is whole up to here: cutting it would save nothing. */
const WHOLE_ROWS = 200
/** Rows are cards in a narrow window where there are more columns than this. */
const NARROW_COLUMNS = 3

/** @type {TableView<any>[]} */
const tableViews = []

/** @template Row */
class TableView {
  /**
   * @param {HTMLTableElement} table
   * @param {RowSource<Row>} source
   * @param {number} first rows that are drawn at first
   */
  constructor(table, source, first = FIRST_ROWS) {
    this.element = table
    this.source = source
    this.first = first
    this.limit = first
    this.filter = filterViews.find(({ id }) => id === table.dataset.filter) ?? null
    /** @type {Row[]} */
    this.shown = [...source.rows]
    /** @type {{ column: number, isDescending: boolean } | null} */
    this.sort = null
    /** Whether what is drawn is not what is shown. */
    this.isStale = true
    this.fold = /** @type {HTMLDetailsElement | null} */ (table.closest('details'))
    this.isCards = table.tHead.rows[0].cells.length > NARROW_COLUMNS && !isSeries(table)
    if (this.isCards) this.prepareCards()
    if ('sortable' in table.dataset && source.rows.length > 1) this.addSorting()
    this.fold?.addEventListener('toggle', () => this.draw())
    this.more = element('p', { class: 'more', hidden: true })
    table.parentElement.after(this.more)
    this.more.addEventListener('click', ({ target }) => {
      if (/** @type {Element} */ (target).closest('button')) this.extend(this.limit + MORE_ROWS)
    })
    tableViews.push(this)
  }

  get id() {
    return this.element.id
  }

  get headings() {
    return [...this.element.tHead.rows[0].cells]
  }

  // -------------------------------------------------------------- what is shown

  /** Narrows and sorts anew. */
  update() {
    const { rows } = this.source
    const chosen = this.filter?.choices() ?? {}
    this.shown = this.sorted(Object.keys(chosen).length === 0 ? rows : rows.filter((row) => this.fits(row, chosen)))
    this.limit = this.first
    this.isStale = true
    this.draw()
  }

  /** @param {Row} row @param {Choices} chosen */
  fits(row, { q, ...facets }) {
    return Object.entries(facets).every(([name, value]) => this.source.hasFacet(row, name, value)) && hasWords(this.source.textOf(row), q)
  }

  /**
   * Up or down; what is not known goes last either way.
   * @param {readonly Row[]} rows
   */
  sorted(rows) {
    if (this.sort === null) return [...rows]
    const { column, isDescending } = this.sort
    const keyed = rows.map((row) => ({ row, key: this.source.keyOf(row, column) }))
    const sign = isDescending ? -1 : 1
    return keyed.sort((a, b) => compareKeys(a.key, b.key, sign)).map(({ row }) => row)
  }

  /** What is folded away costs nothing: its rows are drawn when it opens. */
  draw() {
    if (!this.isStale || (this.fold !== null && !this.fold.open)) return
    this.isStale = false
    this.element.tBodies[0].replaceChildren(...this.shown.slice(0, this.limit).flatMap((row) => this.elementsOf(row)))
    this.showMore()
  }

  /** @param {number} limit */
  extend(limit) {
    const from = Math.min(this.limit, this.shown.length)
    this.limit = limit
    this.element.tBodies[0].append(...this.shown.slice(from, limit).flatMap((row) => this.elementsOf(row)))
    this.showMore()
  }

  /** @param {Row} row */
  elementsOf(row) {
    const made = this.source.draw(row)
    if (this.isCards) for (const one of made) this.labelCells(/** @type {HTMLTableRowElement} */ (one))
    return made
  }

  showMore() {
    const left = this.shown.length - this.limit
    this.more.hidden = left <= 0
    if (left <= 0) return this.more.replaceChildren()
    const button = element('button', { type: 'button', class: 'more-rows' }, say(words.filter.more, { count: Math.min(left, MORE_ROWS) }))
    return this.more.replaceChildren(button, ` ${say(words.filter.shown, { shown: this.limit, count: this.shown.length })}`)
  }

  /**
   * Shows the row with this id, whatever is chosen and however far down it stands.
   * @param {string} id
   * @returns {boolean} whether it has one
   */
  reveal(id) {
    const row = this.source.rows.find((one) => this.source.idOf(one) === id)
    if (row === undefined) return false
    if (this.fold) this.fold.open = true
    if (this.filter && !this.fits(row, this.filter.choices())) {
      this.filter.set(new URLSearchParams())
      updateAll()
    }
    this.draw()
    const position = this.shown.indexOf(row) + 1
    if (position > this.limit) this.extend(position)
    this.source.open?.(row)
    return true
  }

  // -------------------------------------------------------------- sorting

  addSorting() {
    for (const [column, heading] of this.headings.entries()) {
      const button = element('button', { type: 'button', class: 'sort' }, heading.textContent)
      button.addEventListener('click', () => {
        // Up, down, and back to the order of the report.
        if (this.sort?.column !== column) this.sort = { column, isDescending: false }
        else this.sort = this.sort.isDescending ? null : { column, isDescending: true }
        this.markSort()
        this.update()
        writeAddress()
      })
      heading.replaceChildren(button)
    }
  }

  markSort() {
    for (const [column, heading] of this.headings.entries()) {
      if (this.sort?.column === column) heading.setAttribute('aria-sort', this.sort.isDescending ? 'descending' : 'ascending')
      else heading.removeAttribute('aria-sort')
    }
  }

  /** `errors-table:2:down`, by the second column. @param {string} text */
  readSort(text) {
    const [, column, direction] = text.split(':')
    const at = Number(column) - 1
    if (this.headings[at]?.firstElementChild?.matches('button.sort')) this.sort = { column: at, isDescending: direction === 'down' }
  }

  sortText() {
    return this.sort && `${this.id}:${this.sort.column + 1}:${this.sort.isDescending ? 'down' : 'up'}`
  }

  // -------------------------------------------------------------- cards

  /** Laid out as something else, a table is one no more to those who listen, unless it says so. */
  prepareCards() {
    const { element: table } = this
    table.dataset.cards = ''
    table.setAttribute('role', 'table')
    for (const part of findAll('thead, tbody', table)) part.setAttribute('role', 'rowgroup')
    table.tHead.rows[0].setAttribute('role', 'row')
    for (const heading of this.headings) heading.setAttribute('role', 'columnheader')
    this.labels = this.headings.map(({ textContent }) => textContent)
  }

  /** @param {HTMLTableRowElement} row */
  labelCells(row) {
    if (row.getAttribute('role') === 'row') return
    row.setAttribute('role', 'row')
    for (const [at, cell] of [...row.cells].entries()) {
      cell.setAttribute('role', cell.tagName === 'TH' ? 'rowheader' : 'cell')
      if (cell.tagName === 'TD' && cell.colSpan === 1) cell.dataset.label = this.labels[at]
    }
  }
}

/** Numbers one below the other, second by second, are read down their columns. @param {HTMLTableElement} table */
function isSeries(table) {
  return table.tBodies[0].rows.length > 20 && [...table.tHead.rows[0].cells].every(({ className }) => className === 'number')
}

/** @param {string | number} a @param {string | number} b @param {number} sign */
function compareKeys(a, b, sign) {
  const [aLast, bLast] = [a === '' || a === Infinity, b === '' || b === Infinity]
  if (aLast || bLast) return Number(aLast) - Number(bLast)
  return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : compareText(String(a), String(b)))
}

// ---------------------------------------------------------------- rows that stand in the page

/** @param {HTMLTableElement} table @returns {RowSource<HTMLTableRowElement>} */
function rowsInPage(table) {
  /** @type {Map<HTMLTableRowElement, string>} */
  const texts = new Map()
  const labels = [...table.tHead.rows[0].cells].map(({ textContent }) => textContent)
  return {
    rows: [...table.tBodies[0].rows],
    draw: (row) => [row],
    idOf: ({ id }) => id || null,
    keyOf: (row, column) => valueOf(row.cells[column]),
    textOf: (row) => {
      const text = texts.get(row) ?? [...row.cells].map(({ textContent }) => textContent).join(' ').toLowerCase()
      texts.set(row, text)
      return text
    },
    hasFacet: (row, name, value) => row.getAttribute(`data-facet-${name}`) === value,
    jsonOf: (row) => Object.fromEntries([...row.cells].map((cell, at) => [labels[at], jsonOfCell(cell)])),
  }
}

/** @param {HTMLTableCellElement} cell @returns {string | number} */
function valueOf(cell) {
  const text = cell.dataset.sort ?? plainText(cell)
  return text === '' || Number.isNaN(Number(text)) ? text : Number(text)
}

/** What a cell says, without the link to its row. @param {Element} cell */
function plainText(cell) {
  const texts = [...cell.childNodes].filter((node) => !(node instanceof Element && node.matches('.anchor, .note')))
  return texts.map(({ textContent }) => textContent).join('').trim()
}

/** @param {HTMLTableCellElement} cell */
function jsonOfCell(cell) {
  if (cell.dataset.sort === '') return null
  const list = findAll('details li', cell)
  if (list.length > 0) return list.map(({ textContent }) => textContent)
  return cell.classList.contains('number') ? valueOf(cell) : plainText(cell)
}

// ---------------------------------------------------------------- all of them

/** After a choice: what is shown, and how many that are. */
function updateAll() {
  for (const table of tableViews) table.update()
  for (const filter of filterViews) tellRows(filter)
  // What was opened just now.
  for (const table of tableViews) table.draw()
}

/** @param {FilterView} filter */
function tellRows(filter) {
  const narrowed = tableViews.filter((table) => table.filter === filter)
  const sum = (/** @type {(table: TableView<any>) => number} */ count) => narrowed.reduce((total, table) => total + count(table), 0)
  const [shown, all] = [sum(({ shown: rows }) => rows.length), sum(({ source }) => source.rows.length)]
  filter.tell(shown, all)
  if (filter.id === '') hideParts(narrowed, shown, Object.keys(filter.choices()).length > 0)
}

/** The filter of the page leaves only parts that have rows; what is open stays as the reader wants it. @param {TableView<any>[]} narrowed @param {number} shown @param {boolean} isNarrowed */
function hideParts(narrowed, shown, isNarrowed) {
  const kept = new Set(narrowed.filter((table) => table.shown.length > 0).map(({ element: table }) => /** @type {Element} */ (table.closest('.part'))))
  for (const { element: table, fold, shown: rows, source } of narrowed) {
    /** @type {HTMLElement} */
    const part = table.closest('.part')
    part.hidden = !kept.has(part)
    const count = find('.heading .count', part)
    if (count) count.textContent = rows.length < source.rows.length ? say(words.filter.partly, { shown: rows.length, count: source.rows.length }) : source.rows.length.toLocaleString(words.locale)
    if (fold) openWhileNarrowed(fold, isNarrowed)
  }
  // Those that never had a row say so only as long as nothing is chosen.
  for (const counted of findAll('.part:has(> .heading .count)')) if (!narrowed.some(({ element: table }) => counted.contains(table))) counted.hidden = isNarrowed
  find('.nothing').hidden = shown > 0
}

/** What the filter has opened it closes again. @param {HTMLDetailsElement} fold @param {boolean} isNarrowed */
function openWhileNarrowed(fold, isNarrowed) {
  if (isNarrowed === 'byFilter' in fold.dataset) return
  if (isNarrowed && fold.open) return
  fold.toggleAttribute('data-by-filter', isNarrowed)
  fold.open = isNarrowed
}

/** What scrolls can be reached by the keyboard, and nothing else is. @param {HTMLElement} scroller */
function watchSize(scroller) {
  new ResizeObserver(() => {
    const isWide = scroller.scrollWidth > scroller.clientWidth
    scroller.toggleAttribute('data-wide', isWide)
    if (isWide || scroller.scrollHeight > scroller.clientHeight) {
      scroller.tabIndex = 0
      scroller.setAttribute('role', 'region')
      const part = scroller.closest('section').querySelector('h2').textContent
      scroller.setAttribute('aria-label', `${part}: ${find('.caption', scroller.closest('.table-part')).textContent}`)
    } else for (const name of ['tabindex', 'role', 'aria-label']) scroller.removeAttribute(name)
  }).observe(scroller)
}

// oxlint-disable-next-line no-unused-vars -- called by report.js
function createTables() {
  for (const one of findAll('table:not([data-own])')) {
    const table = /** @type {HTMLTableElement} */ (one)
    const source = rowsInPage(table)
    void new TableView(table, source, source.rows.length > WHOLE_ROWS ? FIRST_ROWS : Infinity)
  }
  for (const scroller of findAll('.scroller')) watchSize(scroller)
}
