import type { ContractResult } from '../result.ts'
import { plural } from './summary.ts'

/** A line of "What was compared". */
export interface Fact {
  term: string
  values: { text: string; code?: true; note?: string }[]
}

/** What the envelope tells about the run; a part of the report. */
export interface RunFacts {
  tool: { name: string; version: string }
  run: { startedAt: string; durationMs: number }
  options: Readonly<Record<string, unknown>>
}

export function toFacts(result: ContractResult, { tool, run, options }: RunFacts): Fact[] {
  const { prefixes, baseline } = result
  return [
    ...result.schemas.map((schema) => ({
      term: 'Schema',
      values: [
        {
          text: `${schema.title} ${schema.version}`.trim(),
          note: `OpenAPI ${schema.openapi}, ${plural(schema.operations, 'endpoint')}`,
        },
        { text: schema.source, code: true as const },
      ],
    })),
    ...result.frontends.map((frontend) => ({
      term: 'Frontend',
      values: [
        { text: frontend.root, code: true as const },
        { text: `${plural(frontend.files, 'file')} read, ${frontend.skipped.length} skipped` },
      ],
    })),
    {
      term: 'Prefixes',
      values: [
        { text: prefixes.frontend || '(none)', code: true, note: 'in front of the frontend’s paths' },
        { text: prefixes.backend || '(none)', code: true, note: 'in front of the schema’s paths' },
        ...(prefixes.reason === '' ? [] : [{ text: prefixes.reason }]),
      ],
    },
    ...(baseline === null ? [] : [baselineFact(baseline)]),
    {
      term: 'Run',
      values: [
        { text: `${instant(run.startedAt)}, ${seconds(run.durationMs)}` },
        { text: `${tool.name} ${tool.version}` },
      ],
    },
    ...optionFacts(options),
  ]
}

function baselineFact({ file, known, fresh, stale }: NonNullable<ContractResult['baseline']>): Fact {
  return {
    term: 'Baseline',
    values: [
      { text: file, code: true },
      { text: `${known} known, ${fresh} new, ${stale.length} stale` },
      ...stale.map(({ fingerprint, description }) => ({
        text: fingerprint,
        code: true as const,
        note: `stale: ${description}`,
      })),
    ],
  }
}

function optionFacts(options: Readonly<Record<string, unknown>>): Fact[] {
  const given = Object.entries(options).filter(([, value]) => !saysNothing(value))
  if (given.length === 0) return []
  return [
    {
      term: 'Options',
      values: given.map(([name, value]) => ({
        text: `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
        code: true,
      })),
    },
  ]
}

/** Switches that are off and lists that are empty would hide the rest. */
function saysNothing(value: unknown): boolean {
  return value === undefined || ['null', '""', 'false', '[]', '{}'].includes(JSON.stringify(value))
}

function instant(iso: string): string {
  return iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d).*Z$/, '$1 $2 UTC')
}

function seconds(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`
}
