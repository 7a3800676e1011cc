import { readdirSync, readFileSync } from 'node:fs'
import { expect, jest, test } from '@jest/globals'
import { lintWorkflows, scheduleWorkflow } from './linters/actionlint.ts'
import { listGitLabJobs } from './linters/gitlab-ci-local.ts'
import { checkManifests } from './linters/kubernetes-types.ts'
import { type Block, documentsOf, readPage } from './page/read-page.ts'
import { readCrontab } from './places/crontab.ts'

jest.setTimeout(120_000)

const page = readPage(new URL('../ci.md', import.meta.url))
const own = new URL('../../.github/workflows/', import.meta.url)

const recipes = Object.fromEntries(
  blocksOf((file) => file.startsWith('.github/workflows/')).map(({ file, text }) => [
    file?.replace('.github/workflows/', ''),
    text,
  ]),
) as Record<string, string>
/** The recipes of the page and what this repository runs itself. */
const workflows: Record<string, string> = {
  ...recipes,
  ...Object.fromEntries(readdirSync(own).map((name) => [`own-${name}`, readFileSync(new URL(name, own), 'utf8')])),
}
const gitlabJobs = blocksOf((file) => file === '.gitlab-ci.yml')
const manifests = blocksOf((file) => file.endsWith('.yaml'))

test('every block of YAML has a linter', () => {
  const yaml = page.filter(({ language }) => language === 'yaml').length
  expect(Object.keys(recipes).length + gitlabJobs.length + manifests.length).toBe(yaml)
  expect(Object.keys(workflows).length).toBeGreaterThan(Object.keys(recipes).length)
})

test('actionlint finds nothing in the workflows, nor in the schedules of other places', async () => {
  const crontabs = page.filter(({ language }) => language === 'crontab').map((block) => readCrontab(block).schedule)
  const cronJobs = manifests.flatMap(({ text }) => [...text.matchAll(/schedule: '(.+)'/g)].map(([, cron = '']) => cron))
  expect(crontabs.length + cronJobs.length).toBe(2)
  const schedules = scheduleWorkflow([...crontabs, ...cronJobs])
  const { code, output } = await lintWorkflows({ ...workflows, 'schedules.yml': schedules })
  expect(output).toContain('All workflow files passed')
  expect(code).toBe(0)
})

test('actionlint finds what is wrong, inputs of pinned actions included', async () => {
  const wrong = (recipes['integrity-scan.yml'] ?? '')
    .replace('restore-keys:', 'restore-key:')
    .replace('always()', 'allways()')
  const files = { 'wrong.yml': wrong, 'schedules.yml': scheduleWorkflow(['0 25 * * *']) }
  const { code, output } = await lintWorkflows(files)
  expect(code).toBe(1)
  expect(output).toContain('input "restore-key" is not defined in action "actions/cache/restore@v4"')
  expect(output).toContain('undefined function "allways"')
  expect(output).toContain('invalid CRON format')
})

test('each action is pinned by the hash of a commit, and a version has one hash everywhere', () => {
  const uses = Object.values(workflows).flatMap((text) => [...text.matchAll(/uses: +(\S+)(.*)$/gm)])
  expect(uses.length).toBeGreaterThan(10)
  const hashes = new Map<string, string>()
  for (const [line, action = '', comment = ''] of uses) {
    const [name = '', hash = ''] = action.split('@')
    expect(line).toMatch(/@[\da-f]{40} # v\d+\.\d+\.\d+$/)
    const version = `${name.split('/').slice(0, 2).join('/')}${comment}`
    expect([version, hashes.get(version) ?? hash]).toEqual([version, hash])
    hashes.set(version, hash)
  }
})

test('workflows may do no more than they need: rights are named, jobs end, and a checkout keeps no credentials', () => {
  for (const text of Object.values(workflows)) {
    // Of the whole: what one job needs beyond that, it names itself.
    expect(text).toMatch(/^permissions: \{(?: contents: read(?:, security-events: write)? )?\}$/m)
    const jobs = [...text.matchAll(/^ {4}runs-on: /gm)].length
    expect([...text.matchAll(/^ {4}timeout-minutes: \d+$/gm)]).toHaveLength(jobs)
    const checkouts = [...text.matchAll(/uses: actions\/checkout@/g)].length
    expect([...text.matchAll(/with: \{ persist-credentials: false[,} ]/g)]).toHaveLength(checkouts)
    expect(text).not.toMatch(/run:.*\$\{\{ secrets/)
  }
})

test('the jobs of GitLab keep to its schema, and run when the page says', async () => {
  const all = gitlabJobs.map(({ text }) => text).join('\n')
  const jobsOf = async (source: string) => (await listGitLabJobs(all, { CI_PIPELINE_SOURCE: source })).jobs
  expect(await jobsOf('merge_request_event')).toEqual(['api-contract'])
  expect(await jobsOf('schedule')).toEqual(['integrity-scan', 'whiteboard-gate'])
})

test('the schema of GitLab finds what is wrong', async () => {
  const wrong = (gitlabJobs[0]?.text ?? '').replace('when: always', 'whenever: always')
  const { jobs, output } = await listGitLabJobs(wrong, {})
  expect(jobs).toEqual([])
  expect(output).toContain("'whenever' property is not expected to be here")
})

test('the manifests have the fields of the API of Kubernetes', async () => {
  expect(await checkManifests(manifests.flatMap(documentsOf))).toEqual([])
})

test('the types of Kubernetes find a field that is misspelt, however deep, and one that is missing', async () => {
  const cronJob = manifests.flatMap(documentsOf).find((one) => JSON.stringify(one).includes('CronJob'))
  const misspelt = JSON.parse(JSON.stringify(cronJob).replace('mountPath', 'mountpath')) as unknown
  const without = JSON.parse(JSON.stringify(cronJob).replace('"schedule"', '"timeZone"')) as unknown
  expect(await checkManifests([misspelt, without])).toEqual([
    expect.stringMatching(/'"mountpath"' does not exist in type 'VolumeMount'/),
    expect.stringMatching(/Property 'schedule' is missing in type/),
  ])
})

function blocksOf(isWanted: (file: string) => boolean): Block[] {
  return page.filter(({ file, language }) => language === 'yaml' && file !== null && isWanted(file))
}
