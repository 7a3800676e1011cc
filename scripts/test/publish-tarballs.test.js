import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { installEnvironment } from '../release/environment.js'
import { startLocalRegistry } from '../release/local-registry.js'
import { isPublished, publishTarballs } from '../release/publish-tarballs.js'
import { runCommand } from '../release/run-command.js'

// npm itself, and a registry that answers as the real one does.
let folder
let registry

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'publish-tarballs-'))
  registry = await startLocalRegistry()
  const credentials = `${registry.url.replace('http:', '')}:_authToken=some-token`
  writeFileSync(join(folder, '.npmrc'), `@m4sh:registry=${registry.url}\n${credentials}\n`)
})
afterEach(async () => {
  await registry.close()
  rmSync(folder, { recursive: true, force: true })
})

function run(command) {
  return runCommand(command, { cwd: folder, env: installEnvironment([]) })
}

async function pack(version) {
  const manifest = { name: '@m4sh/tried', version }
  mkdirSync(join(folder, version, 'package'), { recursive: true })
  writeFileSync(join(folder, version, 'package/package.json'), JSON.stringify(manifest))
  const file = join(folder, `tried-${version}.tgz`)
  await run(['tar', '-czf', file, '-C', join(folder, version), 'package'])
  return { file, manifest }
}

test('publishes what the registry lacks, and passes over what it has', async () => {
  const first = await pack('0.1.0')
  const said = []
  const say = (line) => said.push(line)
  await publishTarballs([first], { run, flags: ['--dry-run'] })
  await publishTarballs([first], { run, say })
  await publishTarballs([first, await pack('0.2.0')], { run, say })
  expect(said).toEqual([
    '@m4sh/tried@0.1.0 is published',
    '@m4sh/tried@0.1.0 is on the registry already',
    '@m4sh/tried@0.2.0 is published',
  ])
  // npm takes seconds for each of seven commands where the machine is busy.
}, 120_000)

test('a registry that cannot be asked is not taken for one that lacks something', async () => {
  const { manifest } = await pack('0.1.0')
  await registry.close()
  const npm = ['npm', '--fetch-retries=0']
  await expect(isPublished(manifest, { run, npm })).rejects.toThrow(/ended with 1/)
  registry = await startLocalRegistry()
})

test('the registry gives back a tarball as it came, and keeps what it has', async () => {
  const data = Buffer.from('a tarball').toString('base64')
  const body = JSON.stringify({
    name: '@m4sh/tried',
    versions: { '1.0.0': { name: '@m4sh/tried', version: '1.0.0' } },
    'dist-tags': { latest: '1.0.0' },
    _attachments: { 'tried-1.0.0.tgz': { data } },
  })
  const put = () => fetch(`${registry.url}@m4sh%2ftried`, { method: 'PUT', body })
  expect((await put()).status).toBe(201)
  expect((await put()).status).toBe(403)
  const packument = await (await fetch(`${registry.url}@m4sh%2ftried`)).json()
  expect(packument['dist-tags']).toEqual({ latest: '1.0.0' })
  expect(await (await fetch(packument.versions['1.0.0'].dist.tarball)).text()).toBe('a tarball')
  expect((await fetch(`${registry.url}@m4sh%2fother`)).status).toBe(404)
  expect((await fetch(new URL('/@m4sh%2ftried', registry.url))).status).toBe(404)
})
