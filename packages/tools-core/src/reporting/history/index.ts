// The history of a folder. It loads what pages are made of: import it where a run is kept, not before.
export { appendToHistory, type AppendOptions } from './append-to-history.ts'
export type { HistoryEntry, TrendValues } from './history-entry.ts'
export { type History, type KeptRun, readHistory, type SkippedFile } from './read-history.ts'
export { writeIndex, type WrittenIndex } from './write-index.ts'
