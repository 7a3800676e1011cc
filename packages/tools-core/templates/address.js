// The address holds what the reader has chosen, so that a link shows another reader the same: `#errors` is a part, a table
// or a row; `#at=errors&sort=errors-table:2:down&errors-table.q=timeout` has choices with it.
// @ts-check

/** What was asked for last. */
let place = ''

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

/** @param {string} at */
function addressOf(at) {
  const wanted = chosenInAddress()
  if (wanted.size === 0) return at === '' ? location.pathname + location.search : `#${encodeURIComponent(at)}`
  return `#${at === '' ? '' : `at=${encodeURIComponent(at)}&`}${wanted.toString()}`
}

/** After a choice: it takes the place of the one before, so that Back leads out of the report. */
function writeAddress() {
  history.replaceState(null, '', addressOf(place))
}

/** What the address says holds, and what it does not say is as at first. */
function readAddress() {
  const hash = location.hash.slice(1)
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
  if (place !== '') reveal(place)
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
  for (const other of findAll('.is-asked-for')) other.classList.remove('is-asked-for')
  target.classList.add('is-asked-for')
  target.scrollIntoView({ block: target.matches('tr') ? 'center' : 'start' })
  focusOn(target)
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

/** A link within the page leads on without losing what was chosen. @param {MouseEvent} event */
function onLink(event) {
  const link = /** @type {Element} */ (event.target).closest('a[href^="#"]')
  if (link === null || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  const hash = link.getAttribute('href').slice(1)
  event.preventDefault()
  // To what is seen already.
  if (link.matches('.skip-link')) return focusOn(find('main'))
  if (hash.includes('=')) history.pushState(null, '', `#${hash}`)
  else history.pushState(null, '', addressOf(decoded(hash)))
  return readAddress()
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
  addEventListener('load', () => place !== '' && reveal(place))
}
