import { escapeTerminal, padEnd, painter, type TextStyle } from '@m4sh/tools-core/reporting'
import { platformChecks } from './checks/registry.ts'
import { selector } from './checks/select-checks.ts'
import type { Config } from './config.ts'
import { customFacts } from './custom/prepare-custom.ts'
import { knownChecks } from './scan/plan-checks.ts'
import { unenforcedFacts } from './schema/unenforced-check.ts'

/** All checks that are wanted, by category: what they find, how bad it is, and whether `--fix` repairs it. */
export function listChecks({ selection, custom }: Config, style: TextStyle): string {
  const paint = painter(style)
  const isWanted = selector(selection, knownChecks(custom))
  const fixable = new Set([
    ...platformChecks.filter(({ fix }) => fix !== undefined).map(({ id }) => id),
    ...custom.filter(({ fix }) => fix !== undefined).map(({ id }) => id),
  ])
  const facts = [...platformChecks, unenforcedFacts, ...custom.map(customFacts)].filter(isWanted)
  const width = Math.max(...facts.map(({ id }) => id.length), 0)
  const categories = [...new Set(facts.map(({ category }) => category))]
  const blocks = categories.map((category) => {
    const rows = facts
      .filter((one) => one.category === category)
      .map(
        ({ id, severities, title }) =>
          `  ${padEnd(id, width)}  ${padEnd(severities.join(', '), 17)}  ${padEnd(fixable.has(id) ? '--fix' : '', 5)}  ${escapeTerminal(title)}`,
      )
    return [paint(category, 'bold'), ...rows].join('\n')
  })
  const more = isWanted(unenforcedFacts)
    ? '\n\nFor each column that schema.unenforced-foreign-key finds there is a check schema.orphan.TABLE.COLUMN as well.'
    : ''
  return `${blocks.join('\n\n')}${more}\n`
}
