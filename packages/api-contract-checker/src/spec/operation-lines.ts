import type { LoadOptions } from 'js-yaml'

/** Where the operations of a document stand in its text: its keys, down to `paths`, a path, a method. */
export class OperationLines {
  readonly #lines = new Map<string, number>()

  /** Of an operation; of its path where the operation itself is described elsewhere. From 1; `null` for unknown. */
  lineOf(path: string, method: string): number | null {
    return this.#lines.get(nameOf([path, method.toLowerCase()])) ?? this.#lines.get(nameOf([path])) ?? null
  }

  /** @param keys that lead to a value, its own last */
  note([top, path, method]: readonly string[], line: number): void {
    if (top !== 'paths' || path === undefined) return
    this.#lines.set(nameOf(method === undefined ? [path] : [path, method.toLowerCase()]), line)
  }
}

function nameOf(keys: readonly string[]): string {
  return keys.join('\0')
}

/** Deeper keys are none of an operation. */
const DEEPEST = 3

/** Notes lines while js-yaml reads. One listener for each reading: one that fails ends in the middle. */
export function yamlListener(lines: OperationLines): NonNullable<LoadOptions['listener']> {
  const open: { line: number; children: number; key: string }[] = []
  return (event, state) => {
    if (event === 'open') {
      open.push({ line: state.line, children: 0, key: '' })
      return
    }
    const closed = open.pop()
    const parent = open.at(-1)
    if (closed === undefined || parent === undefined || open.length > DEEPEST) return
    // What stands in a mapping is a key, its value, a key …
    parent.children += 1
    if (parent.children % 2 === 0) return
    parent.key = textOfKey(state.result)
    lines.note(
      open.map(({ key }) => key),
      closed.line + 1,
    )
  }
}

/** A key may be a mapping or a list, too, which names nothing: as a text it could be of any length, or none at all. */
function textOfKey(result: unknown): string {
  return typeof result === 'object' && result !== null ? '' : String(result)
}

/** The same for a text that is known to be JSON, which is read forty times as fast as YAML. */
export function noteJsonLines(text: string, lines: OperationLines): void {
  const keys: string[] = []
  let depth = 0
  let line = 1
  // Letter by letter: matching every token of a large schema would take longer than reading it.
  for (let at = 0; at < text.length; at += 1) {
    switch (text[at]) {
      case '\n':
        line += 1
        break
      case '{':
      case '[':
        depth += 1
        break
      case '}':
      case ']':
        depth -= 1
        break
      case '"': {
        const end = endOfString(text, at)
        if (depth <= DEEPEST) {
          // A value takes the place of its own key, which was noted before it.
          keys.length = Math.max(depth - 1, 0)
          keys.push(String(JSON.parse(text.slice(at, end + 1))))
        }
        at = end
        break
      }
      case ':':
        if (depth <= DEEPEST) lines.note(keys, line)
        break
      default:
    }
  }
}

/** Where the quote stands that closes the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0
    while (text[end - 1 - slashes] === '\\') slashes += 1
    if (slashes % 2 === 0) return end
  }
  return text.length
}
