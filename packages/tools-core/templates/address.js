// The address holds what the reader has chosen, so that a link shows another reader the same: `#errors` is a part, a table
// or a row; `#at=errors&sort=errors-table:2:down&errors-table.q=timeout` has choices with it. A place alone is encoded, so it
// has no `=`.
// @ts-check

/** What was asked for last. */
let place = ''
/** What is marked as that. @type {Element | null} */
let asked = null

/** @returns {URLSearchParams} */
function chosenInAddress() {
  const wanted = new URLSearchParams()
  for (const filter of filterViews) filter.write(wanted)
  for (const table of tableViews) {
    const text = table.sortText()
    if (text !== null) wanted.append('sort', text)
  }
  return wanted
}

/** What stands behind the `#`. @param {string} at @param {URLSearchParams} chosen */
function hashOf(at, chosen = chosenInAddress()) {
  if (chosen.size === 0) return encodeURIComponent(at)
  return `${at === '' ? '' : `at=${encodeURIComponent(at)}&`}${chosen.toString()}`
}

/** @param {'pushState' | 'replaceState'} how @param {string} hash */
function setAddress(how, hash) {
  // Whole: what begins with two slashes would be taken for a host, and a frame's address is not that of its links.
  const [page] = location.href.split('#')
  try {
    history[how](null, '', hash === '' ? page : `${page}#${hash}`)
  } catch {
    // A frame may have no address of its own to change: what was chosen holds all the same.
  }
}

/** After a choice: it takes the place of the one before, so that Back leads out of the report. */
function writeAddress() {
  setAddress('replaceState', hashOf(place))
}

function readAddress() {
  follow(location.hash.slice(1))
}

/** What the address says holds, and what it does not say is as at first. @param {string} hash without the `#` */
function follow(hash) {
  unmark()
  const isPlain = !hash.includes('=')
  const wanted = new URLSearchParams(isPlain ? '' : hash)
  place = isPlain ? decoded(hash) : (wanted.get('at') ?? '')
  for (const filter of filterViews) filter.set(wanted)
  for (const table of tableViews) {
    table.sort = null
    for (const text of wanted.getAll('sort')) if (text.startsWith(`${table.id}:`)) table.readSort(text)
    table.markSort()
  }
  updateAll()
  if (place !== '') lead(place)
}

/** What a choice hid is shown without it, and the address says so. @param {string} id */
function lead(id) {
  const before = hashOf(place)
  reveal(id)
  if (hashOf(place) !== before) writeAddress()
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Shows a part, a table or a row, wherever it is folded away, and marks it. @param {string} id */
function reveal(id) {
  if (!document.getElementById(id)) tableViews.some((table) => table.reveal(id))
  const target = document.getElementById(id)
  if (target === null) return
  const table = tableViews.find(({ element: one }) => one.contains(target))
  if (table && target.matches('tr')) table.reveal(id)
  for (let fold = target.closest('details'); fold !== null; fold = fold.parentElement.closest('details')) fold.open = true
  const part = /** @type {HTMLElement | null} */ (target.closest('.part'))
  if (part?.hidden) clearPageFilter()
  unmark()
  asked = target
  target.classList.add('is-asked-for')
  target.scrollIntoView({ block: target.matches('tr') ? 'center' : 'start' })
  focusOn(target)
}

/** Also what is not drawn now. */
function unmark() {
  asked?.classList.remove('is-asked-for')
  asked = null
}

function clearPageFilter() {
  filterViews.find(({ id }) => id === '')?.set(new URLSearchParams())
  updateAll()
}

/** Tab goes on from there, and who listens hears where they are. @param {HTMLElement} target */
function focusOn(target) {
  const control = target.matches('tr') ? find('button, a[href]', target) : null
  const focused = control ?? (target.matches('.part') ? find('h2', target) : target)
  if (control === null && !focused.hasAttribute('tabindex')) focused.tabIndex = -1
  focused.focus({ preventScroll: true })
}

/** A link within the page leads on without losing what was chosen, though it may choose more. @param {MouseEvent} event */
function onLink(event) {
  const link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (event.target).closest('a[href^="#"]'))
  if (link === null || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  // To what is seen already.
  if (link.matches('.skip-link')) return focusOn(find('main'))
  const at = decoded(link.getAttribute('href').slice(1))
  const { chosen } = link.dataset
  if (chosen !== undefined) return choose(at, new URLSearchParams(chosen))
  return go(hashOf(at))
}

/** @param {string} hash */
function go(hash) {
  setAddress('pushState', hash)
  follow(hash)
}

/** @param {string} at @param {URLSearchParams} more choices */
function choose(at, more) {
  const chosen = chosenInAddress()
  for (const [name, value] of more) chosen.set(name, value)
  go(hashOf('', chosen))
  // Where other choices leave nothing of it, they are not cleared: all is told by the filter.
  const part = /** @type {HTMLElement | null} */ (document.getElementById(at)?.closest('.part'))
  if (part === null || part === undefined || part.hidden) return
  place = at
  writeAddress()
  reveal(at)
}

// oxlint-disable-next-line no-unused-vars -- called by report.js
function followAddress() {
  for (const { form } of filterViews) {
    form.addEventListener('input', () => {
      updateAll()
      writeAddress()
    })
    form.addEventListener('reset', (event) => {
      // The event comes before the fields are emptied, so they are emptied here.
      event.preventDefault()
      filterViews.find((one) => one.form === form).set(new URLSearchParams())
      updateAll()
      writeAddress()
      find('input', form).focus()
    })
  }
  addEventListener('click', onLink)
  addEventListener('hashchange', readAddress)
  readAddress()
  // The browser goes to its own place when all is loaded, and takes the focus along.
  addEventListener('load', () => place !== '' && lead(place))
}
