import { describe, expect, test } from '@jest/globals'
import { parseChannel } from '../../src/gateway/channel.ts'

describe('names of channels', () => {
  test.each([
    ['board:lesson:7', { kind: 'board', name: 'board:lesson:7', lessonId: 7 }],
    ['chat:user:12', { kind: 'chat', name: 'chat:user:12', userId: 12 }],
    ['notifications:user:9007199254740991', { kind: 'notifications', userId: 9_007_199_254_740_991 }],
    ['status:users', { kind: 'status', name: 'status:users' }],
  ])('%s', (name, channel) => {
    expect(parseChannel(name)).toMatchObject(channel)
  })

  test.each([
    '',
    'board',
    'board:lesson:',
    'board:lesson:0',
    'board:lesson:01',
    'board:lesson:-1',
    'board:lesson:1.5',
    'board:lesson:1e3',
    'board:lesson:x',
    'board:lesson:1 ',
    'board:lesson:1\n',
    'board:lesson:9007199254740992',
    'board:lesson:99999999999999999999',
    'board:user:1',
    'chat:lesson:1',
    "chat:user:1' OR '1'='1",
    'status:user:1',
    'status:users:1',
    'BOARD:LESSON:1',
    '__proto__',
  ])('"%s" is none', (name) => {
    expect(parseChannel(name)).toBeUndefined()
  })
})
