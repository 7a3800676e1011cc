import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { describeRange } from './config-value.ts'
import { nearest } from '../errors/did-you-mean.ts'
import { systemCode } from '../errors/file-fault.ts'
import { parseDuration } from './duration.ts'
import type { BooleanFlag, DurationFlag, Flag, NumberFlag, PathFlag, StringFlag } from './flags.ts'
import type { ValuePlace } from './value-place.ts'

/** Reads one text from the command line or the environment. */
export function readText(flag: Flag, raw: string, place: ValuePlace): unknown {
  if (raw === '' && !(flag.type === 'string' && flag.allowEmpty)) return place.reject(`${wantedOf(flag)}, not empty`)
  if (flag.type === 'string') return readString(flag, raw, place)
  if (flag.type === 'path') return readPath(flag, raw, place)
  if (flag.type === 'boolean') return readBoolean(flag, raw, place)
  return flag.type === 'duration' ? readDuration(flag, raw, place) : readNumber(flag, asNumber(raw), place)
}

/** Reads one value of the config file, or a default: those have types of their own. */
export function readTyped(flag: Flag, raw: unknown, place: ValuePlace): unknown {
  if (flag.type === 'boolean') return typeof raw === 'boolean' ? raw : place.reject(wantedOf(flag))
  if (flag.type === 'number' || flag.type === 'integer') return readNumber(flag, raw, place)
  if (flag.type === 'duration' && typeof raw === 'number') return readDuration(flag, String(raw), place)
  if (typeof raw === 'string') return readText(flag, raw, place)
  if (flag.type === 'string' && !flag.secret && isNumberFor(flag, raw)) return readText(flag, String(raw), place)
  const hint = typeof raw === 'number' ? 'Put it in quotes.' : undefined
  return place.reject(wantedOf(flag), hint)
}

/** An id that is a number is written as one, and so is a share where the flag reads it as such: 1.10 as a text is another. */
function isNumberFor({ parse }: StringFlag, raw: unknown): boolean {
  return parse === undefined ? Number.isSafeInteger(raw) : Number.isFinite(raw)
}

/** Completes "it must be …". */
function wantedOf(flag: Flag): string {
  if (flag.type === 'boolean') return 'true or false'
  if (flag.type === 'path') return flag.isFolder ? 'a folder' : 'a path'
  if (flag.type === 'string') return flag.choices ? `one of ${flag.choices.join(', ')}` : 'a text'
  if (flag.type === 'duration') return wantedDuration(flag)
  return describeRange({ min: flag.min ?? -Infinity, max: flag.max ?? Infinity, integer: flag.type === 'integer' })
}

function readString(flag: StringFlag, raw: string, place: ValuePlace): unknown {
  if (flag.choices && !flag.choices.includes(raw)) {
    const meant = nearest(raw, flag.choices)
    return place.reject(wantedOf(flag), meant && `Did you mean "${meant}"?`)
  }
  return flag.parse ? flag.parse(raw, place) : raw
}

function readPath({ isFolder }: PathFlag, raw: string, place: ValuePlace): string {
  const path = raw === '-' ? raw : resolve(place.folder, raw)
  if (isFolder && (raw === '-' || isFileInTheWay(path))) return place.reject('a folder')
  return path
}

/** Whether it, or a folder above it, is a file. What cannot be looked at is told of when it is used. */
function isFileInTheWay(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === false
  } catch (error) {
    return systemCode(error) === 'ENOTDIR'
  }
}

const booleans: Readonly<Record<string, boolean>> = {
  true: true,
  1: true,
  yes: true,
  on: true,
  false: false,
  0: false,
  no: false,
  off: false,
}

function readBoolean(flag: BooleanFlag, raw: string, place: ValuePlace): boolean {
  const word = raw.trim().toLowerCase()
  return (Object.hasOwn(booleans, word) ? booleans[word] : undefined) ?? place.reject(wantedOf(flag))
}

function readDuration(flag: DurationFlag, raw: string, place: ValuePlace): number {
  const value = parseDuration(raw, flag.bareUnit)
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = flag
  return value !== undefined && value >= min && value <= max ? value : place.reject(wantedDuration(flag))
}

function wantedDuration({ min, max, bareUnit }: DurationFlag): string {
  const range = [min === undefined ? '' : ` of at least ${min} ms`, max === undefined ? '' : `, at most ${max} ms`]
  const bare = bareUnit ? `; a bare number is in ${bareUnit}` : ''
  return `a duration${range.join('')}, such as "500ms", "10s" or "1m30s"${bare}`
}

/** `Number` would take '', ' ', '0x10' and 'Infinity'. */
function asNumber(raw: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(raw.trim()) ? Number(raw) : Number.NaN
}

function readNumber(flag: NumberFlag, value: unknown, place: ValuePlace): number {
  const { min = -Infinity, max = Infinity } = flag
  const isNumber = typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max
  const isFit = isNumber && (flag.type === 'number' || Number.isInteger(value))
  return isFit ? value : place.reject(wantedOf(flag))
}
