import type { ContractLocalization } from './language/index.ts'
import { untitled } from './language/phrases.ts'
import type { SchemaFacts } from './result.ts'

/** The title that a schema gives itself stands as it is; only that of one without is ours. */
export function shownTitle({ translate }: ContractLocalization, { title }: SchemaFacts): string {
  return title === untitled ? translate(title) : title
}
