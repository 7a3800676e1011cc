export { findFlagGaps, type FlagGaps } from './flag-gaps.ts'
export { ReadmePrograms, type Surroundings } from './programs.ts'
export { translationGaps } from './translation-gaps.ts'
export { undocumentedExports } from './undocumented-exports.ts'
