import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from '@jest/globals'
import { CommandError, runCommand } from '../release/run-command.js'

function node(source, options) {
  return runCommand([process.execPath, '-e', source], options)
}

test('gives back what was printed on standard output', async () => {
  expect(await node('console.log(1 + 1); console.error("aside")')).toBe('2\n')
})

test('another exit code than the expected one is an error with all that was printed', async () => {
  const failed = node('console.log("before"); console.error("why"); process.exitCode = 3')
  await expect(failed).rejects.toMatchObject({
    name: 'CommandError',
    message: expect.stringMatching(/ ended with 3, 0 was wanted$/),
    output: expect.stringContaining('why'),
  })
  expect(await node('process.exitCode = 3', { expected: 3 })).toBe('')
})

test('a program that there is none of is an error', async () => {
  await expect(runCommand(['no-such-program'])).rejects.toMatchObject({ code: 'ENOENT' })
})

test('what does not end in time is ended', async () => {
  const error = await node('setInterval(() => {}, 1000)', { limitMs: 500 }).catch((reason) => reason)
  expect(error).toBeInstanceOf(CommandError)
  expect(error.message).toMatch(/ had not ended after 0\.5 s$/)
})

test('a stop ends all that the command has started', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = new AbortController()
  // The grandchild holds a connection for as long as it lives.
  const grandchild = `require('net').connect(${server.address().port}, '127.0.0.1')`
  const source = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}], { stdio: 'inherit' }); setInterval(() => {}, 1000)`
  const running = node(source, { signal: stop.signal })
  const [socket] = await once(server, 'connection')
  const ended = once(socket.resume(), 'close')
  stop.abort()
  await expect(running).rejects.toMatchObject({ name: 'AbortError' })
  await ended
  server.close()
})

test('whoever deals with a command while it runs ends it by an error', async () => {
  const running = node('console.log("up"); setInterval(() => {}, 1000)', {
    meanwhile: async (child) => {
      await once(child.stdout, 'data')
      throw new Error('not as it has to be')
    },
  })
  await expect(running).rejects.toThrow('not as it has to be')
})
