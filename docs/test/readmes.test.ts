import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'

const root = new URL('../../', import.meta.url)
const tools = ['api-contract-checker', 'stress-board', 'notif-blast', 'chat-latency', 'integrity-scan']
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

test.each(tools)('the report of %s has its picture, which is there and small', (tool) => {
  const picture = `docs/pictures/${tool}.webp`
  expect(read('README.md')).toContain(`src="${picture}"`)
  expect(read(`packages/${tool}/README.md`)).toContain(`/${picture})`)
  expect(existsSync(new URL(picture, root))).toBe(true)
  expect(statSync(new URL(picture, root)).size).toBeLessThan(150_000)
})
