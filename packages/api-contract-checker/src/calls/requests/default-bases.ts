import type { Client, ClientKind } from '../clients/client.ts'
import { maxSteps, type Context } from '../evaluate/context.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { originOf } from '../evaluate/url-origin.ts'
import { ts } from '../syntax/compiler.ts'
import { skipWrappers, type SourceIndex } from '../syntax/source-index.ts'

export type ClientBase = Pick<Client, 'basePath' | 'baseHost'>

/** Base URLs that clients are given after they were made: `axios.defaults.baseURL = '/api'`. */
export class DefaultBases {
  /** By where the client was made; the library's own client is made nowhere. */
  readonly #bases = new Map<ts.Node | ClientKind, ClientBase>()

  note(context: Context, index: SourceIndex): void {
    for (const { left, right } of index.assignments.get('.baseURL') ?? []) {
      const holder = clientOfDefaults(left)
      if (!holder) continue
      context.budget = maxSteps
      for (const { value } of evaluate(context, holder, null))
        if (value.kind === 'client')
          this.#bases.set(value.client.site ?? value.client.kind, originOf(evaluate(context, right, null)))
    }
  }

  /** The base that a client has when it sends. Made clients take over that of their library. */
  of(client: Client): ClientBase {
    const own = client.site ? this.#bases.get(client.site) : undefined
    const inherited = client.basePath === '' && client.baseHost === null ? this.#bases.get(client.kind) : undefined
    return own ?? inherited ?? client
  }
}

/** `x` of `x.defaults.baseURL`. */
function clientOfDefaults(target: ts.Expression): ts.Expression | null {
  const node = skipWrappers(target)
  const defaults = ts.isPropertyAccessExpression(node) ? skipWrappers(node.expression) : null
  const isDefaults = defaults && ts.isPropertyAccessExpression(defaults) && defaults.name.text === 'defaults'
  return isDefaults ? defaults.expression : null
}
