export { findFlagGaps, type FlagGaps } from './flag-gaps.ts'
export { ReadmePrograms, type Surroundings } from './programs.ts'
export { undocumentedExports } from './undocumented-exports.ts'
