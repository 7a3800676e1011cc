// The forms that narrow rows: a search that takes every word in any case, and choices.
// @ts-check

/** @typedef {Record<string, string>} Choices by the names of the fields; `q` is the search, what is empty is left out */

/**
 * A form, which may narrow several tables.
 * @typedef {object} FilterView
 * @property {string} id
 * @property {HTMLFormElement} form
 * @property {() => Choices} choices
 * @property {(wanted: URLSearchParams) => void} set what the address says of it
 * @property {(wanted: URLSearchParams) => void} write what it has to say in the address
 * @property {(shown: number, all: number) => void} tell how many rows are shown
 */

/** @type {FilterView[]} */
const filterViews = []

/** @param {HTMLFormElement} form */
function createFilter(form) {
  const id = form.dataset.filter
  const prefix = id === '' ? '' : `${id}.`
  const fields = () => /** @type {HTMLSelectElement[]} */ ([...form.elements]).filter(({ name }) => name)
  const status = find('[role="status"]', form)
  const reset = find('.reset', form)
  /** @type {FilterView} */
  const view = {
    id,
    form,
    choices: () => {
      const given = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()])
      return Object.fromEntries(given.filter(([, value]) => value !== ''))
    },
    set: (wanted) => {
      for (const field of fields()) {
        field.value = wanted.get(prefix + field.name) ?? ''
        // A choice that this report does not have.
        if (field.selectedIndex === -1) field.value = ''
      }
    },
    write: (wanted) => {
      for (const [name, value] of Object.entries(view.choices())) wanted.set(prefix + name, value)
    },
    tell: (shown, all) => {
      const isNarrowed = Object.keys(view.choices()).length > 0
      const text = isNarrowed ? (shown === 0 ? words.filter.none : say(words.filter.some, { shown, count: all })) : say(words.filter.rows, { count: all })
      // Said again, it would be read again.
      if (status.textContent !== text) status.textContent = text
      reset?.toggleAttribute('disabled', !isNarrowed)
      tellChoices(view, text)
    },
  }
  form.addEventListener('submit', (event) => event.preventDefault())
  form.hidden = false
  filterViews.push(view)
  return view
}

/** What is set is seen where the choices are folded, and on paper. @param {FilterView} view @param {string} rows */
function tellChoices({ form, choices }, rows) {
  const chosen = choices()
  const count = Object.keys(chosen).filter((name) => name !== 'q').length
  const set = find('.facets-set', form)
  if (set) set.textContent = count === 0 ? '' : say(words.filter.set, { count })
  const printed = /** @type {HTMLElement} */ (form.nextElementSibling)
  printed.hidden = Object.keys(chosen).length === 0
  printed.textContent = say(words.filter.printed, { filters: choiceNames(form, chosen).join(', '), rows })
}

/** @param {HTMLFormElement} form @param {Choices} chosen */
function choiceNames(form, chosen) {
  return Object.entries(chosen).map(([name, value]) => {
    /** @type {HTMLSelectElement} */
    const { labels, selectedOptions } = form.querySelector(`[name="${name}"]`)
    return say(words.filter.choice, { name: labels[0].textContent, value: selectedOptions?.[0]?.textContent ?? value })
  })
}

/**
 * Whether a text has every word that is searched for.
 * @param {string} text in lower case
 * @param {string | undefined} search
 */
// oxlint-disable-next-line no-unused-vars -- used by tables.js
function hasWords(text, search) {
  return search === undefined || search.toLowerCase().split(/\s+/).every((word) => text.includes(word))
}

// oxlint-disable-next-line no-unused-vars -- called by report.js
function createFilters() {
  for (const form of findAll('form.filter')) createFilter(/** @type {HTMLFormElement} */ (form))
  for (const facets of findAll('details.facets')) facets.toggleAttribute('open', matchMedia('(min-width: 48rem)').matches)
}
