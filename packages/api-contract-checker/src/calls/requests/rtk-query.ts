import type { Client } from '../clients/client.ts'
import { kindOf, plainClient } from '../clients/registry.ts'
import type { Context } from '../evaluate/context.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { callFunction } from '../evaluate/functions.ts'
import { memberOf } from '../evaluate/members.ts'
import { originOf } from '../evaluate/url-origin.ts'
import { outcome } from '../evaluate/outcomes.ts'
import { unknown, type Argument, type FunctionValue, type Outcome } from '../evaluate/value.ts'
import { ts } from '../syntax/compiler.ts'
import { calleeName, skipWrappers, type InvocationNode } from '../syntax/source-index.ts'

const makers = new Set(['createApi', 'injectEndpoints', 'enhanceEndpoints'])

/** Names of RTK Query's endpoint builders, whose `query` says what is sent. */
export const endpointBuilders: ReadonlySet<string> = new Set(['query', 'mutation', 'infiniteQuery'])

/** The request of `builder.query({ query: (id) => `/x/${id}/` })`; `null` for every other call. */
export function endpointRequest(
  context: Context,
  call: InvocationNode,
  args: readonly Argument[],
): { client: Client; request: Argument } | null {
  const name = calleeName(call.expression)
  if (name === null || !endpointBuilders.has(name) || !ts.isPropertyAccessExpression(skipWrappers(call.expression)))
    return null
  const maker = makerAround(call)
  if (!maker || !args[0]) return null
  const query = memberOf(context, args[0].evaluate(), 'query', null)
  const outcomes = query.flatMap(({ value }) =>
    value.kind === 'function' ? callFunction(context, value, openArguments(value)) : [],
  )
  if (outcomes.length === 0) return null
  return {
    client: { ...plainClient(kindOf('rtk-query')), ...baseOf(context, maker) },
    request: { node: null, evaluate: () => outcomes },
  }
}

/** What the endpoint's caller gives, whatever it is. */
function openArguments({ node }: FunctionValue): Argument[] {
  return node.parameters.map(({ name }) => {
    const given = [outcome(unknown({ name: ts.isIdentifier(name) ? name.text : 'value' }))]
    return { node: null, evaluate: () => given }
  })
}

function makerAround(node: ts.Node): ts.CallExpression | null {
  for (let at = node.parent; at; at = at.parent)
    if (ts.isCallExpression(at) && makers.has(calleeName(at.expression) ?? '')) return at
  return null
}

/** The base of `baseQuery: fetchBaseQuery({ baseUrl })`; of an injected endpoint it is not known. */
function baseOf(context: Context, maker: ts.CallExpression): { basePath: string | null; baseHost: string | null } {
  const open = { basePath: null, baseHost: null }
  const [options] = maker.arguments
  if (!options || !ts.isObjectLiteralExpression(skipWrappers(options))) return open
  for (const property of (skipWrappers(options) as ts.ObjectLiteralExpression).properties) {
    if (!ts.isPropertyAssignment(property) || !ts.isIdentifier(property.name) || property.name.text !== 'baseQuery')
      continue
    const query = skipWrappers(property.initializer)
    if (!ts.isCallExpression(query) || calleeName(query.expression) !== 'fetchBaseQuery' || !query.arguments[0])
      return open
    const bases: Outcome[] = memberOf(context, evaluate(context, query.arguments[0], null), 'baseUrl', null)
    return originOf(bases)
  }
  return open
}
