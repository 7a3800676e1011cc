import { senderNames } from '../clients/registry.ts'
import { ts } from '../syntax/compiler.ts'
import { skipWrappers, type InvocationNode } from '../syntax/source-index.ts'
import { endpointBuilders } from './rtk-query.ts'

/** Words of which a file that sends requests, or makes a client, has at least one: the others need not be parsed. */
const httpWords = new RegExp(
  [
    /\b(?:axios|fetch|ofetch|useFetch|useLazyFetch|ky|superagent|XMLHttpRequest|sendBeacon|EventSource|HttpClient|ajax|openapi-fetch|createClient|createPathBasedClient|wrapAsPathBasedClient|fetchBaseQuery|useSWR\w*|httpResource)\b/,
    /\$(?:http|axios|api)\b/,
    // `request(…)`, `$request(…)`, and the `__request(…)` of generated services
    /(?:\b|_)request\s*[(<]/,
    // `get('/x')` of a client taken apart
    /\b(?:get|post|put|patch|delete|del)\s*\(\s*['"`]\//,
    /\[\s*\w*[mM]ethod\b/,
  ]
    .map(({ source }) => source)
    .join('|'),
)
const verbCall =
  /([\w$]*)[\s?!]*\.\s*(?:\$?(?:get|post|put|patch|delete|head|del)|request|GET|POST|PUT|PATCH|DELETE|postForm)\s*[(<]/g
const collection =
  /([\w$]+)(?:\s*:\s*[^=;\n]{1,200})?\s*=\s*new\s+(?:(?:Weak)?(?:Map|Set)|URLSearchParams|Headers|FormData)\b/g

/** Whether a file may send requests or make a client, going by its words. */
export function mentionsHttp(text: string): boolean {
  return httpWords.test(text) || callsVerb(text)
}

/** `x.get(…)`, unless `x` is a map or the like, as most are that are asked so in code that sends nothing. */
function callsVerb(text: string): boolean {
  let collections: ReadonlySet<string> | null = null
  for (const [, owner = ''] of text.matchAll(verbCall)) {
    collections ??= new Set([...text.matchAll(collection)].map(([, name = '']) => name))
    if (!collections.has(owner)) return true
  }
  return false
}

const clientNames =
  /(?:^|[^a-z])(?:\$|_)?(?:api|http|axios|client|rest|ajax|request|requests|fetcher|backend)$|(?:Api|API|Http|HTTP|Axios|Client|Request|Requests|Fetcher)$|^(?:api|http|axios|client|request)(?:[A-Z]|$)/
const otherNames = /router|server|mock|cache|storage|params|headers|cookie|map$|queryClient|apollo/i

/** Whether something of which only the name is known is called like a client. */
export function isClientName(name: string): boolean {
  return clientNames.test(name) && !otherNames.test(name)
}

/** Members by which an unknown client is known to send. */
export const verbNames: ReadonlySet<string> = new Set(
  ['get', 'post', 'put', 'patch', 'delete']
    .flatMap((verb) => [verb, `$${verb}`])
    .concat('del', 'head', 'request', 'postForm', 'putForm', 'patchForm'),
)

/** Whether a call is worth a look before anything is known of what it calls. */
export function looksLikeRequest(name: string, call: InvocationNode): boolean {
  return (
    senderNames.has(name) ||
    name.startsWith('useSWR') ||
    endpointBuilders.has(name) ||
    (ts.isCallExpression(call) && (namesUrl(call) || givesUrl(call)))
  )
}

/** A bare call with a path in quotes or with an object that names a URL. */
function givesUrl(call: ts.CallExpression): boolean {
  return call.arguments.slice(0, 2).some((argument) => {
    const node = skipWrappers(argument)
    if (ts.isObjectLiteralExpression(node)) return node.properties.some(({ name }) => isUrlKey(name))
    const beginning = beginningOf(node)
    return beginning !== null && looksLikePath(beginning)
  })
}

/** How a text in the source begins: a literal, a template, a sum of both; `null` where it does not say. */
function beginningOf(expression: ts.Expression): string | null {
  const node = skipWrappers(expression)
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isTemplateExpression(node)) return node.head.text
  const isSum = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken
  return isSum ? beginningOf(node.left) : null
}

function looksLikePath(text: string): boolean {
  return /^(?:https?:|\/|[\w-]+\/)/.test(text)
}

function isUrlKey(name: ts.PropertyName | undefined): boolean {
  return name !== undefined && ts.isIdentifier(name) && /^(?:url|path|endpoint)$/.test(name.text)
}

/** A call whose first argument is called a URL, or is a path in quotes. */
export function namesUrl(call: ts.CallExpression): boolean {
  const [first] = call.arguments
  if (!first) return false
  const beginning = beginningOf(first)
  if (beginning !== null) return /^\/\w/.test(beginning)
  const node = skipWrappers(first)
  return ts.isIdentifier(node) && /^(?:url|uri|path|endpoint|route|href)$|(?:Url|Uri|Endpoint)$/.test(node.text)
}
