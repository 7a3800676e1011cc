import type { CallRow } from '../result.ts'

/** A file of the report with the lines that its calls show, each line once. */
export interface SourceFile {
  path: string
  /** Index into `frontends`. */
  frontend: number
  /** Link with `{line}` and `{column}` still open; absent where there is nothing to link to. */
  link?: string
  /** Runs of neighbouring lines: `[first line, text]`. */
  code: [startLine: number, text: string][]
}

/** Lines of minified files would outweigh the whole report. */
const LONGEST_LINE = 320
const BEFORE_CALL = 120

/** Collects the files that rows name; neighbouring calls share their lines instead of repeating them. */
export class SourceFiles {
  readonly #indices = new Map<string, number>()
  readonly #lines: Map<number, string>[] = []
  readonly #files: Omit<SourceFile, 'code'>[] = []
  readonly #link: (path: string, frontend: number) => string | null

  constructor(link: (path: string, frontend: number) => string | null) {
    this.#link = link
  }

  /** Index of a file, added on first sight. */
  add(path: string, frontend: number): number {
    const key = `${frontend}\0${path}`
    const known = this.#indices.get(key)
    if (known !== undefined) return known
    const link = this.#link(path, frontend)
    this.#files.push(link === null ? { path, frontend } : { path, frontend, link })
    this.#lines.push(new Map())
    this.#indices.set(key, this.#files.length - 1)
    return this.#files.length - 1
  }

  /** Keeps the code of a call and answers which lines it shows: `[first, count]`. */
  addCode(file: number, call: Pick<CallRow, 'code' | 'line' | 'column'>): [number, number] | undefined {
    const lines = this.#lines[file]
    if (call.code === null || call.code.lines.length === 0 || lines === undefined) return undefined
    for (const [offset, text] of call.code.lines.entries()) {
      const line = call.code.startLine + offset
      if (!lines.has(line)) lines.set(line, shortened(text, line === call.line ? call.column : 1))
    }
    return [call.code.startLine, call.code.lines.length]
  }

  toArray(): SourceFile[] {
    return this.#files.map((file, index) => ({ ...file, code: runs(this.#lines[index] ?? new Map()) }))
  }
}

function shortened(text: string, column: number): string {
  if (text.length <= LONGEST_LINE) return text
  const from = Math.max(0, Math.min(column - BEFORE_CALL, text.length - LONGEST_LINE))
  const cut = text.slice(from, from + LONGEST_LINE)
  return `${from > 0 ? '… ' : ''}${cut}${from + LONGEST_LINE < text.length ? ' …' : ''}`
}

function runs(lines: ReadonlyMap<number, string>): [number, string][] {
  const found: { start: number; text: string[] }[] = []
  for (const [line, text] of [...lines].toSorted(([a], [b]) => a - b)) {
    const last = found.at(-1)
    if (last !== undefined && last.start + last.text.length === line) last.text.push(text)
    else found.push({ start: line, text: [text] })
  }
  return found.map(({ start, text }) => [start, text.join('\n')])
}
