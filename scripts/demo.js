// `pnpm demo`: runs every tool's main job for some seconds and says where the reports lie.
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const reports = `${root}reports/demo`
mkdirSync(reports, { recursive: true })

const demos = [
  {
    tool: 'api-contract-checker',
    question: "Do frontend calls and the backend's OpenAPI schema agree?",
    // The example disagrees on purpose, once in each way: exit 1 is what it has to give.
    expected: 1,
    report: `${reports}/api-contract.html`,
    args: (report) => [
      `${root}packages/api-contract-checker/dist/cli.js`,
      `--frontend-path=${root}packages/api-contract-checker/examples/frontend/src`,
      `--schema-url=${root}packages/api-contract-checker/examples/schema.yaml`,
      `--output=${report}`,
    ],
  },
]

let failed = 0
for (const { tool, question, expected, report, args } of demos) {
  console.log(`── ${tool}: ${question}\n`)
  const { status } = spawnSync(process.execPath, args(report), { stdio: 'inherit', cwd: root })
  const isFine = status === expected
  if (!isFine) failed++
  console.log(
    `\n── ${tool}: ${isFine ? 'works' : `ended with ${status}, ${expected} was expected`}; report: ${pathToFileURL(report).href}\n`,
  )
}
process.exitCode = failed === 0 ? 0 : 1
