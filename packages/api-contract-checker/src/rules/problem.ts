/** What can be wrong, with the facts that its sentence needs. */
export type Problem =
  | { code: 'no-endpoint'; request: string; nearest: string | null }
  | { code: 'prefix-missing'; request: string; prefix: string; endpoint: string }
  | { code: 'prefix-doubled'; request: string; prefix: string; endpoint: string }
  | { code: 'wrong-method'; method: string; path: string; methods: readonly string[] }
  | { code: 'slash-missing'; method: string; path: string; endpoint: string }
  | { code: 'slash-surplus'; method: string; path: string; endpoint: string }
  | { code: 'unused-endpoint'; endpoint: string; maybeCalls: number }
  | { code: 'deprecated'; endpoint: string }
  | { code: 'unknown-query'; name: string; endpoint: string; known: readonly string[] }
  | { code: 'missing-query'; name: string; endpoint: string }
  | { code: 'unknown-body'; name: string; endpoint: string; isReadOnly: boolean; known: readonly string[] }
  | { code: 'missing-body'; name: string; endpoint: string }
  | { code: 'bad-path-word'; value: string; parameter: string; wanted: string; endpoint: string }
  | { code: 'bad-path-hole'; value: string; holeType: string; parameter: string; wanted: string; endpoint: string }

type Sentences = { [C in Problem['code']]: (problem: Extract<Problem, { code: C }>) => string }

/** The one place where findings become English. */
const sentences: Sentences = {
  'no-endpoint': ({ request, nearest }) =>
    `No endpoint answers ${request}.${nearest === null ? '' : ` The nearest is ${nearest}.`}`,
  'prefix-missing': ({ request, prefix, endpoint }) =>
    `No endpoint answers ${request}: the prefix ${prefix} is missing. With it the call would reach ${endpoint}.`,
  'prefix-doubled': ({ request, prefix, endpoint }) =>
    `No endpoint answers ${request}: the client puts ${prefix} in front of a path that begins with ${prefix} already. Without it the call would reach ${endpoint}.`,
  'wrong-method': ({ method, path, methods }) => `${path} does not take ${method}; it takes ${inWords(methods)}.`,
  'slash-missing': ({ method, path, endpoint }) =>
    `${method} ${path} lacks the slash at the end of ${endpoint}. ${redirect(method)}`,
  'slash-surplus': ({ method, path, endpoint }) =>
    `${method} ${path} ends in a slash, and ${endpoint} does not: servers take these for different addresses, and most answer 404.`,
  'unused-endpoint': ({ endpoint, maybeCalls }) =>
    `No call reaches ${endpoint}.${maybeCalls === 0 ? '' : ` It could be reached by ${maybeCalls === 1 ? 'an unresolved call' : `${maybeCalls} unresolved calls`}.`}`,
  deprecated: ({ endpoint }) => `${endpoint} is deprecated.`,
  'unknown-query': ({ name, endpoint, known }) =>
    `${endpoint} has no query parameter "${name}". ${known.length === 0 ? 'It has none at all.' : `It has ${inWords(known)}.`}`,
  'missing-query': ({ name, endpoint }) =>
    `${endpoint} requires the query parameter "${name}", which the call does not give.`,
  'unknown-body': ({ name, endpoint, isReadOnly, known }) =>
    isReadOnly
      ? `"${name}" is read-only: ${endpoint} does not take it in its body.`
      : `${endpoint} takes no property "${name}" in its body. ${known.length === 0 ? 'It takes none.' : `It takes ${inWords(known)}.`}`,
  'missing-body': ({ name, endpoint }) =>
    `${endpoint} requires the property "${name}" in its body, which the call does not give.`,
  'bad-path-word': ({ value, parameter, wanted, endpoint }) =>
    `"${value}" stands where ${endpoint} wants {${parameter}}, and cannot be it: wanted is ${wanted}.`,
  'bad-path-hole': ({ value, holeType, parameter, wanted, endpoint }) =>
    `{${value}} is a ${holeType} where ${endpoint} wants {${parameter}}, and cannot be it: wanted is ${wanted}.`,
}

export function sentenceOf<C extends Problem['code']>(problem: Extract<Problem, { code: C }>): string {
  return sentences[problem.code](problem)
}

function redirect(method: string): string {
  if (method === 'GET' || method === 'HEAD') return 'Django answers 301, so each call costs a second request.'
  if (method === 'POST')
    return 'Django answers 301, and the browser follows it with a GET without the body (with DEBUG on, Django fails instead).'
  return 'Django answers 301 (with DEBUG on, it fails instead): the redirect is not followed safely, the body may be lost.'
}

/** As many as fit a sentence. */
const MOST_NAMED = 12

function inWords(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED)
  const rest = names.length - shown.length
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}
