import type { HistoryEntry } from './history-entry.ts'

/** Of a tool: what its file may begin with. */
export const toolName = /^[a-z][a-z0-9-]{0,63}$/

/** `stress-board-2026-11-26T16-25-39Z-43dcb5b9-….json` */
const pattern = /^([a-z][a-z0-9-]*)-(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d)Z-([A-Za-z0-9-]{1,64})\.json$/

/** The name of its file: by tool, time and run, so that no two runs have the same. */
export function entryName({ tool, run }: Pick<HistoryEntry, 'tool' | 'run'>): string {
  const time = run.startedAt.replace(/\.\d+(?=Z$)/, '').replaceAll(':', '-')
  const id = run.id.replace(/[^A-Za-z0-9-]/g, '-').slice(0, 64)
  return `${tool.name}-${time}-${id || 'run'}.json`
}

/** When the run of a file began, as text that sorts; `null` for a file that has no such name. */
export function timeOfName(name: string): string | null {
  return pattern.exec(name)?.[2] ?? null
}
