import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'

const fileOf = (name: string) => fileURLToPath(new URL(`../../../src/reporting/${name}`, import.meta.url))

/** What is loaded before anything is asked for: all that imports name which are neither of types nor made at run time. */
function loadedBy(file: string, loaded = new Set<string>()): Set<string> {
  if (loaded.has(file)) return loaded
  loaded.add(file)
  if (!existsSync(file)) return loaded
  for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/^(?:import|export)(?! type)[^']*? from '([^']+)'/gm))
    loadedBy(path.startsWith('.') ? resolve(file, '..', path) : path, loaded)
  return loaded
}

test('reporting loads neither a template engine nor charts: help and flags do without them', () => {
  const light = [...loadedBy(fileOf('index.ts'))]
  expect(light).toContain(fileOf('units.ts'))
  expect(light.filter((name) => name === 'ejs' || name.includes('html'))).toEqual([])
})

test('which the page with charts does', () => {
  expect([...loadedBy(fileOf('html/index.ts'))]).toContain('ejs')
})
