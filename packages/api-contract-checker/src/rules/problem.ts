import { say } from '../language/phrases.ts'

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

/** The one place where findings become sentences. */
const sentences: Sentences = {
  'no-endpoint': ({ request, nearest }) =>
    nearest === null
      ? say('No endpoint answers {@request}.', { request })
      : say('No endpoint answers {@request}. The nearest is {nearest}.', { request, nearest }),
  'prefix-missing': (facts) =>
    say(
      'No endpoint answers {@request}: the prefix {prefix} is missing. With it the call would reach {endpoint}.',
      facts,
    ),
  'prefix-doubled': (facts) =>
    say(
      'No endpoint answers {@request}: the client puts {prefix} in front of a path that begins with {prefix} already. Without it the call would reach {endpoint}.',
      facts,
    ),
  'wrong-method': ({ method, path, methods }) =>
    say('{path} does not take {method}; it takes {methods}.', { path, method, methods: inWords(methods) }),
  'slash-missing': ({ method, path, endpoint }) =>
    say('{method} {path} lacks the slash at the end of {endpoint}. {@redirect}', {
      method,
      path,
      endpoint,
      redirect: redirect(method),
    }),
  'slash-surplus': (facts) =>
    say(
      '{method} {path} ends in a slash, and {endpoint} does not: servers take these for different addresses, and most answer 404.',
      facts,
    ),
  'unused-endpoint': ({ endpoint, maybeCalls: count }) => {
    if (count === 0) return say('No call reaches {endpoint}.', { endpoint })
    if (count === 1) return say('No call reaches {endpoint}. It could be reached by an unresolved call.', { endpoint })
    return say('No call reaches {endpoint}. It could be reached by {#count} unresolved calls.', { endpoint, count })
  },
  deprecated: (facts) => say('{endpoint} is deprecated.', facts),
  'unknown-query': ({ name, endpoint, known }) =>
    known.length === 0
      ? say('{endpoint} has no query parameter "{name}". It has none at all.', { endpoint, name })
      : say('{endpoint} has no query parameter "{name}". It has {known}.', { endpoint, name, known: inWords(known) }),
  'missing-query': (facts) =>
    say('{endpoint} requires the query parameter "{name}", which the call does not give.', facts),
  'unknown-body': ({ name, endpoint, isReadOnly, known }) => {
    if (isReadOnly) return say('"{name}" is read-only: {endpoint} does not take it in its body.', { name, endpoint })
    if (known.length === 0)
      return say('{endpoint} takes no property "{name}" in its body. It takes none.', { endpoint, name })
    const names = { endpoint, name, known: inWords(known) }
    return say('{endpoint} takes no property "{name}" in its body. It takes {known}.', names)
  },
  'missing-body': (facts) =>
    say('{endpoint} requires the property "{name}" in its body, which the call does not give.', facts),
  'bad-path-word': ({ value, parameter, wanted, endpoint }) =>
    say('"{value}" stands where {endpoint} wants {parameter}, and cannot be it: wanted is {@wanted}.', {
      value,
      endpoint,
      parameter: `{${parameter}}`,
      wanted,
    }),
  'bad-path-hole': ({ value, holeType: type, parameter, wanted, endpoint }) =>
    say('{value} is a {type} where {endpoint} wants {parameter}, and cannot be it: wanted is {@wanted}.', {
      value: `{${value}}`,
      type,
      endpoint,
      parameter: `{${parameter}}`,
      wanted,
    }),
}

export function sentenceOf<C extends Problem['code']>(problem: Extract<Problem, { code: C }>): string {
  return sentences[problem.code](problem)
}

function redirect(method: string): string {
  if (method === 'GET' || method === 'HEAD') return say('Django answers 301, so each call costs a second request.')
  if (method === 'POST')
    return say(
      'Django answers 301, and the browser follows it with a GET without the body (with DEBUG on, Django fails instead).',
    )
  return say(
    'Django answers 301 (with DEBUG on, it fails instead): the redirect is not followed safely, the body may be lost.',
  )
}

/** As many as fit a sentence. */
const MOST_NAMED = 12

function inWords(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED)
  const rest = names.length - shown.length
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}
