import { expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { docsOf } from '../src/checks/docs-of.ts'
import { platformChecks } from '../src/checks/registry.ts'
import { unenforcedFacts } from '../src/schema/unenforced-check.ts'

const folder = new URL('..', import.meta.url)

/** As GitHub makes them of headings. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-')
}

test('every check is explained where it says so, in its own words', async () => {
  const text = await readFile(new URL('docs/checks.md', folder), 'utf8')
  const sections = new Map(
    text
      .split(/^## /m)
      .slice(1)
      .map((section) => [anchorOf(section.split('\n')[0] ?? ''), section]),
  )
  for (const { id, severities, title, explanation, advice, fix } of [
    ...platformChecks,
    { ...unenforcedFacts, fix: undefined },
  ]) {
    const section = sections.get(docsOf(id).replace(/.*#/, ''))
    for (const said of [
      `*${severities.join(', ')}* · ${title}.`,
      explanation,
      advice,
      fix?.describe ?? '',
      fix?.option?.flag ?? '',
    ])
      expect({ id, isThere: section?.includes(said) ?? false, said }).toEqual({ id, isThere: true, said })
  }
  for (const id of ['schema.orphan', 'custom-checks'])
    expect([...sections.keys()]).toContain(docsOf(id).replace(/.*#/, ''))
})

test('every check has a row in the README, with how bad its rows are', async () => {
  const text = await readFile(new URL('README.md', folder), 'utf8')
  for (const { id, severities } of [...platformChecks, unenforcedFacts])
    expect(text).toContain(`\n| \`${id}\` | ${severities.join(', ')} |`)
})
