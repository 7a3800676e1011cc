import { expect, test } from '@jest/globals'
import { isPrivateTarget } from '../../../src/connections/websocket/index.ts'

test.each([
  'localhost',
  'LOCALHOST.',
  'api.localhost:8000',
  'board.local',
  'host.docker.internal',
  'nas.home.arpa',
  '127.0.0.1:8000',
  '127.255.255.255',
  '127.1',
  '0x7f000001',
  '2130706433',
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.20',
  '169.254.10.1',
  '[::1]:8000',
  '[::]',
  '[fd12:3456::1]',
  '[fe80::1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:192.168.1.20]',
])('private: %s', (host) => {
  expect(isPrivateTarget(`ws://${host}/ws/`)).toBe(true)
  expect(isPrivateTarget(`https://${host}/api`)).toBe(true)
})

test.each([
  'm4sh.example',
  'localhost.example',
  'notlocalhost',
  'mylocal',
  'internal.example',
  'backend',
  '8.8.8.8',
  '11.0.0.1',
  '172.15.255.255',
  '172.32.0.1',
  '192.169.0.1',
  '126.255.255.255',
  '128.0.0.1',
  '[2001:db8::1]',
  '[fec0::1]',
  '[::ffff:8.8.8.8]',
  '127.0.0.1.example',
  '127.0.0.1@m4sh.example',
])('not private: %s', (host) => {
  expect(isPrivateTarget(`wss://${host}/ws/`)).toBe(false)
})

test.each(['', 'localhost', 'localhost:8000/ws/', '//localhost/', 'ws://'])(
  'not private, being no address: %j',
  (text) => {
    expect(isPrivateTarget(text)).toBe(false)
  },
)
