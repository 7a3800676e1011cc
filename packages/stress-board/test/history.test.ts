import { readFile } from 'node:fs/promises'
import { expect, test } from '@jest/globals'
import type { Report } from '@m4sh/tools-core/reporting'
import { createTemporaryFolder } from '@m4sh/tools-core/testing'
import { readKeptRuns } from '@m4sh/tools-core/testing/kept-runs'
import type { StressResult } from '../src/result.ts'
import { withGateway } from './peers/board-gateway.ts'
import { runCommand } from './peers/run-board.ts'

test('runs are kept with what a line needs, and the page of each is a normal size', async () => {
  const folder = await createTemporaryFolder()
  try {
    await withGateway({}, async ({ url }) => {
      for (const name of ['first', 'second']) {
        const load = [
          '-l',
          '1',
          '-n',
          '3',
          '-d',
          '1500ms',
          '--rate',
          '20/s',
          '--on-saturation',
          'warn',
          '--ws-url',
          url,
        ]
        const reports = [
          '-o',
          folder.join(`${name}.html`),
          '-o',
          folder.join(`${name}.json`),
          '--history',
          folder.join('runs'),
        ]
        const { exitCode, stderr } = await runCommand([...load, ...reports])
        expect([exitCode, stderr]).toEqual([0, expect.stringContaining(`History: ${folder.join('runs/index.html')}`)])
      }
    })
    const { entries, figures, html, links } = await readKeptRuns(folder.join('runs'))
    const reports = await Promise.all(
      ['first', 'second'].map(
        async (name) => JSON.parse(await readFile(folder.join(`${name}.json`), 'utf8')) as Report<StressResult>,
      ),
    )
    const report = reports.find(({ run }) => run.id === entries[0]?.run.id)
    expect(entries).toHaveLength(2)
    expect(entries[0]).toMatchObject({
      verdict: 'pass',
      subject: { en: '3 clients on 1 lesson', uk: '3 клієнти на 1 уроці' },
      target: entries[1]?.target,
    })
    expect(figures).toMatchObject({ p95: report?.result.latency.p95, delivered: 1, lost: 0, diverged: 0, errors: 0 })
    const name = report === reports[0] ? 'first' : 'second'
    expect(links).toEqual([`../${name}.html`, `../${name}.json`])
    expect(html).toContain('Latency of 2 runs')
    expect((await readFile(folder.join('second.html'))).length).toBeLessThan(1_000_000)
  } finally {
    await folder.remove()
  }
}, 60_000)
