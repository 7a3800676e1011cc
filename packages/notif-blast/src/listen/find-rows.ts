import { isRecord, jsonRecord } from '@m4sh/tools-core/values'
import { markerKey } from '../payloads/marker.ts'
import { mostRows, RowIds, type RunKey } from '../rows/run-id.ts'

/** Envelopes are nested, and what is nested deeper is none. */
const deepest = 6
const uuidLength = 36

/**
 * Finds out which of a run's notifications a frame tells of: by the marker in a payload, or by an id, wherever in the frame
 * they stand.
 */
export class RowFinder {
  readonly #run: RunKey
  readonly #ids: RowIds

  constructor(run: RunKey) {
    this.#run = run
    this.#ids = new RowIds(run)
  }

  /** Each once; none where nothing is of this run. */
  find(frame: unknown): ReadonlySet<number> {
    const rows = new Set<number>()
    this.#collect(frame, rows, 0)
    return rows
  }

  #collect(value: unknown, rows: Set<number>, depth: number): void {
    if (typeof value !== 'object' || value === null || depth > deepest) return
    const row = isRecord(value) ? (this.#markedRow(value[markerKey]) ?? this.#rowOfId(value['id'])) : undefined
    if (row !== undefined) rows.add(row)
    else for (const part of Object.values(value)) this.#collect(this.#unpacked(part), rows, depth + 1)
  }

  /** Some platforms send a payload as the text that they keep. */
  #unpacked(part: unknown): unknown {
    return typeof part === 'string' && part.startsWith('{') && part.includes(this.#run.id) ? jsonRecord(part) : part
  }

  #markedRow(marker: unknown): number | undefined {
    if (!isRecord(marker) || marker['run'] !== this.#run.id) return undefined
    const { row } = marker
    return typeof row === 'number' && Number.isInteger(row) && row >= 0 && row < mostRows ? row : undefined
  }

  #rowOfId(id: unknown): number | undefined {
    return typeof id === 'string' && id.length === uuidLength ? this.#ids.rowOf(id) : undefined
  }
}
