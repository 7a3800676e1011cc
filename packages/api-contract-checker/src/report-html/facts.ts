import { type Section, section, table, words } from '@m4sh/tools-core/reporting/html'
import type { ContractLocalization } from '../language/index.ts'
import { translateAll } from '../language/translate-all.ts'
import type { ContractResult } from '../result.ts'
import { shownTitle } from '../shown-title.ts'

/** A line of "What was compared". */
export interface Fact {
  term: string
  values: { text: string; note?: string }[]
}

/** What was held against what. */
export function comparedSection(t: ContractLocalization, result: ContractResult): Section {
  const texts = t.messages.page.facts
  const { fact, value } = t.core.run
  return section({
    id: 'compared',
    title: texts.title,
    intro: texts.intro,
    paths: ['result.schemas', 'result.frontends', 'result.prefixes', 'result.baseline'],
    tables: [
      table({
        id: 'compared-table',
        caption: texts.caption,
        isSortable: false,
        columns: [words(fact), words(value)],
        rows: toFacts(t, result).flatMap(({ term, values }) =>
          values.map(({ text, note }) => ({
            cells: [{ text: term }, { text, ...(note !== undefined && { note }) }],
          })),
        ),
      }),
    ],
  })
}

export function toFacts(t: ContractLocalization, { baseline, frontends, prefixes, schemas }: ContractResult): Fact[] {
  const texts = t.messages.page.facts
  return [
    ...schemas.map((schema) => ({
      term: texts.schema,
      values: [
        {
          text: `${shownTitle(t, schema)} ${schema.version}`.trim(),
          note: texts.openApi(schema.openapi, schema.operations),
        },
        { text: schema.source },
      ],
    })),
    ...frontends.map((frontend) => ({
      term: texts.frontend,
      values: [{ text: frontend.root, note: texts.files(frontend.files, frontend.skipped.length) }],
    })),
    {
      term: texts.prefixes,
      values: [
        { text: prefixes.frontend || texts.noPrefix, note: texts.inFrontOfFrontend },
        { text: prefixes.backend || texts.noPrefix, note: texts.inFrontOfSchema },
        ...(prefixes.reason === '' ? [] : [{ text: translateAll(t, prefixes.reason) }]),
      ],
    },
    ...(baseline === null ? [] : [baselineFact(t, baseline)]),
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
      { text: file },
      { text: texts.baselineCounts(known, fresh, stale.length) },
      ...stale.map(({ fingerprint, description }) => ({
        text: fingerprint,
        note: texts.stale(description),
      })),
    ],
  }
}
