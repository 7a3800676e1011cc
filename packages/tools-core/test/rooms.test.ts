import { readFileSync, readdirSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'

/** The rooms of the core; each knows only those that stand before it. */
const order = 'errors values language terminal redaction host files stats connections load reporting cli testing'.split(
  ' ',
)

/** Commands of the core's own, which stand above all rooms. */
const entries = ['report-index.ts', 'report-index-command.ts']

const root = fileURLToPath(new URL('../src', import.meta.url))
const roomOf = (file: string) => relative(root, file).split(sep)[0] ?? ''

/** Every import of another file of the core, those of types too. */
const imports = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !entries.includes(name))
  .flatMap((name) => {
    const file = join(root, name)
    const paths = [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?'(\.[^']+)'/g)]
    return paths.map(([, path = '']) => ({ file: name, from: roomOf(file), to: roomOf(resolve(file, '..', path)) }))
  })

test('every room has its place', () => {
  const rooms = readdirSync(root)
  expect([...rooms].sort()).toEqual([...order, ...entries].sort())
  expect(imports.length).toBeGreaterThan(100)
})

test('no room knows one that stands behind it: there is no circle', () => {
  const wrong = imports.filter(({ from, to }) => order.indexOf(to) > order.indexOf(from))
  expect(wrong).toEqual([])
})
