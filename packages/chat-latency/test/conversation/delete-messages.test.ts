import { describe, expect, test } from '@jest/globals'
import { type Behaviour, eventOf, withPlatform } from '../peers/chat-platform.ts'
import { flagsFor, runCommand, runOn } from '../peers/run-chat.ts'

const load = { warmup: 0, messages: 8, deletesMessages: true } as const

async function deletedOn(behaviour: Behaviour) {
  return await withPlatform(behaviour, async (platform) => {
    const { result, warnings } = await runOn(platform, load)
    const said = warnings.filter((one) => one.includes('deleted'))
    return { deleted: result.messages.deleted, said, left: platform.messages.length }
  })
}

/** Nobody tells the id of a message. */
const nameless: Behaviour = {
  created: () => ({ status: 201, body: {} }),
  deliver: (message, client) => [eventOf({ ...message, id: NaN }, client)],
}

describe('what a run has written is taken away', () => {
  test.concurrent('also where the platform tells to wait', async () => {
    let last = 0
    const answer: Behaviour['answer'] = ({ method }) => {
      if (method !== 'DELETE') return undefined
      const now = performance.now()
      const isTooSoon = now - last < 100
      last = now
      return isTooSoon ? { status: 429, headers: { 'retry-after': '0.2' } } : undefined
    }
    expect(await deletedOn({ answer })).toEqual({ deleted: 8, said: [], left: 0 })
  })

  test.concurrent('but not for ever', async () => {
    const answer: Behaviour['answer'] = ({ method }) =>
      method === 'DELETE' ? { status: 429, headers: { 'retry-after': '3600' } } : undefined
    const { deleted, said, left } = await deletedOn({ answer })
    expect({ deleted, left }).toEqual({ deleted: 0, left: 8 })
    expect(said).toEqual(['8 messages could not be deleted.'])
  })

  test.concurrent('by the history, where nobody has told the ids', async () => {
    expect(await deletedOn(nameless)).toEqual({ deleted: 8, said: [], left: 0 })
  })

  test.concurrent('and said to be there still, where the history cannot be read either', async () => {
    let looks = 0
    const answer: Behaviour['answer'] = ({ path }) =>
      path.startsWith('chat/history/') && ++looks > 2 ? { status: 500 } : undefined
    const { deleted, said, left } = await deletedOn({ ...nameless, answer })
    expect({ deleted, left }).toEqual({ deleted: 0, left: 8 })
    expect(said).toEqual(['8 messages could not be deleted.'])
  })

  test.concurrent.each([
    ['', {}, 0],
    ['; what is left is told', { answer: ({ method }) => (method === 'DELETE' ? { status: 403 } : undefined) }, 2],
  ] as const satisfies readonly (readonly [string, Behaviour, number])[])(
    'also where the warm-up ends the run%s',
    async (_, behaviour: Behaviour, left) => {
      await withPlatform({ deliver: () => [], ...behaviour }, async (platform) => {
        const argv = [...flagsFor(platform), '--warmup', '3', '--timeout', '200ms', '--delete-messages']
        const { exitCode, stderr } = await runCommand(argv)
        expect(exitCode).toBe(3)
        expect(platform.messages).toHaveLength(left)
        // Two that reach nobody are enough to tell.
        expect(stderr.includes('2 messages of this run could not be deleted.')).toBe(left > 0)
      })
    },
  )
})
