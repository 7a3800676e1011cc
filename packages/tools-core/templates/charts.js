// Draws the charts of a page. The places stand in the page; texts reach it by textContent.
// @ts-check

/** @typedef {import('../src/reporting/html/chart.ts').Chart} Chart */
/** @typedef {import('../src/reporting/html/chart.ts').ChartLine} ChartLine */
/** @typedef {import('../src/reporting/html/chart.ts').Unit} Unit */
/** @typedef {{ plot: uPlot, place: HTMLElement, update: (x: readonly number[], lines: readonly (readonly number[])[]) => void }} DrawnChart */

const CHART_HEIGHT = 220
const PRINTED_HEIGHT = 170
const PRINTED_WIDTH = 318 // two of them on a page
const AXIS_WIDTH = 62
const FONT = '12px system-ui, sans-serif'
// oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- an enumeration of the types only, which has no value here
const LOGARITHMIC = /** @type {uPlot.Scale.Distr} */ (3)
const SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400]
const WHOLE = [1, 2, 5].flatMap((step) => Array.from({ length: 9 }, (_, at) => step * 10 ** at)).sort((a, b) => a - b)

/** @type {DrawnChart[]} */
const drawnCharts = []

// ---------------------------------------------------------------- texts

const compact = new Intl.NumberFormat(words.locale, { notation: 'compact', maximumFractionDigits: 1 })

/** Rounded as the tables are, which say the same. @param {number} value @param {number} digits behind the point, all of them shown */
function fixed(value, digits) {
  return Number(value.toFixed(digits)).toLocaleString(words.locale, { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false })
}

/** @param {number} value @param {number} digits that count */
function short(value, digits) {
  return Number(value.toPrecision(digits)).toLocaleString(words.locale, { maximumSignificantDigits: digits, useGrouping: false })
}

/** @param {number} value */
function timeText(value) {
  if (value >= 9999.5) return say(words.chart.seconds, { value: fixed(value / 1000, 1) })
  return say(words.chart.milliseconds, { value: fixed(value, value < 10 ? 2 : value < 100 ? 1 : 0) })
}

/** @type {Record<Unit, (value: number) => string>} */
const tickTexts = {
  ms: (value) => (value >= 1000 ? say(words.chart.seconds, { value: compact.format(value / 1000) }) : say(words.chart.milliseconds, { value: short(value, 3) })),
  perSecond: (value) => say(words.chart.perSecond, { value: compact.format(value) }),
  count: (value) => compact.format(value),
  share: (value) => say(words.chart.percent, { value: short(value * 100, 3) }),
  percent: (value) => say(words.chart.percent, { value: short(value, 3) }),
}

/** Edges may differ in their last digits only. @param {number} ms */
function edgeText(ms) {
  return ms >= 10_000 ? say(words.chart.seconds, { value: short(ms / 1000, 6) }) : say(words.chart.milliseconds, { value: short(ms, 6) })
}

/** @type {Record<Unit, (value: number) => string>} */
const valueTexts = {
  ms: timeText,
  perSecond: (value) => say(words.chart.perSecond, { value: value.toLocaleString(words.locale, { maximumFractionDigits: value < 10 ? 1 : 0 }) }),
  count: (value) => value.toLocaleString(words.locale),
  share: (value) => say(words.chart.percent, { value: fixed(value * 100, 2) }),
  percent: (value) => say(words.chart.percent, { value: fixed(value, 1) }),
}

/**
 * `12 s`; `12:00`, `3:00:00` where a run is longer.
 * @param {number} value
 * @param {number} most
 */
function clockText(value, most) {
  if (most < 600) return say(words.chart.seconds, { value: value.toLocaleString(words.locale, { maximumFractionDigits: 3, useGrouping: false }) })
  const [hours, minutes, seconds] = [Math.floor(value / 3600), Math.floor(value / 60) % 60, Math.floor(value % 60)]
  const two = (/** @type {number} */ part) => String(part).padStart(2, '0')
  return most < 3600 ? `${minutes}:${two(seconds)}` : `${hours}:${two(minutes)}:${two(seconds)}`
}

