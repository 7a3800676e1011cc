import { describeValue } from '@m4sh/tools-core/errors'
import { ms } from '@m4sh/tools-core/reporting'
import { say } from './language/phrases.ts'

type Options = Readonly<Record<string, unknown>>

/** Options that make a load another one, and how their values are written. */
const options: Readonly<Record<string, (value: unknown) => string>> = {
  closed: onOff,
  transport: plain,
  interval: time,
  pairs: plain,
  size: plain,
  timeout: time,
  warmup: plain,
  precise: onOff,
}

/** Tells of each option by which a baseline was made under another load than this run. */
export function loadDifferences(file: string, old: Options, now: Options): string[] {
  const differing = Object.entries(options).filter(([name]) => name in old && old[name] !== now[name])
  const all = differing.map(([name, textOf]) => sentence(file, `--${name}`, textOf(old[name]), textOf(now[name])))
  const [before, after] = [plannedOf(old), plannedOf(now)]
  const isOtherLength = Math.max(before, after) >= 10 * Math.min(before, after)
  return [...all, ...(isOtherLength ? [sentence(file, 'The number of messages', String(before), String(after))] : [])]
}

function sentence(file: string, what: string, before: string, after: string): string {
  return say('{what} was {before} in the baseline {file} and is {after} here: that may be what differs.', {
    after,
    before,
    file,
    what,
  })
}

/** As many as were to be written, by all conversations together. */
function plannedOf({ messages, duration, interval, pairs }: Options): number {
  const numberOr = (value: unknown, other: number) => (typeof value === 'number' ? value : other)
  const each = typeof duration === 'number' ? Math.ceil(duration / numberOr(interval, 100)) : numberOr(messages, 100)
  return each * numberOr(pairs, 1)
}

/** What a file holds in the place of an option may be anything. */
function plain(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : describeValue(value)
}

function onOff(value: unknown): string {
  return value === true ? 'on' : 'off'
}

function time(value: unknown): string {
  return typeof value === 'number' ? ms(value) : plain(value)
}
