import type { ContractLocalization } from '../language/index.ts'
import type { ContractResult } from '../result.ts'
import { translateAll } from '../language/translate-all.ts'
import { shownTitle } from '../shown-title.ts'

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

export function toFacts(t: ContractLocalization, result: ContractResult, { tool, run, options }: RunFacts): Fact[] {
  const texts = t.messages.page.facts
  const { prefixes, baseline } = result
  return [
    ...result.schemas.map((schema) => ({
      term: texts.schema,
      values: [
        {
          text: `${shownTitle(t, schema)} ${schema.version}`.trim(),
          note: texts.openApi(schema.openapi, schema.operations),
        },
        { text: schema.source, code: true as const },
      ],
    })),
    ...result.frontends.map((frontend) => ({
      term: texts.frontend,
      values: [
        { text: frontend.root, code: true as const },
        { text: texts.files(frontend.files, frontend.skipped.length) },
      ],
    })),
    {
      term: texts.prefixes,
      values: [
        { text: prefixes.frontend || texts.noPrefix, code: true, note: texts.inFrontOfFrontend },
        { text: prefixes.backend || texts.noPrefix, code: true, note: texts.inFrontOfSchema },
        ...(prefixes.reason === '' ? [] : [{ text: translateAll(t, prefixes.reason) }]),
      ],
    },
    ...(baseline === null ? [] : [baselineFact(t, baseline)]),
    {
      term: texts.run,
      values: [
        { text: `${instant(run.startedAt)}, ${texts.duration(run.durationMs)}` },
        { text: `${tool.name} ${tool.version}` },
      ],
    },
    ...optionFacts(texts.options, options),
  ]
}

function baselineFact(
  { messages }: ContractLocalization,
  { file, known, fresh, stale }: NonNullable<ContractResult['baseline']>,
): Fact {
  const texts = messages.page.facts
  return {
    term: texts.baseline,
    values: [
      { text: file, code: true },
      { text: texts.baselineCounts(known, fresh, stale.length) },
      ...stale.map(({ fingerprint, description }) => ({
        text: fingerprint,
        code: true as const,
        note: texts.stale(description),
      })),
    ],
  }
}

function optionFacts(term: string, options: Readonly<Record<string, unknown>>): Fact[] {
  const given = Object.entries(options).filter(([, value]) => !saysNothing(value))
  if (given.length === 0) return []
  return [
    {
      term,
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
