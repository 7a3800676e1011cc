import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'

const tool = fileURLToPath(new URL('demo-tool.ts', import.meta.url))

/** The sources as a real process. */
function start(...argv: readonly string[]): ChildProcessWithoutNullStreams {
  const loader = import.meta.resolve('jiti/register')
  return spawn(process.execPath, ['--import', loader, tool, ...argv], { stdio: 'pipe' })
}

async function ended(child: ChildProcessWithoutNullStreams) {
  const closed = once(child, 'close')
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), closed])
  return { stdout, stderr, exitCode: child.exitCode }
}

describe('a real process', () => {
  test('flushes what it wrote into a pipe, however much', async () => {
    const { stdout, exitCode, stderr } = await ended(start('flood'))
    expect(stdout).toHaveLength(20_000 * 100 + 'the end\n'.length)
    expect(stderr).toBe('closed: false\n')
    expect(exitCode).toBe(1)
  })

  test('a reader that goes away is no error', async () => {
    const child = start('flood')
    child.stdout.once('data', () => child.stdout.destroy())
    const [stderr] = await Promise.all([text(child.stderr), once(child, 'close')])
    expect({ stderr, exitCode: child.exitCode }).toEqual({ stderr: 'closed: true\n', exitCode: 1 })
  })

  const testOnLinux = existsSync('/dev/full') ? test : test.skip
  testOnLinux('a full disk behind stdout is named in words', async () => {
    const loader = import.meta.resolve('jiti/register')
    const argv = [process.execPath, '--import', loader, tool, 'flood']
    const { stderr, exitCode } = await ended(spawn('sh', ['-c', 'exec "$@" >/dev/full', 'sh', ...argv]))
    expect(stderr).toContain(
      'error: Standard output cannot be written: the disk is full.\n  Send it to another place.\n',
    )
    expect(exitCode).toBe(3)
  })

  test('reads stdin', async () => {
    const child = start('echo')
    child.stdin.end('żółw')
    expect((await ended(child)).stdout).toBe('ŻÓŁW, then ""')
  })

  test('the first Ctrl-C ends the waiting for stdin, and the process', async () => {
    const child = start('echo')
    child.stdin.write('half')
    child.stderr.once('data', () => child.kill('SIGINT'))
    const { stdout, exitCode } = await ended(child)
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 130 })
  })

  test('is not kept alive by what is to be done later', async () => {
    expect(await ended(start('schedule'))).toMatchObject({ exitCode: 0 })
  })

  test('asks on stderr and waits for a line, for its end, or for Ctrl-C', async () => {
    const answered = start('ask')
    answered.stdin.write('Olena\nand more')
    expect(await ended(answered)).toEqual({ stdout: 'Hello, Olena!', stderr: 'Your name? ', exitCode: 0 })
    const silent = start('ask')
    silent.stdin.end()
    expect(await ended(silent)).toMatchObject({ stdout: 'Hello, !', exitCode: 0 })
    const stopped = start('ask')
    stopped.stderr.once('data', () => stopped.kill('SIGINT'))
    expect(await ended(stopped)).toMatchObject({ stdout: '', exitCode: 130 })
  })

  test('a rejection that nobody handles is a bug, not a finding', async () => {
    const { exitCode, stderr } = await ended(start('lost-rejection'))
    expect(stderr).toContain('error: TypeError: nobody waits for me\n  This is a bug of demo.')
    expect(exitCode).toBe(3)
  })

  test.each(['SIGINT', 'SIGTERM'] as const)('%s: what was done so far is written, exit code 130', async (signal) => {
    const child = start('wait')
    child.stdout.once('data', () => child.kill(signal))
    const { stdout, stderr, exitCode } = await ended(child)
    expect({ stdout, exitCode }).toEqual({ stdout: 'ready\nhalf a report\n', exitCode: 130 })
    expect(stderr).toContain('Stopping')
  })

  test('a second signal ends what does not stop', async () => {
    const child = start('hang')
    child.stdout.once('data', () => child.kill('SIGINT'))
    // The first was heard; what counts as the same press is over soon.
    child.stderr.once('data', () => {
      const again = setInterval(() => child.kill('SIGINT'), 30)
      child.once('close', () => clearInterval(again))
    })
    expect((await ended(child)).exitCode).toBe(130)
  })
})
