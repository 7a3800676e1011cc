// The report's own script: draws the tables from the embedded data, searches, filters, sorts and shows code.
// Everything from outside reaches the page by textContent or an attribute, never as markup.
// @ts-check
'use strict'

/** @import { Counted } from '../src/language/en/counted.ts' */
/** @import { PageData } from '../src/report-html/page.ts' */
/** @import { Row } from '../src/report-html/rows.ts' */
/** @import { CellKind, Column } from '../src/report-html/sections.ts' */
/** @typedef {string | Node} Content */
/** @typedef {{ column: number, descending: boolean }} Sort */
/** @typedef {Record<string, string>} Filters by their names; `q` is the search */
/**
 * @typedef {PageData['sections'][number] & {
 *   element: HTMLDetailsElement, rows: Row[], shown: Row[], limit: number, sort: Sort, wish: boolean, stale: boolean,
 * }} Table
 */

const FIRST_ROWS = 100 // of each table: what a search draws anew
const MORE_ROWS = 500
const LONG_REPORT = 1000 // rows
const SEVERITY_RANK = { error: 0, warning: 1, info: 2 }

/** @type {PageData} */
const data = JSON.parse(document.getElementById('report-data').textContent)
const { language, words } = data
const compareText = new Intl.Collator(language, { numeric: true }).compare
const plurals = new Intl.PluralRules(language)
/** @type {HTMLFormElement} */
const toolbar = document.querySelector('.toolbar')
const outcome = document.getElementById('outcome')
const rowById = new Map(data.rows.map((row) => [row.id, row]))

/**
 * Rows, elements and reader's choices of one table.
 * @type {Table[]}
 */
const tables = data.sections
  .map((section) => /** @type {Table} */ ({
    ...section,
    element: /** @type {HTMLDetailsElement} */ (document.getElementById(section.id)),
    rows: data.rows.filter((row) => row.section === section.id),
    shown: [], // rows that fit, in order
    limit: FIRST_ROWS,
    sort: null, // { column, descending }
    wish: null, // whether the reader opened (true) or closed (false) it
    stale: true, // drawn rows are not those of `shown`
  }))
  .filter((table) => table.rows.length > 0)
const tableById = new Map(tables.map((table) => [table.id, table]))
const expanded = new Set()

// ---------------------------------------------------------------- small things

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} attributes
 * @param {Content[]} children
 */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) made.setAttribute(name, value === true ? '' : String(value))
  }
  made.append(...children)
  return made
}

/**
 * @param {string} selector
 * @param {ParentNode} within
 * @returns {HTMLElement | null}
 */
function find(selector, within = document) {
  return within.querySelector(selector)
}

/**
 * @param {string} selector
 * @returns {NodeListOf<HTMLElement>}
 */
function findAll(selector) {
  return document.querySelectorAll(selector)
}

/**
 * The search or one of the filters. Only a filter has `selectedOptions`.
 * @param {string} name
 * @returns {HTMLSelectElement}
 */
function fieldOf(name) {
  return toolbar.querySelector(`[name="${name}"]`)
}

/** @param {Row} row */
function fileOf(row) {
  return data.files[row.file]
}

/** @param {Row} row */
function placeText(row) {
  const file = fileOf(row)
  if (!file) return ''
  return row.line === undefined ? file.path : `${file.path}:${row.line}`
}

/** @param {Row} row */
function placeLink(row) {
  return fileOf(row)?.link?.replaceAll('{line}', String(row.line ?? 1)).replaceAll('{column}', String(row.column ?? 1))
}

/** @param {string} endpoint */
function endpointParts(endpoint) {
  const space = endpoint.indexOf(' ')
  return [endpoint.slice(0, space), endpoint.slice(space + 1)]
}

/** @param {Row} row */
function slashFix(row) {
  if (!row.endpoint) return ''
  return row.endpoint.endsWith('/') ? words.rows.addSlash : words.rows.dropSlash
}

/**
 * As `say` of src/report-html/say.ts.
 * @param {string | Counted} sentence
 * @param {Record<string, string | number>} values
 */
