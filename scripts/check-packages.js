// `pnpm check:packages [name …]`: packs each package as it would be published, holds the tarballs against publint and
// attw, installs them into an empty npm project outside of the workspace, and runs each bin there.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const all = readdirSync(join(root, 'packages'))
const wanted = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'm4sh-packages-'))

function run(command, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: root, encoding: 'utf8', ...options })
  if (error || status !== (options.expected ?? 0)) {
    process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`)
    throw error ?? new Error(`${command} ${args.join(' ')} ended with ${status}`)
  }
  return stdout
}

// Whoever started this through pnpm has said which pnpm to use.
const pnpm =
  process.env.npm_execpath?.endsWith('.cjs') ||
  process.env.npm_execpath?.endsWith('.mjs') ||
  process.env.npm_execpath?.endsWith('.js')
    ? [process.execPath, process.env.npm_execpath]
    : ['npx', '-y', 'pnpm@12']

try {
  const tarballs = Object.fromEntries(
    all.map((name) => {
      const [command, ...args] = pnpm
      const packed = run(command, [...args, 'pack', '--json', '--pack-destination', folder], {
        cwd: join(root, 'packages', name),
      })
      return [name, join(folder, JSON.parse(packed.slice(packed.indexOf('{'))).filename.replace(/^.*[\\/]/, ''))]
    }),
  )
  for (const name of wanted.length > 0 ? wanted : all) {
    run(process.execPath, [join(root, 'node_modules/publint/src/cli.js'), 'run', tarballs[name], '--strict'])
    run(process.execPath, [
      join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js'),
      tarballs[name],
      '--profile',
      'esm-only',
      '--no-emoji',
    ])
    tryInstalled(name, tarballs)
    console.log(`${name}: packed, publint and attw are content, installed and run`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function tryInstalled(name, tarballs) {
  const manifest = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'))
  const project = mkdtempSync(join(folder, 'project-'))
  writeFileSync(join(project, 'package.json'), '{ "name": "empty", "private": true, "type": "module" }\n')
  run('npm', ['install', '--no-audit', '--no-fund', tarballs['tools-core'], tarballs[name]], { cwd: project })
  for (const [bin] of Object.entries(manifest.bin ?? {})) {
    const path = join(project, 'node_modules', '.bin', bin)
    const version = run(path, ['--version'], { cwd: project }).trim()
    if (version !== manifest.version) throw new Error(`${bin} --version printed ${version}, not ${manifest.version}`)
    if (!run(path, ['--help'], { cwd: project }).includes('Usage')) throw new Error(`${bin} --help shows no usage`)
    const example = join(root, 'packages', name, 'examples')
    if (name === 'api-contract-checker')
      run(
        path,
        [
          '-f',
          join(example, 'frontend/src'),
          '-s',
          join(example, 'schema.yaml'),
          '-o',
          'report.html',
          '-o',
          'report.json',
        ],
        { cwd: project, expected: 1 },
      )
  }
}
