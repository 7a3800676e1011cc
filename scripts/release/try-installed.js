import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readManifest } from './workspace.js'

/**
 * How each package is tried where it has been installed: a tool does some real work against a sandbox, and what it reports
 * is held against the schema that came with it.
 */
const tries = {
  'api-contract-checker': reporting({
    args: ({ checkout, sandbox }) => [
      `--frontend-path=${join(checkout, 'packages/api-contract-checker/examples/frontend/src')}`,
      `--base-url=${sandbox.baseUrl}`,
    ],
    // The example disagrees on purpose.
    expected: 1,
    isDone: ({ summary, findings }) => summary.matched > 0 && findings.length > 0,
  }),
  'stress-board': reporting({
    args: ({ sandbox }) => [
      `--base-url=${sandbox.baseUrl}`,
      '--lesson=1',
      '--clients=4',
      '--duration=2s',
      '--on-saturation=warn',
    ],
    isDone: ({ clients, messages }) => clients.connected === 4 && messages.received > 0,
  }),
  'chat-latency': reporting({
    args: ({ sandbox }) => [
      `--base-url=${sandbox.baseUrl}`,
      '--lesson=1',
      '--messages=10',
      '--interval=50',
      '--on-saturation=warn',
    ],
    isDone: ({ messages }) => messages.received === 10,
  }),
  'notif-blast': reporting({
    args: () => ['--all-users', '--count=25'],
    isDone: ({ inserted }) => inserted === 25,
  }),
  'integrity-scan': reporting({
    args: () => [],
    isDone: ({ summary }) => summary.checks > 0 && summary.passed === summary.checks,
  }),
  sandbox: trySandbox,
  'tools-core': tryCore,
}

/**
 * @param {{folder: string, name: string, version: string, project: string, checkout: string, sandbox: object,
 *   readPublishedSchema: Function, run: (command: readonly string[], options?: object) => Promise<string>}} context
 * @throws {Error} that says what did not work
 */
export async function tryInstalled(context) {
  const { name, version, project, run, folder } = context
  const installed = readManifest(join(project, 'node_modules', name))
  if (installed.version !== version) throw new Error(`${name}@${installed.version} was installed, not ${version}`)
  for (const bin of Object.keys(installed.bin ?? {})) {
    const printed = (await run([binOf(context, bin), '--version'])).trim()
    if (printed !== version) throw new Error(`${bin} --version printed ${printed}, not ${version}`)
    if (!(await run([binOf(context, bin), '--help'])).includes('Usage')) throw new Error(`${bin} --help shows no usage`)
  }
  if (!tries[folder]) throw new Error(`scripts/release/try-installed.js does not say how ${folder} is tried`)
  await tries[folder](context)
}

function reporting({ args, expected = 0, isDone }) {
  return async (context) => {
    const { folder, name, version, project, readPublishedSchema, run } = context
    const [json, html] = ['report.json', 'report.html'].map((file) => join(project, file))
    const command = [binOf(context, folder), ...args(context), `--output=${json}`, `--output=${html}`]
    await run(command, { expected })
    const report = JSON.parse(readFileSync(json, 'utf8'))
    const schema = pathToFileURL(join(project, 'node_modules', name, 'schema/report.schema.json'))
    const { errorsOf, errorsOfEnvelope } = readPublishedSchema(schema)
    const problems = [...errorsOf(report), ...errorsOfEnvelope(report)]
    if (report.tool.version !== version) problems.push(`/tool/version is ${report.tool.version}`)
    if (problems.length > 0) throw new Error(`The report of ${folder} is not valid:\n${problems.join('\n')}`)
    // Its templates are files of the packages.
    if (!readFileSync(html, 'utf8').trimEnd().endsWith('</html>')) throw new Error(`${folder} wrote no whole HTML page`)
    if (!isDone(report.result)) throw new Error(`${folder} did not do its work:\n${JSON.stringify(report.result)}`)
  }
}

async function trySandbox(context) {
  await context.run([binOf(context, 'sandbox'), '--port=0'], {
    expected: 130,
    meanwhile: async (child) => {
      const origin = await readOrigin(child)
      const { status } = await fetch(`${origin}/api/schema/`)
      if (status !== 200) throw new Error(`The sandbox answered its schema with ${status}`)
      child.kill('SIGINT')
    },
  })
}

/** Where it listens, once it says so. */
async function readOrigin(child) {
  const ended = once(child, 'exit').then(() => true)
  let printed = ''
  for (;;) {
    const chunk = await Promise.race([once(child.stdout, 'data'), ended])
    // Why is in its exit code and what it printed.
    if (chunk === true) throw new Error(`The sandbox ended before it was up:\n${printed}`)
    printed += chunk[0]
    const [, origin] = /REST +(http:\S+)\/api\//.exec(printed) ?? []
    if (origin !== undefined) return origin
  }
}

/** Every subpath can be imported, but for those whose optional peers nobody has installed. */
async function tryCore({ name, project, run }) {
  const { exports, peerDependenciesMeta } = readManifest(join(project, 'node_modules', name))
  const modules = Object.keys(exports).filter((path) => !path.endsWith('.json'))
  const peers = Object.keys(peerDependenciesMeta)
  writeFileSync(
    join(project, 'import-all.js'),
    `for (const path of ${JSON.stringify(modules)}) {
      try {
        await import(path.replace('.', ${JSON.stringify(name)}))
      } catch (error) {
        const [, missing] = /^Cannot find package '([^']+)'/.exec(error.message) ?? []
        if (!${JSON.stringify(peers)}.includes(missing)) throw error
      }
    }`,
  )
  await run(['node', 'import-all.js'])
}

function binOf({ project }, bin) {
  return join(project, 'node_modules/.bin', bin)
}
