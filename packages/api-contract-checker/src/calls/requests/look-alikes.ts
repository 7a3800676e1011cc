import { ts } from '../syntax/compiler.ts'
import { resolveName } from '../syntax/scope.ts'
import { calleeName, skipWrappers } from '../syntax/source-index.ts'

/** Packages of servers, mocks, caches and query libraries: their objects have the verbs of a client and send nothing. */
const otherPackages =
  /^(?:express|koa|@?koa[-/]router|fastify|hono|@hono\/[\w-]+|h3|restify|polka|connect|itty-router|@hapi\/hapi|msw|miragejs|nock|fetch-mock|axios-mock-adapter|json-server|@tanstack\/[\w-]*query|(?:react|vue|svelte)-query|lru-cache|node-cache|ioredis|redis|lodash(?:-es)?|vue-router|react-router(?:-dom)?|@apollo\/client)(?:\/|$)/
/** What functions and classes are called that make such objects. */
const otherMakers = /(?:router|server|mock|cache|storage|params|headers|cookies?|map|set|queryClient|formData)$/i

/** Links from a name to what it was made by: more than this is a circle. */
const maxLinks = 8

/**
 * Whether how something was made says that it is no client, whatever it is called: `new Map()`, `express.Router()`,
 * `useQueryClient()`, `import { http } from 'msw'`.
 */
export function isLookAlike(receiver: ts.Expression): boolean {
  let at: ts.Expression | null = receiver
  for (let links = 0; at && links < maxLinks; links++) {
    const node: ts.Expression = skipWrappers(at)
    if (ts.isIdentifier(node)) {
      const declaration = resolveName(node.text, node)
      if (declaration?.kind === 'import') return otherPackages.test(declaration.specifier)
      at = declaration?.kind === 'variable' ? (declaration.node.initializer ?? null) : null
    } else if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      if (otherMakers.test(calleeName(node.expression) ?? '')) return true
      at = node.expression
    } else at = ts.isPropertyAccessExpression(node) ? node.expression : null
  }
  return false
}
