import { megabytes } from './install-size.js'

/**
 * @typedef {{folder: string, manager: string, node: string, size: {bytes: number, apart: number} | null,
 *   failedAt: string | null}} Outcome of one package, installed by one manager on one Node; `failedAt` names the step
 */

/** One row a package, one column a package manager and Node. @param {readonly Outcome[]} outcomes */
export function resultTable(outcomes) {
  const columns = unique(outcomes.map(({ manager, node }) => `${manager}\n${node}`)).map((key) => key.split('\n'))
  const heads = columns.map(([manager, node], at) => [manager === columns[at - 1]?.[0] ? '' : manager, node])
  const rows = unique(outcomes.map(({ folder }) => folder)).map((folder) => {
    const own = outcomes.filter((each) => each.folder === folder)
    const cells = columns.map(([manager, node]) => cellOf(own.find((each) => isOf(each, manager, node))))
    return [folder, ...cells, sizeOf(own)]
  })
  const lines = [['', ...heads.map(([manager]) => manager), ''], ['', ...heads.map(([, node]) => node), 'MB'], ...rows]
  const widths = lines[0].map((_, at) => Math.max(...lines.map((line) => line[at].length)))
  return lines.map((line) =>
    line
      .map((cell, at) => cell.padEnd(widths[at]))
      .join('  ')
      .trimEnd(),
  )
}

/** The largest installation of a package. @returns {{bytes: number, apart: number} | null} */
export function largestSize(outcomes) {
  const sizes = outcomes.flatMap(({ size }) => size ?? [])
  return sizes.length === 0 ? null : sizes.reduce((largest, each) => (each.bytes > largest.bytes ? each : largest))
}

function isOf(outcome, manager, node) {
  return outcome.manager === manager && outcome.node === node
}

function cellOf(outcome) {
  return outcome === undefined ? '–' : (outcome.failedAt ?? 'ok')
}

function sizeOf(outcomes) {
  const size = largestSize(outcomes)
  if (size === null) return '–'
  return size.apart === 0 ? megabytes(size.bytes) : `${megabytes(size.bytes)} + ${megabytes(size.apart)} of PostgreSQL`
}

function unique(values) {
  return [...new Set(values)]
}
