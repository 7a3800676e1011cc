import { expect, test } from '@jest/globals'
import { choosePackages, inOrder, pnpmCommand } from '../release/workspace.js'

const core = { folder: 'core', manifest: { name: '@m4sh/core', dependencies: { ws: '^8.0.0' } } }
const tool = { folder: 'tool', manifest: { name: '@m4sh/tool', dependencies: { '@m4sh/core': 'workspace:^' } } }
const other = { folder: 'other', manifest: { name: '@m4sh/other' } }

test('dependencies come before dependents', () => {
  expect(inOrder([tool, other, core])).toEqual([core, tool, other])
})

test('packages are asked for by folder or name; all are meant where none is', () => {
  expect(choosePackages([core, tool, other], ['tool', '@m4sh/core'])).toEqual([core, tool])
  expect(choosePackages([core, tool], [])).toEqual([core, tool])
  expect(() => choosePackages([core, tool], ['tol'])).toThrow('There is no package tol: core, tool')
})

test('the pnpm that started this is used, be it a script or a program', () => {
  expect(pnpmCommand({ npm_execpath: '/opt/pnpm/bin/pnpm.cjs' })).toEqual([process.execPath, '/opt/pnpm/bin/pnpm.cjs'])
  expect(pnpmCommand({ npm_execpath: '/opt/pnpm/pnpm' })).toEqual(['/opt/pnpm/pnpm'])
  expect(pnpmCommand({ npm_execpath: '/usr/lib/node_modules/npm/bin/npm-cli.js' })).toEqual(['npx', '-y', 'pnpm@12'])
  expect(pnpmCommand({})).toEqual(['npx', '-y', 'pnpm@12'])
})
