// Copies a table as it is shown, a part of the report, or all of it, as JSON.
// @ts-check

/** The report itself; `null` until it is unpacked, and where the page does not carry it. @type {Record<string, any> | null} */
let report = null

/** @param {string} packed JSON, deflated, as base64 */
async function unpacked(packed) {
  const bytes = Uint8Array.from(atob(packed), (char) => char.charCodeAt(0))
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  return JSON.parse(await new Response(stream).text())
}

/** `result.latency` of the report. @param {string} path */
function partOf(path) {
  /** @type {any} */
  let part = report
  for (const key of path.split('.')) part = part?.[key]
  return part
}

/** By what they are called in the report. @param {readonly string[]} paths */
function partsOf(paths) {
  return Object.fromEntries(paths.map((path) => [path, partOf(path) ?? null]))
}

/**
 * @param {Element} place where the button stands
 * @param {string} what for those who do not see where
 * @param {() => unknown} pick asked for when it is copied
 * @param {string} text
 */
function addCopyButton(place, what, pick, text = words.copy.short) {
  const label = say(words.copy.label, { what })
  const button = element('button', { type: 'button', class: 'copy', ...(text === words.copy.short && { 'aria-label': label, title: words.copy.title }) }, text)
  button.addEventListener('click', () => void copy(JSON.stringify(pick(), null, 2), button))
  place.append(button)
}

/** @param {string} text @param {HTMLElement} button */
async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text)
    tellCopied(button)
  } catch {
    // From a disk some browsers have no clipboard, and others ask.
    showText(text, button)
  }
}

/** @param {HTMLElement} button */
function tellCopied(button) {
  const before = button.textContent
  if (before === words.copy.done) return
  const name = button.getAttribute('aria-label')
  button.textContent = words.copy.done
  button.removeAttribute('aria-label')
  find('.told').textContent = words.copy.done
  const end = () => {
    button.textContent = before
    if (name !== null) button.setAttribute('aria-label', name)
    find('.told').textContent = ''
  }
  for (const event of ['blur', 'pointerleave']) button.addEventListener(event, end, { once: true })
}

/** The text, selected, to be copied by hand. @param {string} text @param {HTMLElement} button */
function showText(text, button) {
  const area = /** @type {HTMLTextAreaElement} */ (element('textarea', { readonly: true, rows: 16, 'aria-label': words.copy.title, spellcheck: 'false' }))
  area.value = text
  const close = element('button', { type: 'button' }, words.copy.close)
  const dialog = /** @type {HTMLDialogElement} */ (element('dialog', { class: 'copy-dialog', 'aria-labelledby': 'copy-title', 'aria-describedby': 'copy-help' }))
  dialog.append(element('h2', { id: 'copy-title' }, words.copy.title), element('p', { id: 'copy-help' }, words.copy.help), area, close)
  close.addEventListener('click', () => dialog.close())
  dialog.addEventListener('close', () => {
    dialog.remove()
    button.focus()
  })
  find('main').append(dialog)
  dialog.showModal()
  area.focus()
  area.select()
}

function addTableButtons() {
  for (const table of tableViews) {
    const bar = find('.table-bar', table.element.closest('.table-part'))
    if (bar !== null && table.source.rows.length > 0)
      addCopyButton(bar, find('.caption', bar).textContent, () => table.shown.map((row) => table.source.jsonOf(row)))
  }
}

function addReportButtons() {
  const actions = element('p', { class: 'actions' })
  find('.masthead').append(actions)
  addCopyButton(actions, words.copy.page, () => report, words.copy.page)
  for (const part of findAll('.part')) {
    const paths = pageData.paths[part.id] ?? []
    if (paths.length > 0) addCopyButton(find('.heading', part), find('h2', part).textContent, () => partsOf(paths))
  }
}

// oxlint-disable-next-line no-unused-vars -- called by report.js
async function addCopying() {
  find('main').append(element('p', { class: 'told visually-hidden', role: 'status' }))
  addTableButtons()
  if (pageData.report === null || typeof DecompressionStream === 'undefined') return
  try {
    report = await unpacked(pageData.report)
  } catch {
    return
  }
  addReportButtons()
}
