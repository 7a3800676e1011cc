import type { ContractLocalization, ContractMessages } from '../language/index.ts'
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
  /** What its rows are. */
  rowsAre: keyof ContractMessages['captions']
  /** Whether the section shows its rows without being asked to. */
  open: boolean
  /** What a non-empty section means for the reader. */
  tone: 'bad' | 'warn' | 'info' | 'good' | 'quiet'
  columns: readonly Column[]
}

type ColumnShape = Omit<Column, 'label'> & { label: keyof ContractMessages['columns'] }
type SectionShape = Pick<Section, 'id' | 'rowsAre' | 'open' | 'tone'> & { columns: readonly ColumnShape[] }

const METHOD: ColumnShape = { label: 'method', kind: 'method' }
const PATH: ColumnShape = { label: 'path', kind: 'path' }
const PLACE: ColumnShape = { label: 'place', kind: 'place' }
const REASON: ColumnShape = { label: 'reason', kind: 'text', key: 'reason' }
const SEVERITY: ColumnShape = { label: 'severity', kind: 'severity' }
const TAGS: ColumnShape = { label: 'tags', kind: 'tags' }

/** In the order of the page: what has to be repaired first. */
const shapes: readonly SectionShape[] = [
  {
    id: 'frontend-only',
    rowsAre: 'calls',
    open: true,
    tone: 'bad',
    columns: [METHOD, PATH, { label: 'nearest', kind: 'endpoint' }, PLACE],
  },
  {
    id: 'method-mismatch',
    rowsAre: 'calls',
    open: true,
    tone: 'bad',
    columns: [METHOD, PATH, { label: 'allowed', kind: 'allowed' }, PLACE],
  },
  {
    id: 'trailing-slash',
    rowsAre: 'calls',
    open: true,
    tone: 'warn',
    columns: [METHOD, PATH, { label: 'fix', kind: 'slash' }, SEVERITY, PLACE],
  },
  {
    id: 'findings',
    rowsAre: 'findings',
    open: true,
    tone: 'warn',
    columns: [SEVERITY, METHOD, PATH, { label: 'finding', kind: 'finding' }, PLACE],
  },
  {
    id: 'unresolved',
    rowsAre: 'calls',
    open: true,
    tone: 'info',
    columns: [METHOD, { label: 'knownPart', kind: 'path' }, REASON, PLACE],
  },
  {
    id: 'backend-only',
    rowsAre: 'endpoints',
    open: true,
    tone: 'info',
    columns: [
      METHOD,
      PATH,
      { label: 'summary', kind: 'text', key: 'summary' },
      TAGS,
      { label: 'callers', kind: 'callers' },
    ],
  },
  {
    id: 'matched',
    rowsAre: 'calls',
    open: false,
    tone: 'good',
    columns: [METHOD, PATH, { label: 'endpoint', kind: 'endpoint' }, TAGS, PLACE],
  },
  {
    id: 'external',
    rowsAre: 'calls',
    open: false,
    tone: 'quiet',
    columns: [METHOD, { label: 'address', kind: 'path' }, REASON, PLACE],
  },
  {
    id: 'ignored',
    rowsAre: 'both',
    open: false,
    tone: 'quiet',
    columns: [{ label: 'what', kind: 'text', key: 'what' }, METHOD, PATH, REASON, PLACE],
  },
  { id: 'skipped', rowsAre: 'files', open: false, tone: 'warn', columns: [PLACE, REASON] },
]

export function sectionsOf({ messages }: ContractLocalization): Section[] {
  return shapes.map((shape) => ({
    ...shape,
    ...messages.sections[shape.id],
    columns: shape.columns.map((column) => ({ ...column, label: messages.columns[column.label] })),
  }))
}

/** Rules whose findings are rows of a table of their own; all others stand in "Other findings". */
export const RULES_WITH_TABLE: ReadonlySet<string> = new Set([
  'frontend-only-call',
  'method-mismatch',
  'trailing-slash',
  'backend-only-endpoint',
])
