import type { CallOutcome } from '../match/call-outcome.ts'
import type { Endpoint } from '../match/endpoint.ts'
import { badHoles, badWords } from '../match/path-value.ts'
import type { Problem } from './problem.ts'
import { violationsOfReached } from './reached-endpoint.ts'
import { docsOf, type Rule } from './rule.ts'

/**
 * A piece of the path that cannot be the parameter at its place: a word against a number is an error; a hole only by the
 * type that the source declares, which may be wrong itself, is a warning.
 */
export const pathParameterType: Rule = {
  id: 'path-parameter-type',
  title: 'Path value that cannot be the parameter',
  severity: ({ problem }) => (problem.code === 'bad-path-hole' ? 'warning' : 'error'),
  docs: docsOf('path-parameter-type'),
  check: ({ calls }) => violationsOfReached(calls, objections),
}

function* objections({ call, path }: CallOutcome, endpoint: Endpoint): Generator<Problem> {
  if (path === null) return
  for (const { value, parameter, wanted } of badWords(path, endpoint))
    yield { code: 'bad-path-word', value, parameter, wanted, endpoint: endpoint.name }
  for (const { value, holeType, parameter, wanted } of badHoles(path, call.holes, endpoint)) {
    const facts = { value, holeType: holeType ?? 'value', parameter, wanted, endpoint: endpoint.name }
    yield { code: 'bad-path-hole', ...facts }
  }
}
