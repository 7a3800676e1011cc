import type { Kysely } from 'kysely'
import type { Database } from '../database/database.ts'
import type { PlatformSettings } from '../platform.ts'
import { readBoard, writeBoard } from './board-store.ts'
import { Board } from './board.ts'
import { isStorable } from './storable.ts'

/** What `GET /board/lessons/{lesson}/snapshot/` shows. */
export interface BoardState {
  readonly strokes: readonly unknown[]
  /** `null` where the board was never saved. */
  readonly savedAt: Date | null
}

interface OpenBoard {
  readonly lessonId: number
  readonly board: Board
  /** Its row, read once. */
  readonly loaded: Promise<void>
  isLoaded: boolean
  rowId: number | null
  /** Subscribers and requests that need it; none, and it goes once it is saved. */
  openings: number
  isDirty: boolean
  timer: NodeJS.Timeout | null
  /** The last save that was begun; never rejected. */
  saving: Promise<void>
}

/** Live state of the whiteboards: kept in memory while somebody needs it, saved to the database now and then. */
export class Boards {
  readonly #db: Kysely<Database>
  readonly #saveIntervalMs: number
  readonly #now: () => Date
  readonly #open = new Map<number, OpenBoard>()
  #saves = 0
  #failedSaves = 0
  #isClosed = false

  constructor(
    db: Kysely<Database>,
    { boardSaveIntervalMs }: Pick<PlatformSettings, 'boardSaveIntervalMs'>,
    now: () => Date = () => new Date(),
  ) {
    this.#db = db
    this.#saveIntervalMs = boardSaveIntervalMs
    this.#now = now
  }

  /** Boards in memory. */
  get size(): number {
    return this.#open.size
  }

  get stats(): { readonly boards: number; readonly saves: number; readonly failedSaves: number } {
    return { boards: this.#open.size, saves: this.#saves, failedSaves: this.#failedSaves }
  }

  /**
   * Brings a board into memory and keeps it there until it is released as often as it was opened.
   * @throws what the database says
   */
  async open(lessonId: number): Promise<Board> {
    const entry = this.#open.get(lessonId) ?? this.#load(lessonId)
    entry.openings++
    try {
      await entry.loaded
    } catch (error) {
      this.#drop(entry)
      throw error
    }
    return entry.board
  }

  release(lessonId: number): void {
    const entry = this.#open.get(lessonId)
    if (entry === undefined) return
    entry.openings--
    this.#evictIdle(entry)
  }

  /** A board that is in memory: any that somebody has opened. */
  find(lessonId: number): Board | undefined {
    const entry = this.#open.get(lessonId)
    return entry?.isLoaded ? entry.board : undefined
  }

  /** A board as it is now, saved or not. */
  async read(lessonId: number): Promise<BoardState> {
    const board = await this.open(lessonId)
    try {
      return { strokes: board.toStrokes(), savedAt: board.savedAt }
    } finally {
      this.release(lessonId)
    }
  }

  /** A board as it was last saved, which may lag behind by the save interval. */
  async readSaved(lessonId: number): Promise<BoardState> {
    const stored = await readBoard(this.#db, lessonId)
    return { strokes: stored?.strokes ?? [], savedAt: stored?.savedAt ?? null }
  }

  /**
   * Puts a client's snapshot in the place of a board and saves it at once: whoever posted it is told that it is saved.
   * @returns when it was saved
   * @throws {RangeError} for strokes that {@link isStorable} refuses
   * @throws what the database says, where there is no such lesson for one
   */
  async replace(lessonId: number, strokes: readonly unknown[]): Promise<Date> {
    if (!isStorable(strokes)) throw new RangeError('the strokes hold what PostgreSQL cannot keep')
    const board = await this.open(lessonId)
    try {
      board.replace(strokes)
      const entry = this.#open.get(lessonId)
      if (entry) await this.#save(entry)
      return board.savedAt ?? this.#now()
    } finally {
      this.release(lessonId)
    }
  }

  /**
   * Saves whatever is not saved yet.
   * @throws {AggregateError} of what the database says, once all that can be saved is
   */
  async close(): Promise<void> {
    // What cannot be saved now is not tried again.
    this.#isClosed = true
    const results = await Promise.allSettled([...this.#open.values()].map((entry) => this.#save(entry)))
    const errors = results
      .flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []))
      // Whoever deleted a lesson meanwhile has deleted its board with it.
      .filter((error) => !isForeignKeyViolation(error))
    if (errors.length > 0) throw new AggregateError(errors, `${errors.length} boards could not be saved`)
  }

  #load(lessonId: number): OpenBoard {
    const board = new Board(() => this.#changed(entry))
    const load = async (): Promise<void> => {
      const stored = await readBoard(this.#db, lessonId)
      if (stored) {
        board.load(stored.strokes)
        board.savedAt = stored.savedAt
        entry.rowId = stored.rowId
      }
      entry.isLoaded = true
    }
    const entry: OpenBoard = {
      lessonId,
      board,
      // Begins once there is an entry to write to.
      loaded: Promise.resolve().then(load),
      isLoaded: false,
      rowId: null,
      openings: 0,
      isDirty: false,
      timer: null,
      saving: Promise.resolve(),
    }
    this.#open.set(lessonId, entry)
    return entry
  }

  #changed(entry: OpenBoard): void {
    entry.isDirty = true
    if (this.#isClosed) return
    entry.timer ??= setTimeout(() => {
      // Counted, and tried again with the next interval.
      this.#save(entry).catch(() => undefined)
    }, this.#saveIntervalMs)
  }

  /** One after the other, or the older could win; each waits until what it was called for is saved. */
  #save(entry: OpenBoard): Promise<void> {
    entry.openings++
    const turn = entry.saving
      .then(() => this.#saveIfDirty(entry))
      .finally(() => {
        entry.openings--
        this.#evictIdle(entry)
      })
    entry.saving = turn.catch(() => undefined)
    return turn
  }

  async #saveIfDirty(entry: OpenBoard): Promise<void> {
    if (entry.timer) clearTimeout(entry.timer)
    entry.timer = null
    if (!entry.isDirty) return
    entry.isDirty = false
    try {
      await this.#write(entry)
    } catch (error) {
      this.#failedSaves++
      // A lesson that is gone has no board to save.
      if (isForeignKeyViolation(error)) this.#drop(entry)
      else this.#changed(entry)
      throw error
    }
  }

  async #write(entry: OpenBoard): Promise<void> {
    const savedAt = this.#now()
    entry.rowId = await writeBoard(this.#db, entry, entry.board.toJson(), savedAt)
    entry.board.savedAt = savedAt
    this.#saves++
  }

  #evictIdle(entry: OpenBoard): void {
    if (entry.openings === 0 && !entry.isDirty) this.#drop(entry)
  }

  #drop(entry: OpenBoard): void {
    if (entry.timer) clearTimeout(entry.timer)
    entry.timer = null
    if (this.#open.get(entry.lessonId) === entry) this.#open.delete(entry.lessonId)
  }
}

function isForeignKeyViolation(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === '23503'
}
