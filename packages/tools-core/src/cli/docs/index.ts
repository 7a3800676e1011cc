export { exitCodeDocs, flagDocs, type Translate } from './flag-docs.ts'
export { fillSections } from './fill-sections.ts'
export { generateParts } from './generate-parts.ts'
