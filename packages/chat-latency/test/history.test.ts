import { readFile } from 'node:fs/promises'
import { expect, test } from '@jest/globals'
import { createTemporaryFolder } from '@m4sh/tools-core/testing'
import { readKeptRuns } from '@m4sh/tools-core/testing/kept-runs'
import { withPlatform } from './peers/chat-platform.ts'
import { flagsFor, runCommand } from './peers/run-chat.ts'

test('a run is kept with what a line needs, and its page is a normal size', async () => {
  const folder = await createTemporaryFolder()
  try {
    const { exitCode } = await withPlatform({}, async (platform) => {
      const load = ['-n', '10', '--interval', '20', '--warmup', '1', '--on-saturation', 'warn']
      const argv = [...flagsFor(platform), ...load, '-o', 'chat.html', '--history', 'runs']
      return await runCommand(argv, { cwd: folder.path })
    })
    expect(exitCode).toBe(0)
    const { entries, figures, links } = await readKeptRuns(folder.join('runs'))
    expect(entries).toMatchObject([
      {
        verdict: 'pass',
        subject: { en: '10 messages', uk: '10 повідомлень' },
        target: { en: expect.stringMatching(/^lesson 1 at 127\.0\.0\.1:\d+$/) },
      },
    ])
    expect(figures).toMatchObject({ p95: expect.any(Number), 'answer p95': expect.any(Number), lost: 0, failed: 0 })
    expect(links.toSorted()).toEqual(['../chat.csv', '../chat.html', '../chat.json'])
    expect((await readFile(folder.join('chat.html'))).length).toBeLessThan(1_000_000)
  } finally {
    await folder.remove()
  }
})
