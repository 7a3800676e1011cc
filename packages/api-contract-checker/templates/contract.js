// The report's own script: draws the rows of its tables from the embedded data, and shows code.
// @ts-check

/** @typedef {import('../src/report-html/page.ts').ContractData} ContractData */
/** @typedef {import('../src/report-html/rows.ts').Row} Row */
/** @typedef {import('../src/report-html/sections.ts').CellKind} CellKind */
/** @typedef {import('../src/report-html/sections.ts').Column} Column */

const LONG_REPORT = 1000 // rows
const SEVERITY_RANK = { error: 0, warning: 1, info: 2 }

const data = /** @type {ContractData} */ (pageData.own)
const { words: contract } = data
const rowById = new Map(data.rows.map((row) => [row.id, row]))
/** @type {Map<string, TableView<Row>>} */
const viewOfSection = new Map()
/** Ids of rows whose details are shown. */
const expanded = new Set()

// ---------------------------------------------------------------- small things

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
  return row.endpoint.endsWith('/') ? contract.addSlash : contract.dropSlash
}

// ---------------------------------------------------------------- cells (templates/rows.ejs draws the same)

const none = () => element('span', { class: 'none' }, '–')
/** @type {(tone: string, label: string) => Node} */
const chip = (tone, label) => element('span', { class: 'chip', 'data-tone': tone }, label)

/** @param {string | undefined} name */
function methodBadge(name) {
  return name
    ? element('span', { class: 'method', 'data-method': name }, name)
    : element('span', { class: 'method', title: contract.methodUnknown }, '?')
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
  return also ? [' ', element('span', { class: 'note' }, say(contract.more, { count: also.length }))] : []
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
  if (row.section === 'matched' && row.severity) chips.push(chip(row.severity, contract.severity[row.severity]))
  if (row.deprecated) chips.push(chip('warning', contract.deprecated))
  if (row.uncalled) chips.push(chip('quiet', contract.unusedCode))
  if (row.known) chips.push(chip('quiet', contract.inBaseline))
  return chips.flatMap((made) => [' ', made])
}

