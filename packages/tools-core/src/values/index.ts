export { decodePercent } from './decode-percent.ts'
export { isRecord } from './is-record.ts'
export { jsonRecord } from './json-record.ts'
export { JsonError, parseJson } from './json.ts'
