/** Rows of a page: 8 kB of bits. */
const pageBits = 16
const wordsPerPage = 2 ** (pageBits - 5)

/** A set of row numbers: a bit for each row, in pages, since rows that come one after another lie side by side. */
export class RowSet {
  readonly #pages = new Map<number, Uint32Array>()

  has(row: number): boolean {
    const word = this.#pages.get(pageOf(row))?.[wordOf(row)] ?? 0
    return (word & bitOf(row)) !== 0
  }

  add(row: number): void {
    const page = this.#pages.get(pageOf(row)) ?? new Uint32Array(wordsPerPage)
    page[wordOf(row)] = (page[wordOf(row)] ?? 0) | bitOf(row)
    this.#pages.set(pageOf(row), page)
  }
}

function pageOf(row: number): number {
  return Math.floor(row / 2 ** pageBits)
}

function wordOf(row: number): number {
  return (row >>> 5) & (wordsPerPage - 1)
}

function bitOf(row: number): number {
  return 1 << (row & 31)
}
