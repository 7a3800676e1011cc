import { append } from '../../append.ts'
import { sourceOf } from '../evaluate/context.ts'
import { rowKey, type FoundRequest } from './found-request.ts'
import { isPrefixSegment, withoutHoleNames } from './path-words.ts'

/** The requests found so far, each once. */
export class RequestRows {
  readonly #rows = new Map<string, FoundRequest>()
  /** Requests in which callers choose a segment by a word, by the request that leaves it open. */
  readonly #precise = new Map<string, FoundRequest[]>()

  keep(request: FoundRequest): void {
    if (request.isAssumed) return
    const { preciseOf } = request
    if (preciseOf !== undefined) {
      append(this.#precise, preciseOf, request)
      return
    }
    const row = withWords(request)
    const key = rowKey(row)
    const known = this.#rows.get(key)
    // Of several ways in which an open path may go on the shortest says what all have in common.
    const isShorter = row.unresolved !== null && row.url.path.length < (known?.url.path.length ?? 0)
    if (!known || isShorter) this.#rows.set(key, row)
  }

  /** All rows. Where every caller fills a segment with a word, the words are the paths; otherwise the hole stays. */
  all(): FoundRequest[] {
    for (const [key, requests] of this.#precise) {
      const open = this.#rows.get(key)
      // One word is an example of an id (`openChannel('lobby')`), unless it names the resource itself
      // (`update('lessons', id)`); several are the words of a choice.
      const paths = new Set(requests.map(({ url }) => withoutHoleNames(url.path)))
      const isChoice = paths.size > 1 || (open !== undefined && opensResource(open.url.path))
      if (!open || !isChoice || !requests.every((request) => isMorePrecise(request, open))) continue
      this.#rows.delete(key)
      for (const { preciseOf: _, ...request } of requests) this.keep(request)
    }
    this.#precise.clear()
    return withoutOpenBases([...this.#rows.values()])
  }
}

/** `/{base}/users/` beside `/users/` at the same place is the same request below a base that may be empty. */
function withoutOpenBases(requests: readonly FoundRequest[]): FoundRequest[] {
  const key = ({ at, method, url }: FoundRequest, path: string): string =>
    [sourceOf(at).fileName, at.pos, at.end, method, url.host, withoutHoleNames(path)].join('\0')
  const known = new Set(requests.map((request) => key(request, request.url.path)))
  return requests.filter((request) => {
    const behind = /^\/\{[^{}]*\}(\/.*\w.*)$/s.exec(request.url.path)?.[1]
    return behind === undefined || !known.has(key(request, behind))
  })
}

/** Whether the first segment behind the prefix of a path is open: `/api/v1/{collection}/{id}/`. */
function opensResource(path: string): boolean {
  return (
    path
      .split('/')
      .find((segment) => !isPrefixSegment(segment))
      ?.startsWith('{') === true
  )
}

/** Holes and slashes alone are nothing that could be called the known part of a path. */
function withWords(request: FoundRequest): FoundRequest {
  const { url, unresolved } = request
  const saysNothing = unresolved !== null && !/[\p{L}\d]/u.test(withoutHoleNames(url.path))
  return saysNothing ? { ...request, url: { ...url, path: '', holes: [] } } : request
}

function isMorePrecise(request: FoundRequest, open: FoundRequest): boolean {
  return request.unresolved === null && isFilledWithWords(request.url.path, open.url.path)
}

/** Whether holes of a path became words: names of actions or kinds, not numbers or ids. */
function isFilledWithWords(path: string, open: string): boolean {
  const before = open.split('/')
  const after = path.split('/')
  if (before.length !== after.length) return false
  const filled = after.filter((segment, index) => segment !== before[index] && before[index]?.startsWith('{') === true)
  const isWord = (segment: string): boolean => /^[a-z][a-z_-]*$/i.test(segment)
  return filled.some(isWord) && filled.every((segment) => segment.includes('{') || isWord(segment))
}
