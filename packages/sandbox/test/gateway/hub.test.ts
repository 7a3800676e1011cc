import { describe, expect, test } from '@jest/globals'
import type { Delivery } from '../../src/faults/faults.ts'
import { Hub, type Subscriber } from '../../src/gateway/hub.ts'

interface Listener extends Subscriber {
  readonly heard: Delivery[]
}

function listener(userId: number): Listener {
  const heard: Delivery[] = []
  return { userId, heard, deliver: (delivery) => void heard.push(delivery) }
}

/** The JSON in a frame of a server that is shorter than 126 bytes. */
function jsonIn({ frame }: Delivery): unknown {
  return JSON.parse(frame.subarray(2).toString())
}

describe('the hub', () => {
  test('tells all but one, with one frame for all', () => {
    const hub = new Hub()
    const [a, b, c] = [listener(1), listener(2), listener(3)]
    for (const each of [a, b, c]) hub.subscribe('chat:user:1', each)
    expect(hub.publish('chat:user:1', { type: 'x' }, { except: a })).toBe(2)
    expect(a.heard).toEqual([])
    expect(b.heard[0]?.frame).toBe(c.heard[0]?.frame)
    expect(hub.deliveries).toBe(2)
  })

  test.each([
    ['payload', { channel: 'chat:user:1', payload: { type: 'x', payload: { id: 1 } } }],
    ['flat', { channel: 'chat:user:1', type: 'x', payload: { id: 1 } }],
  ] as const)('wraps events: %s', (envelope, expected) => {
    const hub = new Hub(envelope)
    const one = listener(1)
    hub.subscribe('chat:user:1', one)
    hub.publish('chat:user:1', { type: 'x', payload: { id: 1 } })
    expect(one.heard.map(jsonIn)).toEqual([expected])
  })

  test('nobody listens: nobody is told, and no frame is made', () => {
    const hub = new Hub()
    const circular: Record<string, unknown> = {}
    circular['self'] = circular
    expect(hub.publish('chat:user:1', circular)).toBe(0)
    const alone = listener(1)
    hub.subscribe('chat:user:1', alone)
    expect(hub.publish('chat:user:1', circular, { except: alone })).toBe(0)
  })

  test('a user is online from the first socket to the last', () => {
    const hub = new Hub()
    const watcher = listener(9)
    hub.subscribe('status:users', watcher)
    const [first, second] = [listener(5), listener(5)]
    hub.connect(first)
    hub.connect(second)
    expect(hub.isOnline(5)).toBe(true)
    hub.disconnect(first)
    expect(hub.isOnline(5)).toBe(true)
    hub.disconnect(second)
    hub.disconnect(second)
    expect(hub.isOnline(5)).toBe(false)
    expect(watcher.heard.map(jsonIn)).toEqual([
      { channel: 'status:users', payload: { type: 'user.status', user_id: 5, status: 'online' } },
      { channel: 'status:users', payload: { type: 'user.status', user_id: 5, status: 'offline' } },
    ])
    expect(hub.sockets).toBe(0)
  })

  test('forgets channels that nobody listens to', () => {
    const hub = new Hub()
    const one = listener(1)
    hub.subscribe('chat:user:1', one)
    hub.subscribe('status:users', one)
    expect(hub.channels).toBe(2)
    hub.unsubscribe('chat:user:1', one)
    hub.unsubscribe('chat:user:1', one)
    hub.unsubscribe('status:users', one)
    hub.disconnect(one)
    expect(hub.channels).toBe(0)
  })
})
