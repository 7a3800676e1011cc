import { expect } from '@jest/globals'
import type { ApiClient } from './api-client.ts'
import { idOf, type Fields } from './json.ts'
import { pageOf } from './shapes.ts'

/** Follows the cursor to the end: every row once. */
export async function readAll(api: ApiClient, path: string): Promise<{ rows: Fields[]; pages: number }> {
  const rows: Fields[] = []
  let cursor: string | null = null
  for (let pages = 1; pages <= 1000; pages++) {
    const separator = path.includes('?') ? '&' : '?'
    const suffix: string = cursor === null ? '' : `${separator}cursor=${encodeURIComponent(cursor)}`
    const page = pageOf(await api.get(`${path}${suffix}`))
    rows.push(...page.results)
    if (!page.hasMore) {
      expect(new Set(rows.map(({ id }) => idOf(id))).size).toBe(rows.length)
      return { rows, pages }
    }
    ;({ cursor } = page)
  }
  throw new Error(`${path} has no end: after 1000 pages there was still more`)
}