/** @param {number} rank 1 ÷ (1 - p) */
function percentText(rank) {
  const digits = Math.max(0, Math.ceil(Math.log10(rank)) - 2 + (rank < 10 ? 1 : 0))
  return say(words.chart.percent, { value: Number((100 - 100 / rank).toFixed(digits)).toLocaleString(words.locale, { maximumFractionDigits: digits }) })
}

/**
 * Where the cursor is.
 * @param {Chart} chart
 * @param {uPlot} plot
 * @param {number} at
 */
function placeText(chart, plot, at) {
  const x = plot.data[0][at]
  if (chart.x.kind === 'seconds') return say(words.chart.at, { place: clockText(x, plot.data[0].at(-1)) })
  if (chart.x.kind === 'clients') return say(words.chart.clients, { count: x })
  if (chart.x.kind === 'ranks') return say(words.chart.at, { place: percentText(x) })
  if (chart.x.kind === 'names' || chart.x.kind === 'runs') return chart.names[x]
  return `${timeText(chart.edges[at])} – ${timeText(chart.edges[at + 1])}`
}

// ---------------------------------------------------------------- scales and axes

/** Of a line: one of the page's colours for lines, or what says how to take it. @param {ChartLine['color']} name */
function lineColor(name) {
  return color(typeof name === 'number' ? `--b-line-${name}` : `--b-${name}`)
}

/** Colours are asked for at each drawing: paper and the reader's system change them. @param {string} name */
function color(name) {
  return () => getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}

/**
 * Whole decades, so that every chart has a line to read from.
 * @param {number | null} min
 * @param {number | null} max
 * @returns {[number, number]}
 */
function decades(min, max) {
  if (min === null || max === null || !(min > 0)) return [1, 10]
  const [from, to] = [Math.floor(Math.log10(min)), Math.ceil(Math.log10(max))]
  return [10 ** from, 10 ** Math.max(from + 1, to)]
}

/**
 * @param {number} min
 * @param {number} max
 * @param {readonly number[]} steps of each decade
 */
function logSplits(min, max, steps) {
  const splits = []
  for (let power = Math.floor(Math.log10(min)); 10 ** power <= max * 1.0001; power++)
    for (const step of steps) {
      const split = Number(`${step}e${power}`)
      if (split >= min * 0.9999 && split <= max * 1.0001) splits.push(split)
    }
  return splits
}

/** @param {number} min @param {number} max */
function timeSplits(min, max) {
  return logSplits(min, max, Math.log10(max / min) < 2.5 ? [1, 2, 5] : [1])
}

/** As many percentiles as there is room for: the median rather than the least. @param {uPlot} plot @param {number} min @param {number} max */
function rankSplits(plot, min, max) {
  // For paper the plot is smaller before its element is.
  const room = Math.min(plot.over.clientWidth, plot.width - AXIS_WIDTH)
  const decade = room / Math.max(1, Math.log10(max / min))
  const splits = [...logSplits(min, max, [1]), 2, ...(decade > 230 ? [4, 20] : [])]
  return splits.filter((split) => split <= max && (split > 1 || decade > 150)).sort((a, b) => a - b)
}

/** Edges of the bins that are round times. @param {readonly number[]} edges */
function binSplits(edges) {
  const isRound = (/** @type {number} */ edge, /** @type {readonly number[]} */ steps) =>
    steps.some((step) => Math.abs(edge / step / 10 ** Math.round(Math.log10(edge / step)) - 1) < 0.001)
  const steps = edges.length > 21 ? [1] : edges.length > 8 ? [1, 2, 5] : [1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8]
  return edges.flatMap((edge, at) => (edge > 0 && isRound(edge, steps) ? [at - 0.5] : []))
}

/**
 * As many edges as there is room for, of bins that are equally wide. The last edge may be any number.
 * @param {uPlot} plot
 * @param {readonly number[]} edges
 */
function evenSplits(plot, edges) {
  const width = edges[1] - edges[0]
  // It is asked for before the plot has a size of its own.
  const room = Math.max(1, plot.width - AXIS_WIDTH) / (edges.length - 1)
  const every = WHOLE.find((bins) => bins * room >= 64)
  return edges.slice(0, -1).flatMap((edge, at) => (Math.round(edge / width) % every === 0 ? [at - 0.5] : []))
}

