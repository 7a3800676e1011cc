import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { translationGaps } from '@m4sh/tools-core/testing/readme'

const root = new URL('../../', import.meta.url)
const tools = ['api-contract-checker', 'stress-board', 'notif-blast', 'chat-latency', 'integrity-scan']
const folders = ['', ...[...tools, 'sandbox', 'tools-core'].map((name) => `packages/${name}/`)]
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8')

test('what READMEs take from the commands is up to date (else run pnpm docs:generate)', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/generate-docs.js', '--check'], {
    cwd: fileURLToPath(root),
    encoding: 'utf8',
  })
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' })
})

test.each(tools)('the README of %s has the rooms of the house, in their order', (tool) => {
  const rooms = ['First run', 'Flags', 'Exit codes', 'JSON report', 'As a library']
  const headings = [...read(`packages/${tool}/README.md`).matchAll(/^## (.*)$/gm)].map(([, title = '']) => title)
  expect(headings.filter((title) => rooms.includes(title))).toEqual(rooms)
})

test.each(folders)('%sREADME.uk.md says what README.md says, and each leads to the other', (folder) => {
  const [english, ukrainian] = [read(`${folder}README.md`), read(`${folder}README.uk.md`)]
  expect(translationGaps(english, ukrainian)).toEqual([])
  expect(english).toMatch(/^# .*\n\n\[Українською\]\(README\.uk\.md\)\n/)
  expect(ukrainian).toMatch(/^# .*\n\n\[English\]\(README\.md\)\n/)
})

test.each(folders)('%sREADME.uk.md has the typography of its language', (folder) => {
  const prose = read(`${folder}README.uk.md`).replaceAll(/^(`{3,})[\s\S]*?^\1$|`[^`\n]+`|<[^>]+>/gm, '')
  // Straight quotes and apostrophes, and letters that Ukrainian does not have.
  expect(prose.match(/[А-яЄІЇҐєіїґ]['"]|["'][А-яЄІЇҐєіїґ]|[ыэёъ]/giu)).toBeNull()
})

test.each(tools)('the report of %s has its picture, which is there and small', (tool) => {
  const picture = `docs/pictures/${tool}.webp`
  expect(read('README.md')).toContain(`src="${picture}"`)
  expect(read(`packages/${tool}/README.md`)).toContain(`/${picture})`)
  expect(existsSync(new URL(picture, root))).toBe(true)
  expect(statSync(new URL(picture, root)).size).toBeLessThan(150_000)
})
