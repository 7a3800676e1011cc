// What property tests share. `fast-check` is whoever tests' own.
export { bounded } from './bounded.ts'
export { fuzz, type FuzzParameters } from './fuzz.ts'
export { hostileJson, hostileKey, hostileNumber, jsonOf, jsonText } from './hostile-json.ts'
export { asUtf8, hostileLongText, hostileText } from './hostile-text.ts'
export { mutatedJson } from './mutated-json.ts'
export { mutatedText } from './mutated-text.ts'
export { type Outcome, outcomeOf, outcomeOfAsync } from './outcome.ts'