/** By their days, and by their times where the day is that of the name before; by times alone where all were on one day. @param {readonly string[]} names `2026-11-26 16:25 UTC` @param {readonly number[]} splits */
function runNames(names, splits) {
  const dayOf = (/** @type {number} */ at) => names[at].slice(0, 10)
  const isOneDay = dayOf(0) === dayOf(names.length - 1)
  return splits.map((split, at) => (isOneDay || (at > 0 && dayOf(split) === dayOf(splits[at - 1])) ? names[split].slice(11, 16) : dayOf(split)))
}

/**
 * As many runs as there is room for, the latest among them: by the days they were on.
 * @param {uPlot} plot
 * @param {number} count
 */
function runSplits(plot, count) {
  const room = Math.max(1, plot.width - AXIS_WIDTH) / count
  const every = WHOLE.find((runs) => runs * room >= 84) ?? count
  return Array.from({ length: count }, (_, at) => count - 1 - at).filter((_, at) => at % every === 0).toReversed()
}

/** @param {Chart} chart @returns {uPlot.Scale} */
function xScale({ x, lines }) {
  if (x.kind === 'ranks') return { time: false, distr: LOGARITHMIC, log: 10, range: (_, min, max) => [min ?? 1, Math.max(max ?? 10, (min ?? 1) * 2)] }
  const margin = x.kind === 'clients' ? 0 : 0.5
  return {
    time: false,
    range: (plot, min, max) => {
      const values = plot.data[0]
      const [first, last] = [values[0], values.at(-1)]
      if (first === undefined) return [0, 60]
      if (first === last) return [first - 1, first + 1]
      // A part of it was asked for.
      if (min > first || max < last) return [min, max]
      // Dots at the very edge would be cut in half.
      const step = x.kind === 'seconds' && lines.some(({ look }) => look === 'dots') ? (last - first) / 40 : values[1] - first
      return [first - margin * step, last + margin * step]
    },
  }
}

/** @param {Chart} chart @returns {uPlot.Scale} */
function yScale({ y }) {
  if (y.isLogarithmic) return { distr: LOGARITHMIC, log: 10, range: (_, min, max) => decades(min, max) }
  return { range: (_, _min, max) => [0, max > 0 ? max * 1.08 : 1] }
}

/** What a text takes beside an axis, its tick included. @param {string} text */
function textRoom(text) {
  return Math.ceil(text.length * 6.6) + 14
}

/** @param {uPlot} plot @param {readonly string[]} names */
function areCrowded(plot, names) {
  return names.length * Math.max(...names.map(textRoom)) > plot.width - AXIS_WIDTH
}

/** Names that would touch stand in two lines, by turns. @param {uPlot} plot @param {readonly string[]} names */
function staggered(plot, names) {
  return areCrowded(plot, names) ? names.map((name, at) => (at % 2 === 0 ? name : `\n${name}`)) : [...names]
}

/** @param {Chart} chart @returns {uPlot.Axis[]} */
function axesOf({ x, y, edges = [], names = [] }) {
  const look = { font: FONT, stroke: color('--b-muted'), ticks: { stroke: color('--b-line'), width: 1, size: 5 }, grid: { stroke: color('--b-line'), width: 1 } }
  return [
    {
      ...look,
      grid: { show: false },
      size: (plot) => (x.kind === 'names' && areCrowded(plot, names) ? 48 : 32),
      space: 64,
      ...(x.kind === 'seconds' && { incrs: SECONDS, values: (_, splits) => splits.map((split) => clockText(split, splits.at(-1))) }),
      ...(x.kind === 'clients' && { incrs: WHOLE, values: (_, splits) => splits.map((split) => compact.format(split)), label: words.chart.clientsAxis, labelSize: 18, labelFont: FONT, labelGap: 0 }),
      ...(x.kind === 'ranks' && { splits: (plot, _, min, max) => rankSplits(plot, min, max), filter: (_, splits) => splits, values: (_, splits) => splits.map(percentText) }),
      ...(x.kind === 'bins' && { splits: () => binSplits(edges), values: (_, splits) => splits.map((split) => tickTexts.ms(edges[split + 0.5])) }),
      ...(x.kind === 'evenBins' && { splits: (plot) => evenSplits(plot, edges), filter: (_, splits) => splits, values: (_, splits) => splits.map((split) => edgeText(edges[split + 0.5])) }),
      ...(x.kind === 'runs' && { splits: (plot) => runSplits(plot, names.length), filter: (_, splits) => splits, values: (_, splits) => runNames(names, splits) }),
      ...(x.kind === 'names' && { splits: () => [...names.keys()], filter: (_, splits) => splits, values: (plot) => staggered(plot, names) }),
    },
    {
      ...look,
      size: (_, texts) => Math.max(AXIS_WIDTH, ...(texts ?? []).map(textRoom)),
      space: 34,
      values: (_, splits) => splits.map(tickTexts[y.unit]),
      ...(y.unit === 'count' && { incrs: WHOLE }),
      ...(y.isLogarithmic && { splits: (_, _axis, min, max) => timeSplits(min, max), filter: (_, splits) => splits }),
    },
  ]
}

