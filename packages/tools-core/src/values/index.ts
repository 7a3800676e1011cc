export { isRecord } from './is-record.ts'
export { JsonError, parseJson } from './json.ts'