/** @type {Record<CellKind, (row: Row, column: Column) => Content[]>} */
const cells = {
  method: (row) => [methodBadge(row.method)],
  path: (row) => [row.path ? pathCode(row.path) : element('code', { class: 'path' }, element('span', { class: 'none' }, contract.unknown)), ...pathChips(row)],
  endpoint: (row) => (row.endpoint ? [...endpointNodes(row.endpoint), ...alsoNodes(row)] : [none()]),
  allowed: (row) => (row.allowed ? row.allowed.flatMap((name) => [methodBadge(name), ' ']) : [none()]),
  slash: (row) => [slashFix(row) || none()],
  severity: (row) => [row.severity ? chip(row.severity, contract.severity[row.severity]) : none()],
  tags: (row) => [row.tags ? row.tags.join(', ') : none()],
  callers: (row) => [row.callers ? say(contract.unresolvedCalls, { count: row.callers.length }) : none()],
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
 * @param {readonly Column[]} columns
 */
function rowElements(row, columns) {
  const header = columns.find(({ kind }) => kind === 'path') ?? columns[0]
  const made = element('tr', { id: `row-${row.id}` })
  for (const column of columns) {
    const isHeader = column === header
    const cell = element(isHeader ? 'th' : 'td', { scope: isHeader && 'row', 'data-kind': column.kind })
    cell.append(...cells[column.kind](row, column))
    made.append(cell)
  }
  if (hasDetails(row)) addToggle(made, row)
  return expanded.has(row.id) ? [made, detailsElement(row, columns)] : [made]
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
  const subject = [row.method, row.path ?? contract.pathUnknown, placeText(row)].filter(Boolean).join(' ')
  tr.classList.add('has-details')
  tr.firstElementChild.prepend(
    element('button', {
      type: 'button',
      class: 'toggle',
      'aria-expanded': String(open),
      'aria-label': say(contract.details, { what: subject }),
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
    const view = viewOfSection.get(row.section)
    tr.after(...view.elementsOf(row).slice(1))
  } else {
    expanded.delete(row.id)
    button.removeAttribute('aria-controls')
    document.getElementById(`details-${row.id}`)?.remove()
  }
}

/**
 * @param {Row} row
 * @param {readonly Column[]} columns
 */
function detailsElement(row, columns) {
  const inner = element('div', { class: 'details' }, ...findingNodes(row), ...codeNodes(row), ...factNodes(row, columns), actions(row))
  return element('tr', { class: 'details-row', id: `details-${row.id}` }, element('td', { colspan: columns.length }, inner))
}

/** @param {Row} row */
function findingNodes(row) {
  if (!row.findings) return []
  const items = row.findings.flatMap(({ severity, rule, message, known, fails }) => {
    // Its own cells say that already.
    const said = row.section === 'findings' ? [] : [chip(severity, contract.severity[severity]), ' ', message, ' ', ruleNode(rule), ' ']
    const chips = [...(fails ? [chip('error', contract.failsThisRun), ' '] : []), ...(known ? [chip('quiet', contract.inBaseline)] : [])]
    return said.length + chips.length > 0 ? [element('li', {}, ...said, ...chips)] : []
  })
  return items.length > 0 ? [element('ul', { class: 'finding-list' }, ...items)] : []
}

/** @param {Row} row */
function codeNodes(row) {
  const lines = linesOf(row)
  if (lines.length === 0) return []
  const pre = element('pre', { class: 'code', tabindex: '0', role: 'region', 'aria-label': say(contract.code, { place: placeText(row) }) })
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
 * @param {readonly Column[]} columns
 */
function factNodes(row, columns) {
  const { facts } = contract
  /** @type {Set<string>} */
  const seen = new Set(columns.map(({ kind, key }) => key ?? kind))
  /** @type {[name: string, term: string, value: Content | false | undefined][]} */
  const all = [
    ['endpoint', facts.endpoint, row.endpoint && element('span', {}, ...endpointNodes(row.endpoint))],
    ['also', facts.also, row.also && element('ul', {}, ...row.also.map((endpoint) => element('li', {}, ...endpointNodes(endpoint))))],
    ['summary', facts.summary, row.summary],
    ['operationId', facts.operationId, row.operationId && element('code', {}, row.operationId)],
    ['tags', facts.tags, row.tags?.join(', ')],
    ['reason', facts.reason, row.reason],
    ['function', facts.function, row.function && element('code', {}, row.function)],
    ['client', facts.client, row.client && element('span', {}, element('code', {}, row.client), ...(row.base ? [`, ${facts.base} `, pathCode(row.base)] : []))],
    ['query', facts.query, row.query && element('code', {}, row.query)],
    ['body', facts.body, row.body && element('code', {}, row.body)],
    ['uncalled', facts.unused, row.uncalled && facts.unusedNote],
    ['callerList', facts.callers, row.callers && callerList(row.callers)],
  ]
  const told = all.filter(([name, , value]) => value && !seen.has(name))
  if (told.length === 0) return []
  return [
    element('dl', { class: 'row-facts' }, ...told.map(([, term, value]) => element('div', {}, element('dt', {}, term), element('dd', {}, /** @type {Content} */ (value))))),
  ]
}

/** @param {string[]} ids */
function callerList(ids) {
  const items = ids
    .map((id) => rowById.get(id))
    .filter(Boolean)
    .map((row) => element('li', {}, element('a', { href: `#row-${row.id}` }, placeText(row)), row.reason ? `: ${row.reason}` : ''))
  return element('ul', {}, ...items)
}

/** @param {Row} row */
function actions(row) {
  const made = element('p', { class: 'actions' })
  const href = placeLink(row)
  if (href) made.append(element('a', { href, ...newTab(href) }, contract.openSource))
  if (fileOf(row)) made.append(element('button', { type: 'button', class: 'copy-place', 'data-copy': placeText(row) }, contract.copyLocation))
  made.append(element('a', { href: `#row-${row.id}` }, contract.linkToRow))
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

// ---------------------------------------------------------------- tables

/** Without what only this page knows of a row. @param {Row} row */
function jsonOf({ id, section, file, code: _code, line, column, ...row }) {
  const place = file === undefined ? {} : { file: data.files[file].path, ...(line !== undefined && { line, column }) }
  return { id, status: section, ...row, ...place }
}

/** @param {ContractData['sections'][number]} section */
function createTable({ id, columns }) {
  const table = /** @type {HTMLTableElement | null} */ (document.getElementById(`${id}-table`))
  if (table === null) return
  // The page itself has the first rows, for whoever has no scripts.
  find('.rest', table.closest('.table-part'))?.remove()
  viewOfSection.set(id, new TableView(table, {
    rows: data.rows.filter((row) => row.section === id),
    draw: (row) => rowElements(row, columns),
    idOf: (row) => `row-${row.id}`,
    keyOf: (row, column) => sortKeys[columns[column].kind](row, columns[column]),
    textOf: haystackOf,
    hasFacet: (row, name, value) => choices[name](row, value),
    jsonOf,
    open: (row) => hasDetails(row) && toggleRow(row, document.getElementById(`row-${row.id}`), true),
  }))
  table.addEventListener('click', onTableClick)
}

/** @param {MouseEvent} event */
function onTableClick(event) {
  const target = /** @type {Element} */ (event.target)
  const copying = /** @type {HTMLElement | null} */ (target.closest('.copy-place'))
  if (copying) return void copy(copying.dataset.copy, copying)
  const tr = /** @type {HTMLElement | null} */ (target.closest('tr.has-details'))
  const isOwnControl = target.closest('a, button:not(.toggle)') !== null
  if (tr === null || isOwnControl || !getSelection().isCollapsed) return undefined
  return toggleRow(rowById.get(tr.id.slice('row-'.length)), tr)
}

for (const section of data.sections) createTable(section)
find('main').toggleAttribute('data-many', data.rows.length > LONG_REPORT)
