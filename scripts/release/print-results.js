import { resultTable } from './result-table.js'
import { describeFault } from './try-packages.js'

/** Prints the table and, below it, each fault in full. @returns {boolean} whether there is none */
export function printResults({ outcomes, faults }) {
  console.log(`\n${resultTable(outcomes).join('\n')}\n`)
  const failed = [
    ...faults,
    ...outcomes
      .filter(({ error }) => error !== null)
      .map(({ folder, manager, node, failedAt, error }) => ({
        what: `${folder}, ${manager}, Node ${node}: ${failedAt}`,
        error,
      })),
  ]
  for (const { what, error } of failed) console.log(`✗ ${what}\n${describeFault(error).replaceAll(/^/gm, '  ')}\n`)
  return failed.length === 0
}

/** A line as each package is through. */
export function printOutcome({ folder, manager, node, failedAt, seconds }) {
  const verdict = failedAt === null ? '✓' : `✗ ${failedAt}`
  console.log(`${folder.padEnd(22)}${manager.padEnd(6)}Node ${node}  ${verdict} (${seconds.toFixed(0)} s)`)
}
