import type { CallStatus } from '../result.ts'

/** A table of the report. Calls stand in the table named like their status. */
export type SectionId = CallStatus | 'findings' | 'backend-only' | 'skipped'

/** How a cell shows its row; template and client script know the same kinds. */
export type CellKind =
  | 'method'
  | 'path'
  | 'endpoint'
  | 'allowed'
  | 'slash'
  | 'severity'
  | 'finding'
  | 'tags'
  | 'callers'
  | 'place'
  | 'text'

export interface Column {
  label: string
  kind: CellKind
  /** Field of the row, for kind `text`. */
  key?: 'reason' | 'summary' | 'what'
}

export interface Section {
  id: SectionId
  title: string
  /** What the rows are, and what to do about them. */
  intro: string
  /** Said instead of an empty table. */
  empty: string
  /** Whether the section shows its rows without being asked to. */
  open: boolean
  /** What a non-empty section means for the reader. */
  tone: 'bad' | 'warn' | 'info' | 'good' | 'quiet'
  columns: readonly Column[]
}

const METHOD: Column = { label: 'Method', kind: 'method' }
const PATH: Column = { label: 'Path', kind: 'path' }
const PLACE: Column = { label: 'Where', kind: 'place' }

/** In the order of the page: what has to be repaired first. */
export const SECTIONS: readonly Section[] = [
  {
    id: 'frontend-only',
    title: 'Frontend only',
    intro: 'The frontend calls these; the schema has no such endpoint. They answer 404 when they run.',
    empty: 'No frontend-only calls. Every call has its endpoint.',
    open: true,
    tone: 'bad',
    columns: [METHOD, PATH, { label: 'Nearest endpoint', kind: 'endpoint' }, PLACE],
  },
  {
    id: 'method-mismatch',
    title: 'Method mismatches',
    intro: 'The path exists, but not with this method. They answer 405 when they run.',
    empty: 'No method mismatches. Every path is called with a method that it has.',
    open: true,
    tone: 'bad',
    columns: [METHOD, PATH, { label: 'Backend allows', kind: 'allowed' }, PLACE],
  },
  {
    id: 'trailing-slash',
    title: 'Trailing slash',
    intro:
      'Call and endpoint differ by the slash at the end. Django redirects, and a redirected POST arrives as a GET without its body.',
    empty: 'No slash differs. Every call ends the way its endpoint does.',
    open: true,
    tone: 'warn',
    columns: [METHOD, PATH, { label: 'Fix', kind: 'slash' }, { label: 'Severity', kind: 'severity' }, PLACE],
  },
  {
    id: 'findings',
    title: 'Other findings',
    intro: 'Calls that reach their endpoint, but not quite as the schema describes it.',
    empty: 'No other findings. Parameters and bodies fit the schema as far as they can be read.',
    open: true,
    tone: 'warn',
    columns: [{ label: 'Severity', kind: 'severity' }, METHOD, PATH, { label: 'Finding', kind: 'finding' }, PLACE],
  },
  {
    id: 'unresolved',
    title: 'Unresolved',
    intro:
      'Calls whose path or method cannot be read from the source. They count neither as matched nor as missing; check them by hand.',
    empty: 'No unresolved calls. Every path and method could be read from the source.',
    open: true,
    tone: 'info',
    columns: [METHOD, { label: 'Known part', kind: 'path' }, { label: 'Why', kind: 'text', key: 'reason' }, PLACE],
  },
  {
    id: 'backend-only',
    title: 'Backend only',
    intro: 'Endpoints of the schema that no call of the frontend reaches.',
    empty: 'No backend-only endpoints. The frontend uses all of them.',
    open: true,
    tone: 'info',
    columns: [
      METHOD,
      PATH,
      { label: 'Summary', kind: 'text', key: 'summary' },
      { label: 'Tags', kind: 'tags' },
      { label: 'May be called by', kind: 'callers' },
    ],
  },
  {
    id: 'matched',
    title: 'Matched',
    intro: 'Calls that reach an endpoint of the schema.',
    empty: 'No call reaches an endpoint of the schema.',
    open: false,
    tone: 'good',
    columns: [METHOD, PATH, { label: 'Endpoint', kind: 'endpoint' }, { label: 'Tags', kind: 'tags' }, PLACE],
  },
  {
    id: 'external',
    title: 'External',
    intro: 'Calls to other hosts, and for files of the frontend itself. This schema says nothing about them.',
    empty: 'No external calls.',
    open: false,
    tone: 'quiet',
    columns: [METHOD, { label: 'Address', kind: 'path' }, { label: 'Why', kind: 'text', key: 'reason' }, PLACE],
  },
  {
    id: 'ignored',
    title: 'Ignored',
    intro: 'Calls and endpoints left out by configuration. They move no percentage.',
    empty: 'Nothing is ignored.',
    open: false,
    tone: 'quiet',
    columns: [
      { label: 'What', kind: 'text', key: 'what' },
      METHOD,
      PATH,
      { label: 'Why', kind: 'text', key: 'reason' },
      PLACE,
    ],
  },
  {
    id: 'skipped',
    title: 'Skipped files',
    intro: 'Files of the frontend that could not be read. Calls in them are missing from this report.',
    empty: 'No file was skipped.',
    open: false,
    tone: 'warn',
    columns: [PLACE, { label: 'Why', kind: 'text', key: 'reason' }],
  },
]

/** Rules whose findings are rows of a table of their own; all others stand in "Other findings". */
export const RULES_WITH_TABLE: ReadonlySet<string> = new Set([
  'frontend-only-call',
  'method-mismatch',
  'trailing-slash',
  'backend-only-endpoint',
])