function say(sentence, values) {
  const text = typeof sentence === 'string' ? sentence : (sentence[plurals.select(Number(values.count))] ?? sentence.other)
  return text.replace(/\{(\w+)\}/g, (braces, name) => {
    const value = values[name]
    return typeof value === 'number' ? value.toLocaleString(language) : (value ?? braces)
  })
}

// ---------------------------------------------------------------- cells (templates/table.ejs draws the same)

const none = () => element('span', { class: 'none' }, '–')
/** @type {(tone: string, label: string) => Node} */
const chip = (tone, label) => element('span', { class: 'chip', 'data-tone': tone }, label)

/** @param {string | undefined} name */
function methodBadge(name) {
  return name
    ? element('span', { class: 'method', 'data-method': name }, name)
    : element('span', { class: 'method', title: words.rows.methodUnknown }, '?')
}

/**
 * Splits behind each slash and around each dynamic `{piece}`.
 * @param {string} path
 * @returns {string[]}
 */
function pathPieces(path) {
  return path.match(/\{[^{}]*\}|[^/{]*\/|[^/{]+|\{/g) ?? []
}

/**
 * Text that may break after each slash.
 * @param {string} path
 */
function breakable(path) {
  return pathPieces(path).flatMap((piece) => (piece.endsWith('/') ? [piece, element('wbr')] : [piece]))
}

/**
 * A path with its dynamic pieces set off.
 * @param {string} path
 */
function pathCode(path) {
  const nodes = breakable(path).map((node) =>
    typeof node === 'string' && node.startsWith('{') ? element('span', { class: 'hole' }, node) : node,
  )
  return element('code', { class: 'path' }, ...nodes)
}

/** @param {string} endpoint */
function endpointNodes(endpoint) {
  const [method, path] = endpointParts(endpoint)
  return [methodBadge(method), ' ', pathCode(path)]
}

/** @param {Row} row */
function alsoNodes({ also }) {
  return also ? [' ', element('span', { class: 'note' }, say(words.rows.more, { count: also.length }))] : []
}

/** @param {string} rule */
function ruleNode(rule) {
  const href = Object.hasOwn(data.docs, rule) && data.docs[rule]
  return href ? element('a', { class: 'rule', href, ...newTab(href) }, rule) : element('span', { class: 'rule' }, rule)
}

/** @param {Row} row */
function placeNode(row) {
  const text = placeText(row)
  const slash = text.lastIndexOf('/') + 1
  const parts = [element('span', { class: 'dir' }, ...breakable(text.slice(0, slash))), text.slice(slash)]
  const href = placeLink(row)
  return href ? element('a', { class: 'place', href, ...newTab(href) }, ...parts) : element('span', { class: 'place' }, ...parts)
}

/**
 * Pages open beside the report; an editor's scheme opens no page.
 * @param {string} href
 */
function newTab(href) {
  return /^https?:/i.test(href) ? { target: '_blank', rel: 'noopener noreferrer' } : {}
}

/** @param {Row} row */
function pathChips(row) {
  const chips = []
  if (row.section === 'matched' && row.severity) chips.push(chip(row.severity, words.rows.severity[row.severity]))
  if (row.deprecated) chips.push(chip('warning', words.rows.deprecated))
  if (row.uncalled) chips.push(chip('quiet', words.rows.unusedCode))
  if (row.known) chips.push(chip('quiet', words.rows.inBaseline))
  return chips.flatMap((made) => [' ', made])
}

/** @type {Record<CellKind, (row: Row, column: Column) => Content[]>} */
const cells = {
  method: (row) => [methodBadge(row.method)],
  path: (row) => [row.path ? pathCode(row.path) : element('code', { class: 'path' }, element('span', { class: 'none' }, words.rows.unknown)), ...pathChips(row)],
  endpoint: (row) => (row.endpoint ? [...endpointNodes(row.endpoint), ...alsoNodes(row)] : [none()]),
  allowed: (row) => (row.allowed ? row.allowed.flatMap((name) => [methodBadge(name), ' ']) : [none()]),
  slash: (row) => [slashFix(row) || none()],
  severity: (row) => [row.severity ? chip(row.severity, words.rows.severity[row.severity]) : none()],
  tags: (row) => [row.tags ? row.tags.join(', ') : none()],
  callers: (row) => [row.callers ? say(words.rows.unresolvedCalls, { count: row.callers.length }) : none()],
  place: (row) => [fileOf(row) ? placeNode(row) : none()],
  finding: (row) => [row.message, ' ', ruleNode(row.rule)],
  text: (row, { key }) => [row[key] ?? none()],
}

/**
 * What a column is sorted by; '' and Infinity go last.
 * @type {Record<CellKind, (row: Row, column: Column) => string | number>}
 */
const sortKeys = {
  method: (row) => row.method ?? '',
  path: (row) => row.path ?? '',
  endpoint: (row) => (row.endpoint ? endpointParts(row.endpoint)[1] : ''),
  allowed: (row) => row.allowed?.join() ?? '',
  slash: slashFix,
  severity: (row) => SEVERITY_RANK[row.severity] ?? Infinity,
  tags: (row) => row.tags?.join() ?? '',
  callers: (row) => (row.callers ? -row.callers.length : Infinity),
  place: placeText,
  finding: (row) => `${row.rule} ${row.message}`,
  text: (row, { key }) => row[key] ?? '',
}

// ---------------------------------------------------------------- rows and their details

/**
 * @param {Row} row
 * @param {Table} table
 */
function rowElements(row, table) {
  const header = table.columns.find(({ kind }) => kind === 'path') ?? table.columns[0]
  const made = element('tr', { id: `row-${row.id}`, role: 'row' })
  for (const column of table.columns) {
    const isHeader = column === header
    const cell = element(isHeader ? 'th' : 'td', {
      scope: isHeader && 'row',
      role: isHeader ? 'rowheader' : 'cell',
      'data-kind': column.kind,
      'data-label': column.label,
    })
    cell.append(...cells[column.kind](row, column))
    made.append(cell)
  }
  if (hasDetails(row)) addToggle(made, row)
  return expanded.has(row.id) ? [made, detailsElement(row, table)] : [made]
}

/** @param {Row} row */
function hasDetails(row) {
  return row.section !== 'skipped'
}

/**
 * @param {HTMLTableRowElement} tr
 * @param {Row} row
 */
function addToggle(tr, row) {
  const open = expanded.has(row.id)
  const subject = [row.method, row.path ?? words.rows.pathUnknown, placeText(row)].filter(Boolean).join(' ')
  tr.classList.add('has-details')
  tr.firstElementChild.prepend(
    element('button', {
      type: 'button',
      class: 'toggle',
      'aria-expanded': String(open),
      'aria-label': say(words.rows.details, { what: subject }),
      'aria-controls': open ? `details-${row.id}` : undefined,
    }),
  )
}

/**
 * @param {Row} row
 * @param {HTMLElement} tr
 */
function toggleRow(row, tr, open = !expanded.has(row.id)) {
  const button = tr.querySelector('.toggle')
  button.setAttribute('aria-expanded', String(open))
  if (open === expanded.has(row.id)) return
  if (open) {
    expanded.add(row.id)
    button.setAttribute('aria-controls', `details-${row.id}`)
    tr.after(detailsElement(row, tableById.get(row.section)))
  } else {
    expanded.delete(row.id)
    button.removeAttribute('aria-controls')
    document.getElementById(`details-${row.id}`)?.remove()
  }
}

/**
 * @param {Row} row
 * @param {Table} table
 */
function detailsElement(row, table) {
  const inner = element('div', { class: 'details' }, ...findingNodes(row), ...codeNodes(row), ...factNodes(row, table), actions(row))
  return element(
    'tr',
    { class: 'details-row', id: `details-${row.id}`, role: 'row' },
    element('td', { colspan: table.columns.length, role: 'cell' }, inner),
  )
}

/** @param {Row} row */
function findingNodes(row) {
  if (!row.findings) return []
  const items = row.findings.flatMap(({ severity, rule, message, known, fails }) => {
    // Its own cells say that already.
    const said = row.section === 'findings' ? [] : [chip(severity, words.rows.severity[severity]), ' ', message, ' ', ruleNode(rule), ' ']
    const chips = [...(fails ? [chip('error', words.rows.failsThisRun), ' '] : []), ...(known ? [chip('quiet', words.rows.inBaseline)] : [])]
    return said.length + chips.length > 0 ? [element('li', {}, ...said, ...chips)] : []
  })
  return items.length > 0 ? [element('ul', { class: 'finding-list' }, ...items)] : []
}

/** @param {Row} row */
function codeNodes(row) {
  const lines = linesOf(row)
  if (lines.length === 0) return []
  const pre = element('pre', { class: 'code', tabindex: '0', role: 'region', 'aria-label': say(words.rows.code, { place: placeText(row) }) })
  for (const [number, text] of lines) {
    const line = element('span', { class: number === row.line ? 'line target' : 'line' })
    line.append(element('span', { class: 'number', 'aria-hidden': 'true' }, String(number)), ...tokens(text), '\n')
    pre.append(line)
  }
  return [pre]
}

/**
 * @param {Row} row
 * @returns {[number, string][]}
 */
function linesOf(row) {
  if (!row.code) return []
  const [start, count] = row.code
  const run = fileOf(row).code.find(([first, text]) => first <= start && start < first + text.split('\n').length)
  if (!run) return []
  const lines = run[1].split('\n').slice(start - run[0], start - run[0] + count)
  return lines.map((text, offset) => [start + offset, text])
}

const TOKEN =
  /(?<comment>\/\/.*$|\/\*.*?(?:\*\/|$)|<[!]--.*?(?:-->|$))|(?<string>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`)|(?<keyword>\b(?:as|async|await|break|case|class|const|default|else|export|extends|false|for|from|function|if|import|in|let|new|null|of|return|static|super|switch|this|throw|true|try|catch|type|undefined|var|while)\b)|(?<numeral>\b\d[\d_.]*\b)/g

/**
 * Colours enough to find one's way; a line is no program, so nothing is parsed.
 * @param {string} text
 * @returns {Content[]}
 */
function tokens(text) {
  const nodes = []
  let at = 0
  for (const match of text.matchAll(TOKEN)) {
    const [kind] = Object.entries(match.groups).find(([, found]) => found !== undefined)
    nodes.push(text.slice(at, match.index), element('span', { class: `token-${kind}` }, match[0]))
    at = match.index + match[0].length
  }
  return [...nodes, text.slice(at)]
}

/**
 * What the row's own cells do not say.
 * @param {Row} row
 * @param {Table} table
 */
function factNodes(row, { columns }) {
  const { facts: terms } = words.rows
  /** @type {Set<string>} */
  const seen = new Set(columns.map(({ kind, key }) => key ?? kind))
  /** @type {[name: string, term: string, value: Content | false | undefined][]} */
  const all = [
    ['endpoint', terms.endpoint, row.endpoint && element('span', {}, ...endpointNodes(row.endpoint))],
    ['also', terms.also, row.also && element('ul', {}, ...row.also.map((endpoint) => element('li', {}, ...endpointNodes(endpoint))))],
    ['summary', terms.summary, row.summary],
    ['operationId', terms.operationId, row.operationId && element('code', {}, row.operationId)],
    ['tags', terms.tags, row.tags?.join(', ')],
    ['reason', terms.reason, row.reason],
    ['function', terms.function, row.function && element('code', {}, row.function)],
    ['client', terms.client, row.client && element('span', {}, element('code', {}, row.client), ...(row.base ? [`, ${terms.base} `, pathCode(row.base)] : []))],
    ['query', terms.query, row.query && element('code', {}, row.query)],
    ['body', terms.body, row.body && element('code', {}, row.body)],
    ['uncalled', terms.unused, row.uncalled && terms.unusedNote],
    ['callerList', terms.callers, row.callers && callerList(row.callers)],
  ]
  const facts = all.filter(([name, , value]) => value && !seen.has(name))
  if (facts.length === 0) return []
  return [
    element('dl', { class: 'row-facts' }, ...facts.map(([, term, value]) => element('div', {}, element('dt', {}, term), element('dd', {}, /** @type {Content} */ (value))))),
  ]
}

/** @param {string[]} ids */
function callerList(ids) {
  const items = ids
    .map((id) => rowById.get(id))
    .filter(Boolean)
    .map((row) => element('li', {}, element('a', { href: `#row=${row.id}` }, placeText(row)), row.reason ? `: ${row.reason}` : ''))
  return element('ul', {}, ...items)
}

/** @param {Row} row */
function actions(row) {
  const made = element('p', { class: 'actions' })
  const href = placeLink(row)
  if (href) made.append(element('a', { href, ...newTab(href) }, words.rows.openSource))
  if (fileOf(row)) made.append(element('button', { type: 'button', class: 'copy', 'data-copy': placeText(row) }, words.rows.copyLocation))
  made.append(element('a', { href: `#row=${row.id}` }, words.rows.linkToRow))
  return made
}

// ---------------------------------------------------------------- what is shown

/**
 * Findings that stand in a row, and in no other.
 * @param {Row} row
 */
function standing({ findings = [] }) {
  return findings.filter(({ elsewhere }) => !elsewhere)
}

/** @type {Record<string, (row: Row, value: string) => boolean>} */
const choices = {
  status: (row, value) => row.section === value,
  method: (row, value) => row.method === value,
  tag: (row, value) => row.tags?.includes(value),
  folder: (row, value) => fileOf(row)?.path.startsWith(`${value}/`),
  finding: (row, value) =>
    standing(row).some(({ severity, rule, fails }) => severity === value || rule === value || (fails && value === 'fails')),
  uncalled: (row, value) => Boolean(row.uncalled) === (value === 'only'),
  baseline: (row, value) => standing(row).length > 0 && standing(row).every(({ known }) => known) === (value === 'known'),
  frontend: (row, value) => String(row.frontend) === value,
  schema: (row, value) => String(row.schema) === value,
}

const haystacks = new Map()

/** @param {Row} row */
function haystackOf(row) {
  let text = haystacks.get(row)
  if (text === undefined) {
    const findings = row.findings?.flatMap(({ rule, message, severity }) => [rule, message, severity]) ?? []
    text = [row.method, row.path, row.endpoint, placeText(row), row.reason, row.summary, row.operationId, row.function, row.client]
      .concat(row.also ?? [], row.tags ?? [], findings)
      .join('\n')
      .toLowerCase()
    haystacks.set(row, text)
  }
  return text
}

/**
 * The reader's search and filters, empty ones left out.
 * @returns {Filters}
 */
function currentFilters() {
  const given = [...new FormData(toolbar)].map(([name, value]) => [name, String(value).trim()])
  return Object.fromEntries(given.filter(([, value]) => value !== ''))
}

/**
 * @param {Row} row
 * @param {Filters} filters
 */
function fits(row, { q, ...filters }) {
  if (!Object.entries(filters).every(([name, value]) => choices[name](row, value))) return false
  return q === undefined || q.toLowerCase().split(/\s+/).every((word) => haystackOf(row).includes(word))
}

/**
 * @param {Row[]} rows
 * @param {Table} table
 */
function sorted(rows, { columns, sort }) {
  if (sort === null) return rows
  const column = columns[sort.column]
  const keyed = rows.map((row) => ({ row, key: sortKeys[column.kind](row, column) }))
  const sign = sort.descending ? -1 : 1
  keyed.sort((a, b) => {
    const aLast = a.key === '' || a.key === Infinity
    const bLast = b.key === '' || b.key === Infinity
    if (aLast || bLast) return Number(aLast) - Number(bLast)
    const isNumber = typeof a.key === 'number' && typeof b.key === 'number'
    return sign * (isNumber ? Number(a.key) - Number(b.key) : compareText(String(a.key), String(b.key)))
  })
  return keyed.map(({ row }) => row)
}

function update() {
  const filters = currentFilters()
  const filtering = Object.keys(filters).length > 0
  for (const table of tables) updateTable(table, filters, filtering)
  tellOutcome(filters, filtering)
  find('.nothing').hidden = tables.some((table) => table.shown.length > 0)
  for (const empty of findAll('.empty-section')) empty.hidden = filtering
}

/**
 * @param {Table} table
 * @param {Filters} filters
 * @param {boolean} filtering
 */
function updateTable(table, filters, filtering) {
  table.shown = sorted(filtering ? table.rows.filter((row) => fits(row, filters)) : table.rows, table)
  table.limit = FIRST_ROWS
  table.stale = true
  const { element: section, shown, rows } = table
  section.hidden = shown.length === 0
  section.open = table.wish ?? (filtering || table.open)
  section.querySelector('.count').textContent = shown.length < rows.length
    ? say(words.controls.some, { shown: shown.length, count: rows.length })
    : rows.length.toLocaleString(language)
  drawIfOpen(table)
}

/**
 * A closed table costs nothing: its rows are drawn when it opens.
 * @param {Table} table
 */
function drawIfOpen(table) {
  if (!table.stale || !table.element.open) return
  table.element.querySelector('tbody').replaceChildren(...table.shown.slice(0, table.limit).flatMap((row) => rowElements(row, table)))
  table.stale = false
  showMore(table)
}

/**
 * @param {Table} table
 * @param {number} limit
 */
function extend(table, limit) {
  const from = Math.min(table.limit, table.shown.length)
  table.limit = limit
  table.element.querySelector('tbody').append(...table.shown.slice(from, limit).flatMap((row) => rowElements(row, table)))
  showMore(table)
}

/** @param {Table} table */
function showMore(table) {
  const left = table.shown.length - table.limit
  const more = find('.more', table.element)
  more.hidden = left <= 0
  more.replaceChildren()
  if (left <= 0) return
  const button = element('button', { type: 'button', class: 'more-rows' }, say(words.controls.showMore, { count: Math.min(left, MORE_ROWS) }))
  more.append(button, ` ${say(words.controls.shownRows, { shown: table.limit, count: table.shown.length })}`)
}

/**
 * @param {Filters} filters
 * @param {boolean} filtering
 */
function tellOutcome(filters, filtering) {
  const shown = tables.reduce((sum, table) => sum + table.shown.length, 0)
  outcome.textContent = say(filtering ? words.controls.someRows : words.controls.rows, { shown, count: data.rows.length })
  const selects = Object.keys(filters).filter((name) => name !== 'q').length
  toolbar.querySelector('.filters-set').textContent = selects === 0 ? '' : say(words.controls.filtersSet, { count: selects })
  find('.reset', toolbar).toggleAttribute('disabled', !filtering)
  const printed = find('.printed-filters')
  printed.hidden = !filtering
  printed.textContent = say(words.controls.filtered, { filters: filterNames(filters).join(', '), rows: outcome.textContent })
}

/** @param {Filters} filters */
function filterNames(filters) {
  return Object.entries(filters).map(([name, value]) => {
    const { labels, selectedOptions } = fieldOf(name)
    return say(words.controls.choice, { name: labels[0].textContent, value: selectedOptions?.[0]?.textContent ?? value })
  })
}

// ---------------------------------------------------------------- deep links

/** `#q=relations&status=frontend-only&sort=matched:path:down&row=c12`; a plain `#matched` names a section. */
function readHash() {
  const hash = location.hash.slice(1)
  // Any other anchor, such as that of the skip link, changes nothing.
  if (hash !== '' && !hash.includes('=')) return openSection(hash)
  const wanted = new URLSearchParams(hash)
  if (/^row=[^&]*$/.test(hash)) return reveal(rowById.get(wanted.get('row')))
  setFields(wanted)
  for (const table of tables) table.sort = null
  for (const text of wanted.getAll('sort')) readSort(text)
  for (const table of tables) {
    if (wanted.get('status') === table.id) table.wish = null
    markSort(table)
  }
  update()
  return wanted.has('row') ? reveal(rowById.get(wanted.get('row'))) : undefined
}

/** @param {URLSearchParams} wanted */
function setFields(wanted) {
  for (const { name } of /** @type {Iterable<HTMLSelectElement>} */ (toolbar.elements)) {
    if (!name) continue
    const field = fieldOf(name)
    field.value = wanted.get(field.name) ?? ''
    // A choice that this report does not have.
    if (field.selectedIndex === -1) field.value = ''
  }
}

/** @param {string} text */
function readSort(text) {
  const [id, name, direction] = text.split(':')
  const table = tables.find((one) => one.id === id)
  const column = table?.columns.findIndex(({ kind, key }) => (key ?? kind) === name) ?? -1
  if (column >= 0) table.sort = { column, descending: direction === 'down' }
}

function writeHash() {
  const wanted = new URLSearchParams(currentFilters())
  for (const { id, sort, columns } of tables) {
    if (sort === null) continue
    const { kind, key } = columns[sort.column]
    wanted.append('sort', `${id}:${key ?? kind}:${sort.descending ? 'down' : 'up'}`)
  }
  const hash = wanted.toString()
  history.replaceState(null, '', hash === '' ? location.pathname + location.search : `#${hash}`)
}

/** @param {string} id */
function openSection(id) {
  const section = document.getElementById(id)
  if (!section?.matches('.table-section, .empty-section')) return
  if (section.hidden) clearFilters()
  const table = tables.find((one) => one.id === id)
  if (table) {
    table.wish = true
    table.element.open = true
    drawIfOpen(table)
  }
  section.scrollIntoView()
}

function clearFilters() {
  setFields(new URLSearchParams())
  update()
}

/**
 * Shows one row with its details, whatever filters were set.
 * @param {Row | undefined} row
 */
function reveal(row) {
  const table = tableById.get(row?.section)
  if (!table) return
  table.wish = true
  if (!fits(row, currentFilters())) setFields(new URLSearchParams())
  update()
  const position = table.shown.indexOf(row) + 1
  if (position > table.limit) extend(table, position)
  const tr = document.getElementById(`row-${row.id}`)
  if (hasDetails(row)) toggleRow(row, tr, true)
  tr.scrollIntoView({ block: 'center' })
  find('.toggle', tr)?.focus({ preventScroll: true })
}

// ---------------------------------------------------------------- sorting

/** @param {Table} table */
function addSorting(table) {
  for (const [column, th] of [...table.element.querySelectorAll('thead th')].entries()) {
    th.setAttribute('role', 'columnheader')
    const button = element('button', { type: 'button', class: 'sort' }, th.textContent)
    button.addEventListener('click', () => sortBy(table, column))
    th.replaceChildren(button)
  }
}

/**
 * Up, down, and back to the order of the report.
 * @param {Table} table
 * @param {number} column
 */
function sortBy(table, column) {
  if (table.sort?.column !== column) table.sort = { column, descending: false }
  else table.sort = table.sort.descending ? null : { column, descending: true }
  markSort(table)
  const filters = currentFilters()
  updateTable(table, filters, Object.keys(filters).length > 0)
  writeHash()
}

/** @param {Table} table */
function markSort({ element: section, sort }) {
  for (const [column, th] of [...section.querySelectorAll('thead th')].entries()) {
    if (sort?.column === column) th.setAttribute('aria-sort', sort.descending ? 'descending' : 'ascending')
    else th.removeAttribute('aria-sort')
  }
}

// ---------------------------------------------------------------- paper

/** @type {[Table, boolean, number][]} */
let beforePrinting = []
/** @type {HTMLDetailsElement} */
const facts = document.querySelector('.facts')

/** Paper has no buttons: everything is opened, and every table holds every row that fits the filters. */
function preparePrint() {
  facts.dataset.wasOpen = String(facts.open)
  facts.open = true
  beforePrinting = tables.map((table) => [table, table.element.open, table.limit])
  for (const table of tables) {
    table.element.open = true
    drawIfOpen(table)
    if (table.limit < table.shown.length) extend(table, table.shown.length)
  }
}

function endPrint() {
  facts.open = facts.dataset.wasOpen === 'true'
  for (const [table, open, limit] of beforePrinting) {
    table.element.open = open
    if (table.limit === limit) continue
    table.limit = limit
    table.stale = true
    drawIfOpen(table)
  }
  beforePrinting = []
}

// ---------------------------------------------------------------- wiring

/**
 * @param {MouseEvent} event
 * @param {Table} table
 */
function onTableClick(event, table) {
  const target = /** @type {Element} */ (event.target)
  if (target.closest('.more-rows')) return onMore(table)
  if (target.closest('.copy')) return copy(/** @type {HTMLElement} */ (target.closest('.copy')))
  const tr = /** @type {HTMLElement | null} */ (target.closest('tr.has-details'))
  const isOwnControl = target.closest('a, button:not(.toggle)') !== null
  if (tr === null || isOwnControl || !getSelection().isCollapsed) return undefined
  return toggleRow(rowById.get(tr.id.slice('row-'.length)), tr)
}

/** @param {Table} table */
function onMore(table) {
  const first = table.shown[table.limit]
  extend(table, table.limit + MORE_ROWS)
  find(`#row-${CSS.escape(first.id)} .toggle`)?.focus({ preventScroll: true })
}

/** @param {HTMLElement} button */
async function copy(button) {
  const label = button.textContent
  try {
    await navigator.clipboard.writeText(button.dataset.copy)
    button.textContent = words.rows.copied
  } catch {
    button.textContent = button.dataset.copy
  }
  button.addEventListener('blur', () => (button.textContent = label), { once: true })
}

/** @param {Table} table */
function onSummaryClick(table) {
  // The click comes before the change.
  table.wish = !table.element.open
}

/**
 * @param {Event} event
 * @param {HTMLElement} tile
 */
function onTileClick(event, tile) {
  // A tile that counts nothing leads to the sentence that says so.
  if (tile.dataset.count === '0') return
  event.preventDefault()
  history.pushState(null, '', tile.dataset.hash)
  readHash()
  toolbar.scrollIntoView()
  find('.table-section:not([hidden]) > summary')?.focus({ preventScroll: true })
}

function onFilter() {
  for (const table of tables) {
    if (fieldOf('status')?.value === table.id) table.wish = null
  }
  update()
  writeHash()
}

/**
 * The event comes before the fields are emptied, so they are emptied here.
 * @param {Event} event
 */
function onReset(event) {
  event.preventDefault()
  setFields(new URLSearchParams())
  onFilter()
  fieldOf('q').focus()
}

function wire() {
  for (const table of tables) {
    addSorting(table)
    const { element: section } = table
    for (const part of section.querySelectorAll('table, thead, tbody, thead tr')) {
      part.setAttribute('role', { TABLE: 'table', TR: 'row' }[part.tagName] ?? 'rowgroup')
    }
    if (!section.querySelector('.more')) section.append(element('p', { class: 'more', hidden: true }))
    section.querySelector('summary').addEventListener('click', () => onSummaryClick(table))
    section.addEventListener('toggle', () => drawIfOpen(table))
    section.addEventListener('click', (event) => onTableClick(event, table))
  }
  for (const tile of findAll('.tile')) tile.addEventListener('click', (event) => onTileClick(event, tile))
  toolbar.addEventListener('input', onFilter)
  toolbar.addEventListener('submit', (event) => event.preventDefault())
  toolbar.addEventListener('reset', onReset)
  addEventListener('hashchange', readHash)
  addEventListener('beforeprint', preparePrint)
  addEventListener('afterprint', endPrint)
}

wire()
document.querySelector('.contract').toggleAttribute('data-long', data.rows.length > LONG_REPORT)
find('.filters', toolbar).toggleAttribute('open', matchMedia('(min-width: 48rem)').matches)
toolbar.hidden = false
setFields(new URLSearchParams())
update()
readHash()
