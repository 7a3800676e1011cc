// What all scripts of a page share: its data, its words, and making elements. Whatever came from outside reaches the page
// by textContent or an attribute, never as markup.
// @ts-check

/** @typedef {import('../src/reporting/html/page.ts').ReportPageData & { own?: unknown }} AnyPageData */
/** @typedef {string | Node} Content */

/** @type {AnyPageData} */
const pageData = JSON.parse(document.getElementById('report-data').textContent)
const { words } = pageData

const plurals = new Intl.PluralRules(words.locale)
// oxlint-disable-next-line no-unused-vars -- used by the scripts behind this one
const compareText = new Intl.Collator(words.locale, { numeric: true }).compare

/**
 * As `say` of src/reporting/html/say.ts.
 * @param {string | import('../src/reporting/html/say.ts').Forms} sentence
 * @param {Record<string, string | number>} values
 */
// oxlint-disable-next-line no-unused-vars -- used by the scripts behind this one
function say(sentence, values = {}) {
  const text = typeof sentence === 'string' ? sentence : (sentence[plurals.select(Number(values.count))] ?? sentence.other)
  return text.replace(/\{(\w+)\}/g, (braces, name) => {
    const value = values[name]
    return typeof value === 'number' ? value.toLocaleString(words.locale) : (value ?? braces)
  })
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} attributes
 * @param {Content[]} children
 */
// oxlint-disable-next-line no-unused-vars -- used by the scripts behind this one
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
// oxlint-disable-next-line no-unused-vars -- used by the scripts behind this one
function find(selector, within = document) {
  return within.querySelector(selector)
}

/**
 * @param {string} selector
 * @param {ParentNode} within
 * @returns {HTMLElement[]}
 */
// oxlint-disable-next-line no-unused-vars -- used by the scripts behind this one
function findAll(selector, within = document) {
  return [...within.querySelectorAll(/** @type {'*'} */ (selector))].map((one) => /** @type {HTMLElement} */ (/** @type {unknown} */ (one)))
}
