import { ts } from '../syntax/compiler.ts'
import { skipWrappers } from '../syntax/source-index.ts'

/** Functions and methods that only change how a value is written. */
const conversions = new Set([
  'encodeURIComponent',
  'encodeURI',
  'String',
  'Number',
  'parseInt',
  'parseFloat',
  'unref',
  'toValue',
  'toRaw',
  'trim',
])
const conversionMethods = new Set([
  'toString',
  'trim',
  'toLowerCase',
  'toUpperCase',
  'toFixed',
  'toISOString',
  'join',
  'valueOf',
])

/** The name by which a reader would call an expression: `lesson.id` → `id`, `encodeURIComponent(slug)` → `slug`. */
export function holeName(expression: ts.Node): string {
  const node = ts.isExpression(expression) ? skipWrappers(expression) : expression
  if (ts.isIdentifier(node)) return node.text
  if (ts.isPropertyAccessExpression(node))
    return node.name.text === 'value' ? holeName(node.expression) : node.name.text
  if (ts.isElementAccessExpression(node)) {
    const key = skipWrappers(node.argumentExpression)
    return ts.isStringLiteralLike(key) ? key.text : holeName(node.expression)
  }
  if (ts.isCallExpression(node)) return callName(node)
  if (ts.isBinaryExpression(node) || ts.isConditionalExpression(node)) {
    const first = ts.isBinaryExpression(node) ? holeName(node.left) : holeName(node.whenTrue)
    return first === 'value' ? holeName(ts.isBinaryExpression(node) ? node.right : node.whenFalse) : first
  }
  if (ts.isPrefixUnaryExpression(node)) return holeName(node.operand)
  return 'value'
}

function callName(node: ts.CallExpression): string {
  const callee = skipWrappers(node.expression)
  const [first] = node.arguments
  if (ts.isIdentifier(callee)) {
    if (conversions.has(callee.text) && first) return holeName(first)
    return callee.text
      .replace(/^(?:get|use|resolve|build)(?=[A-Z])/, '')
      .replace(/^[A-Z]/, (letter) => letter.toLowerCase())
  }
  if (ts.isPropertyAccessExpression(callee)) {
    if (conversionMethods.has(callee.name.text)) return holeName(callee.expression)
    if (callee.name.text === 'get' && first && ts.isStringLiteralLike(first)) return first.text
    return callee.name.text
  }
  return 'value'
}

/** Names of values that tell one thing of a kind from the others: whatever is given for them is one of very many. */
export function isIdName(name: string): boolean {
  return /^(?:id|pk|uuid|guid|slug)$|(?:Id|Pk|Uuid|Guid|Slug|_id|_pk|_uuid|_guid|_slug)$/.test(name)
}
