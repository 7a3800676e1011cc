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
    parent.key = String(state.result)
    lines.note(
      open.map(({ key }) => key),
      closed.line + 1,
    )
  }
}

const token = /"([^"\\]*(?:\\.[^"\\]*)*)"|[{}[\],:]|\n/gs

/** The same for a text that is known to be JSON, which is read forty times as fast as YAML. */
export function noteJsonLines(text: string, lines: OperationLines): void {
  const keys: string[] = []
  let depth = 0
  let line = 1
  for (const [symbol, string] of text.matchAll(token)) {
    if (symbol === '\n') line += 1
    else if (symbol === '{' || symbol === '[') depth += 1
    else if (symbol === '}' || symbol === ']') depth -= 1
    else if (string !== undefined && depth <= DEEPEST) {
      // A value takes the place of its own key, which was noted before it.
      keys.length = Math.max(depth - 1, 0)
      keys.push(String(JSON.parse(symbol)))
    } else if (symbol === ':' && depth <= DEEPEST) lines.note(keys, line)
  }
}
