// The live page's own script: shows what the run tells second by second, and goes over to the report at its end.
// @ts-check

/** @typedef {import('../src/live/live-events.ts').HistoryEvent} HistoryEvent */
/** @typedef {import('../src/live/live-events.ts').SecondEvent} SecondEvent */
/** @typedef {import('../src/live/live-events.ts').LiveFigure} LiveFigure */
/** @typedef {import('../src/live/live-document.ts').LiveData} LiveData */

const { statuses } = /** @type {LiveData} */ (/** @type {unknown} */ (pageData))
const liveCharts = pageData.charts.map((chart) => ({ lines: chart.lines.length, drawn: drawChart(chart, { isZoomable: false }) }))

/** @type {number[]} */
let times = []
/** @type {number[][]} */
let columns = []

// ---------------------------------------------------------------- showing

/** @param {string} text @param {'good' | 'quiet' | 'warn'} tone */
function showStatus(text, tone) {
  /** @type {HTMLElement} */
  const status = document.querySelector('.status')
  // Said again, it would be read again.
  if (status.textContent !== text) status.textContent = text
  status.dataset.tone = tone
}

/** @param {readonly LiveFigure[]} figures */
function showFigures(figures) {
  for (const [at, tile] of [...document.querySelectorAll('.tiles > div')].entries()) {
    const { value, note, tone } = figures[at]
    tile.setAttribute('data-tone', tone)
    tile.querySelector('.value').textContent = value
    tile.querySelector('.note').textContent = note
  }
}

function showCharts() {
  let at = 0
  for (const { lines, drawn } of liveCharts) {
    drawn.update(times, columns.slice(at, at + lines))
    at += lines
  }
}

/** @param {readonly LiveFigure[]} figures */
function show(figures) {
  showFigures(figures)
  showCharts()
  if (times.length === 0) showStatus(statuses.waiting, 'quiet')
  else showStatus(statuses.running, 'good')
}

// ---------------------------------------------------------------- hearing

const events = new EventSource('/events')
events.addEventListener('history', ({ data }) => {
  /** @type {HistoryEvent} */
  const all = JSON.parse(data)
  times = [...all.x]
  columns = all.columns.map((values) => [...values])
  show(all.figures)
})
events.addEventListener('second', ({ data }) => {
  /** @type {SecondEvent} */
  const { at, x, values, figures } = JSON.parse(data)
  times.splice(at, times.length, x)
  for (const [line, column] of columns.entries()) column.splice(at, column.length, values[line])
  show(figures)
})
events.addEventListener('finished', () => {
  showStatus(statuses.over, 'good')
  history.scrollRestoration = 'manual'
  // The stream stays open until the report is here: by that the server knows that it may go.
  location.reload()
})
events.addEventListener('error', () => {
  showStatus(statuses.lost, 'warn')
})
