import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'

/** Both generators are in full swing by then, and for so long. Seconds. */
const from = 6
const to = 18
/** Of `/proc/…/stat`. */
const ticksPerSecond = 100

/**
 * Runs one Node process to its end, and says what share of a core it took while the load was on, all its threads included,
 * and the most memory that it had.
 * @returns {Promise<{cpuShare: number, rssMb: number}>}
 */
export async function runUnderLoad(args, { cwd } = {}) {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = once(child, 'exit')
  await pause(from)
  const [before, startedAt] = [cpuSeconds(child.pid), performance.now()]
  await pause(to - from)
  const cpuShare = ((cpuSeconds(child.pid) - before) / (performance.now() - startedAt)) * 1000
  const rssMb = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) / 1024
  await ended
  return { cpuShare, rssMb }
}

function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

function pause(seconds) {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000))
}