/**
 * @param {uPlot} plot
 * @param {number} series
 * @param {number} from
 * @param {number} to
 */
function diamonds(plot, series, from, to) {
  const fill = new Path2D()
  const radius = 5 * devicePixelRatio
  for (let at = from; at <= to; at++) {
    if (plot.data[series][at] === null) continue
    const [x, y] = [plot.valToPos(plot.data[0][at], 'x', true), plot.valToPos(plot.data[series][at], 'y', true)]
    fill.moveTo(x, y - radius)
    for (const [dx, dy] of [[radius, 0], [0, radius], [-radius, 0]]) fill.lineTo(x + dx, y + dy)
    fill.closePath()
  }
  return { fill, stroke: /** @type {null} */ (null) }
}

/** Whether there is no line between the values. @param {ChartLine['look']} look */
function isMark(look) {
  return look === 'dots' || look === 'rings' || look === 'diamonds'
}

/** @param {ChartLine} line @returns {uPlot.Series.Points} */
function marksOf({ color: number, look, values }) {
  const stroke = lineColor(number)
  if (look === 'rings') return { show: true, size: 10, width: 2, stroke, fill: () => 'transparent' }
  if (look === 'diamonds') return { show: true, stroke, fill: stroke, paths: diamonds }
  return { show: true, size: values.length > 1000 ? 3 : values.length > 10 ? 5 : 8, width: 0, stroke, fill: stroke }
}

/** @param {ChartLine} line @returns {uPlot.Series} */
function seriesOf(line) {
  const { label, color: number, look } = line
  const stroke = lineColor(number)
  if (isMark(look)) return { label, stroke, paths: () => null, points: marksOf(line) }
  if (look === 'bars') return { label, stroke, fill: stroke, width: 0, paths: uPlot.paths.bars({ size: [0.85, 40, 1] }), points: { show: false } }
  return {
    label,
    stroke,
    width: 1.75,
    spanGaps: false,
    ...(look === 'dashes' && { dash: [6, 4] }),
    ...(look === 'steps' && { paths: uPlot.paths.stepped({ align: -1 }) }),
  }
}

// ---------------------------------------------------------------- charts

/**
 * @param {Chart} chart
 * @param {{ isZoomable: boolean }} options
 * @returns {DrawnChart}
 */
// oxlint-disable-next-line no-unused-vars -- called by report.js and live.js, which stand in the same script
function drawChart(chart, { isZoomable }) {
  const figure = document.getElementById(chart.id)
  /** @type {HTMLElement} */
  const place = figure.querySelector('.plot')
  const plot = new uPlot(
    {
      width: Math.max(200, place.clientWidth),
      height: CHART_HEIGHT,
      // The last day is written below the last run.
      padding: [10, chart.x.kind === 'runs' ? 38 : 14, 0, 0],
      legend: { show: false },
      cursor: {
        y: false,
        points: { size: 7 },
        drag: { x: isZoomable && chart.group !== null, y: false },
        ...(chart.group && { sync: { key: chart.group, scales: ['x', null] } }),
      },
      scales: { x: xScale(chart), y: yScale(chart) },
      axes: axesOf(chart),
      series: [{}, ...chart.lines.map(seriesOf)],
      hooks: { setCursor: [(one) => showValues(chart, figure, one)] },
    },
    /** @type {uPlot.AlignedData} */ ([chart.x.values, ...chart.lines.map(({ values }) => values)]),
    place,
  )
  new ResizeObserver(() => fit(plot, place)).observe(place)
  listenToKeys(plot, place)
  tellPlace(chart, figure, plot, null)
  const drawn = {
    plot,
    place,
    update: (/** @type {readonly number[]} */ x, /** @type {readonly (readonly number[])[]} */ lines) =>
      plot.setData(/** @type {uPlot.AlignedData} */ ([x, ...lines])),
  }
  drawnCharts.push(drawn)
  return drawn
}

