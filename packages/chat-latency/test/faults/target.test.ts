import { describe, expect, test } from '@jest/globals'
import { type Behaviour, ChatPlatform, isPost, tokenOf, withPlatform } from '../peers/chat-platform.ts'
import { flagsFor, runCommand, runOn } from '../peers/run-chat.ts'

/** What a command says about a platform with which nothing can be measured. */
async function refusalOf(behaviour: Behaviour, more: readonly string[] = []) {
  return await withPlatform(behaviour, async (platform) => {
    const argv = [...flagsFor(platform), ...more]
    const { exitCode, stdout, stderr } = await runCommand(argv)
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' })
    for (const secret of [tokenOf(2), tokenOf(3)]) expect(stderr).not.toContain(secret)
    return stderr.replaceAll(/\s+/g, ' ')
  })
}

const historySays =
  (status: number): NonNullable<Behaviour['answer']> =>
  ({ path }) =>
    path.startsWith('chat/history/') ? { status } : undefined

test('a platform that is not there', async () => {
  const platform = new ChatPlatform()
  await platform.listen()
  const flags = flagsFor(platform)
  await platform.close()
  const { exitCode, stdout, stderr } = await runCommand(flags)
  expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' })
  expect(stderr).toContain('the connection was refused; nothing listens there')
  expect(stderr).toContain('--base-url')
})

describe('a lesson', () => {
  test.each([
    [404, 'There is no lesson 1 (HTTP 404).', '--lesson'],
    [403, 'Lesson 1 is not theirs (HTTP 403).', "A chat is for the lesson's tutor and student"],
    [401, 'The platform does not know the token (HTTP 401).', 'Is it valid and not expired?'],
    [500, 'The history of lesson 1 answers HTTP 500.', '--base-url'],
  ])('that answers %i', async (status, says, hint) => {
    const stderr = await refusalOf({ answer: historySays(status) })
    expect(stderr).toContain(says)
    expect(stderr).toContain(hint)
  })

  test('that the receiver may not read', async () => {
    const answer: Behaviour['answer'] = ({ path, token }) =>
      path.startsWith('chat/history/') && token === tokenOf(3) ? { status: 403 } : undefined
    expect(await refusalOf({ answer })).toContain('Lesson 1 is not theirs (HTTP 403).')
  })

  test('in which the sender may not write', async () => {
    const answer: Behaviour['answer'] = (request) => (isPost(request) ? { status: 403 } : undefined)
    const stderr = await refusalOf({ answer })
    expect(stderr).toContain('Lesson 1 takes no message: http-403.')
    expect(stderr).toContain('May the sender write in this lesson?')
  })

  test('of which the receiver hears nothing', async () => {
    const stderr = await refusalOf({ deliver: () => [] }, ['--warmup', '2', '--timeout', '600ms'])
    expect(stderr).toContain('Of 2 messages to lesson 1 none reached the receiver within 0.6 s.')
    expect(stderr).toContain('--ws-url')
    expect(await refusalOf({ deliver: () => [] }, ['--warmup', '1', '--timeout', '600ms'])).toContain(
      'The message to lesson 1 did not reach the receiver within 0.6 s.',
    )
  })
})

test('a token that the platform does not know', async () => {
  const answer: Behaviour['answer'] = ({ token }) => (token === tokenOf(3) ? { status: 401 } : undefined)
  const stderr = await refusalOf({ answer })
  expect(stderr).toContain('The platform does not know the token (HTTP 401).')
})

test('an address that knows no users', async () => {
  const answer: Behaviour['answer'] = () => ({ status: 200, body: '<html>' })
  const stderr = await refusalOf({ answer })
  expect(stderr).toContain('GET users/me/ does not say who the token is of (HTTP 200).')
})

describe('a gateway', () => {
  test.each([401, 403])('that refuses the upgrade with %i', async (status) => {
    const stderr = await refusalOf({ refuse: () => status })
    expect(stderr).toContain(`The gateway cannot be used: the gateway refused the token, or who asks (HTTP ${status}).`)
    expect(stderr).toContain('--sender-token and --receiver-token')
  })

  test('that is none', async () => {
    expect(await refusalOf({ refuse: () => 404 })).toContain('Is this the address of the gateway?')
  })

  test('that refuses the receiver alone', async () => {
    expect(await refusalOf({ refuse: (number) => (number === 1 ? 401 : null) })).toContain('(HTTP 401)')
  })

  test.each([4401, 4001, 4003, 1008])('that closes with %i, and repeats the token', async (code) => {
    const stderr = await refusalOf({ opened: ({ socket, token }) => socket.close(code, `bad token ${token}`) })
    expect(stderr).toContain(`the gateway closed it with code ${code} (bad token `)
    expect(stderr).toContain('--sender-token and --receiver-token')
  })

  test.each([
    ['WS_FORBIDDEN', 'not yours', 'WS_FORBIDDEN (not yours).'],
    ['WS_INVALID_CHANNEL', '', 'WS_INVALID_CHANNEL.'],
  ])('that refuses the chat with %s', async (code, detail, says) => {
    const stderr = await refusalOf({
      heard: ({ type }, { socket }) => {
        if (type === 'subscribe') socket.send(JSON.stringify({ type: 'error', code, detail }))
        return type === 'subscribe'
      },
    })
    expect(stderr).toMatch(new RegExp(String.raw`The gateway refuses chat:user:[23]: `))
    expect(stderr).toContain(says)
    expect(stderr).toContain('A chat is heard by the user that the token is of.')
  })
})

test('a gateway that answers no ping is believed to have subscribed us', async () => {
  const heard: Behaviour['heard'] = ({ type }) => type === 'ping'
  const { result } = await withPlatform({ heard }, async (platform) => await runOn(platform, { messages: 2 }))
  expect(result.messages).toMatchObject({ sent: 2, received: 2 })
})
