import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'

/** Milliseconds since the thread, or the process, began. */
export interface ThreadTimes {
  readonly cpuMs: number
  /** Ready to run, and kept off the CPU by the system; `null` where the system does not say. */
  readonly waitMs: number | null
}

export interface ThreadMeter {
  /** Whose times they are. */
  readonly scope: 'thread' | 'process'
  read(): ThreadTimes
  close(): void
}

/** Ticks of all CPUs since the machine was started. */
export interface MachineTimes {
  readonly total: number
  /** In which the host ran something else on the CPUs of this virtual machine. */
  readonly steal: number
}

/** Opens the times of the calling thread; where the system keeps none, those of its process. */
export function openThreadMeter(procFolder: string): ThreadMeter {
  return openSchedstat(join(procFolder, 'thread-self/schedstat')) ?? processMeter
}

/** @returns `null` where the system does not say */
export function readMachineTimes(procFolder: string): MachineTimes | null {
  try {
    return parseStat(readFileSync(join(procFolder, 'stat'), 'latin1'))
  } catch {
    return null
  }
}

function openSchedstat(path: string): ThreadMeter | null {
  const file = openIfThere(path)
  if (file === null) return null
  const first = readSchedstat(file)
  if (!first) {
    closeSync(file)
    return null
  }
  let last = first
  return {
    scope: 'thread',
    read: () => {
      last = readSchedstat(file) ?? last
      return last
    },
    close: () => closeSync(file),
  }
}

/** Stays open: a generator that has used up its file descriptors must still hear how it fares. */
function openIfThere(path: string): number | null {
  try {
    return openSync(path, 'r')
  } catch {
    return null
  }
}

const buffer = Buffer.alloc(128)

function readSchedstat(file: number): ThreadTimes | null {
  try {
    return parseSchedstat(buffer.toString('latin1', 0, readSync(file, buffer, 0, buffer.length, 0)))
  } catch {
    return null
  }
}

/** Nanoseconds on a CPU, nanoseconds waiting for one, turns: https://docs.kernel.org/scheduler/sched-stats.html */
function parseSchedstat(text: string): ThreadTimes | null {
  const [, run = '', wait = '', turns = ''] = /^(\d+) (\d+) (\d+)\s*$/.exec(text) ?? []
  // Who reads this is running, so that no turn at all is a kernel that does not count.
  if (Number(turns) === 0) return null
  return { cpuMs: Number(run) / 1e6, waitMs: Number(wait) / 1e6 }
}

/** The line of all CPUs: user, nice, system, idle, iowait, irq, softirq, steal; the guests after them are within user. */
function parseStat(text: string): MachineTimes | null {
  const [, line = ''] = /^cpu +(.*)$/m.exec(text) ?? []
  const ticks = line.trim().split(/ +/).slice(0, 8).map(Number)
  const steal = ticks[7]
  const total = ticks.reduce((sum, one) => sum + one, 0)
  return steal === undefined || !Number.isFinite(total) ? null : { total, steal }
}

const processMeter: ThreadMeter = {
  scope: 'process',
  read: () => {
    const { user, system } = process.cpuUsage()
    return { cpuMs: (user + system) / 1000, waitMs: null }
  },
  close: () => {},
}