/**
 * @param {uPlot} plot
 * @param {HTMLElement} place
 */
function fit(plot, place) {
  if (isPrinting() || place.clientWidth === 0 || place.clientWidth === plot.width) return
  plot.setSize({ width: place.clientWidth, height: CHART_HEIGHT })
}

/**
 * The values under the cursor, behind the names of the lines.
 * @param {Chart} chart
 * @param {HTMLElement} figure
 * @param {uPlot} plot
 */
function showValues(chart, figure, plot) {
  const at = plot.cursor.left < 0 ? null : plot.cursor.idx
  const isAt = at !== null && at !== undefined
  for (const [line, value] of figure.querySelectorAll('.legend .at').entries()) {
    const number = isAt ? plot.data[line + 1][at] : null
    value.textContent = number === null || number === undefined ? '' : valueTexts[chart.y.unit](number)
  }
  figure.querySelector('.legend .where').textContent = isAt ? placeText(chart, plot, at) : ''
  tellPlace(chart, figure, plot, isAt ? at : null)
}

/**
 * Who moves along the values and does not see them hears each; of runs each once, with the name of the mark that is there.
 * @param {Chart} chart
 * @param {HTMLElement} figure
 * @param {uPlot} plot
 * @param {number | null} at
 */
function tellPlace({ lines, x }, figure, plot, at) {
  const place = figure.querySelector('.plot')
  place.setAttribute('aria-valuemax', String(Math.max(0, plot.data[0].length - 1)))
  place.setAttribute('aria-valuenow', String(at ?? 0))
  const texts = [...figure.querySelectorAll('.legend .at')].map(({ textContent }) => textContent)
  const values = lines.flatMap(({ label, look }, line) => {
    if (texts[line] === '') return []
    return x.kind === 'runs' && isMark(look) ? [label] : [say(words.chart.value, { label, value: texts[line] })]
  })
  const where = figure.querySelector('.where').textContent
  place.setAttribute('aria-valuetext', at === null ? words.chart.noPlace : [where, ...values].join(', '))
}

/**
 * The arrows move the cursor from value to value, Home and End to the first and the last, Escape takes it away.
 * @param {uPlot} plot
 * @param {HTMLElement} place
 */
function listenToKeys(plot, place) {
  place.tabIndex = 0
  place.setAttribute('role', 'slider')
  place.setAttribute('aria-valuemin', '0')
  /** @param {number} at */
  const moveTo = (at) => {
    const last = plot.data[0].length - 1
    const left = at < 0 ? -10 : plot.valToPos(plot.data[0][Math.min(at, last)], 'x')
    // @ts-expect-error -- the third argument, which tells the other charts of the group, has no type
    plot.setCursor({ left, top: at < 0 ? -10 : 10 }, true, true)
  }
  place.addEventListener('keydown', (event) => {
    const at = plot.cursor.left < 0 ? null : plot.cursor.idx
    const last = plot.data[0].length - 1
    const to = { ArrowRight: (at ?? -1) + 1, ArrowLeft: Math.max(0, (at ?? last + 1) - 1), Home: 0, End: last, Escape: -1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    moveTo(to)
  })
}

// ---------------------------------------------------------------- paper, and the reader's system

function isPrinting() {
  return 'printing' in document.documentElement.dataset
}

/** A picture keeps the size and the colours that it was drawn in, so for paper it is drawn anew. */
addEventListener('beforeprint', () => {
  document.documentElement.dataset.printing = ''
  for (const { plot } of drawnCharts) {
    plot.setSize({ width: PRINTED_WIDTH, height: PRINTED_HEIGHT })
    // The axes anew as well: there is room for other numbers.
    plot.redraw(true, true)
  }
})
addEventListener('afterprint', () => {
  delete document.documentElement.dataset.printing
  for (const { plot, place } of drawnCharts) {
    fit(plot, place)
    plot.redraw(true, true)
  }
})
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  for (const { plot } of drawnCharts) plot.redraw()
})
