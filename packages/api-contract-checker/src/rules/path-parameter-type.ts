import { badHoles, badWords } from '../match/path-value.ts'
import { plainlyMatched } from './reached-endpoint.ts'
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
  *check({ calls }) {
    for (const { call, endpoint } of plainlyMatched(calls)) {
      if (call.path === null) continue
      for (const { value, parameter, wanted } of badWords(call.path, endpoint))
        yield { problem: { code: 'bad-path-word', value, parameter, wanted, endpoint: endpoint.name }, call, endpoint }
      for (const { value, holeType, parameter, wanted } of badHoles(call.path, call.call.holes, endpoint)) {
        const facts = { value, holeType: holeType ?? 'value', parameter, wanted, endpoint: endpoint.name }
        yield { problem: { code: 'bad-path-hole', ...facts }, call, endpoint }
      }
    }
  },
}
