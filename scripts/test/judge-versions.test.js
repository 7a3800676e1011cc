import { expect, test } from '@jest/globals'
import { parseChangeset } from '../release/changesets.js'
import { judgeRanges, judgeVersions } from '../release/judge-versions.js'

const changeset = parseChangeset(
  '---\n\'@m4sh/core\': minor\n"@m4sh/tool": patch\n---\n\nReads faster.\n\nMore of it.\n',
)
const changelog = '# @m4sh/core\n\n## 0.1.0\n\n### Minor Changes\n\n- ab12: Reads faster.\n\n## 0.0.0\n\n- Older.\n'

function core(more) {
  return judgeVersions([{ name: '@m4sh/core', before: '0.0.0', after: '0.1.0', changelog, ...more }], [changeset])
}

test('a changeset names packages and how far they go', () => {
  expect(changeset).toEqual({
    bumps: { '@m4sh/core': 'minor', '@m4sh/tool': 'patch' },
    summary: 'Reads faster.\n\nMore of it.',
  })
  expect(() => parseChangeset('Reads faster.')).toThrow('This is no changeset')
})

test('versions that went as far as asked, and are told of, are right', () => {
  expect(core({})).toEqual([])
})

test('a version may go further: the packages that it depends on may have a say', () => {
  expect(core({ after: '1.0.0', changelog: changelog.replace('0.1.0', '1.0.0') })).toEqual([])
})

test('a package that no changeset names may stay', () => {
  expect(judgeVersions([{ name: '@m4sh/other', before: '0.9.9', after: '0.9.9', changelog: '' }], [changeset])).toEqual(
    [],
  )
})

test.each([
  ['stayed', { after: '0.0.0' }, '@m4sh/core went from 0.0.0 to 0.0.0, its changesets ask for 0.1.0'],
  ['went not far enough', { after: '0.0.9' }, '@m4sh/core went from 0.0.0 to 0.0.9, its changesets ask for 0.1.0'],
  ['has no section', { changelog: '# @m4sh/core\n' }, '@m4sh/core has no section 0.1.0 in its changelog'],
  [
    'tells of it in an older section',
    { changelog: '# @m4sh/core\n\n## 0.1.0\n\n- x\n\n## 0.0.0\n\n- Reads faster.\n' },
    '@m4sh/core does not tell of this in its changelog: Reads faster.\n\nMore of it.',
  ],
])('says so of a package that %s', (_, more, problem) => {
  expect(core(more)).toContain(problem)
})

test('packages ask for each other as they are published, and for nothing that only a workspace knows', () => {
  const manifests = [
    { name: '@m4sh/core', version: '0.1.0', dependencies: { ws: '^8.0.0' } },
    { name: '@m4sh/good', version: '0.2.0', dependencies: { '@m4sh/core': '^0.1.0' } },
    { name: '@m4sh/behind', version: '0.2.0', dependencies: { '@m4sh/core': '^0.0.0' } },
    {
      name: '@m4sh/raw',
      version: '0.2.0',
      devDependencies: { '@m4sh/core': 'workspace:^' },
      peerDependencies: { ws: 'catalog:' },
    },
  ]
  const versions = new Map(manifests.map(({ name, version }) => [name, version]))
  expect(manifests.flatMap((manifest) => judgeRanges(manifest, versions))).toEqual([
    '@m4sh/behind wants @m4sh/core@^0.0.0, which is 0.1.0',
    '@m4sh/raw wants ws@catalog:, which means nothing elsewhere',
    '@m4sh/raw wants @m4sh/core@workspace:^, which means nothing elsewhere',
  ])
})
