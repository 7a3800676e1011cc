import { expect, test } from '@jest/globals'
import { toFrame, toRequestBody } from '../../src/push/notification.ts'
import { notificationOf } from './peers/notifications.ts'

const notification = { ...notificationOf(7, 'u-"5"'), type: 'a"b', readAt: '2026-03-01T11:00:00.000Z' }
const { id, payloadJson, createdAt, readAt } = notification
const payload = JSON.parse(payloadJson) as object

test('a request asks for the notification, whatever its texts hold', () => {
  expect(JSON.parse(toRequestBody(notification))).toEqual({ user_id: 'u-"5"', type: 'a"b', payload })
  expect(JSON.parse(toRequestBody(notificationOf(0, 42)))).toMatchObject({ user_id: 42 })
})

test('a frame is the event that the platform would send', () => {
  expect(JSON.parse(toFrame(notification))).toEqual({
    channel: 'notifications:user:u-"5"',
    type: 'notification.new',
    payload: { id, type: 'a"b', payload, read_at: readAt, created_at: createdAt },
  })
  expect(JSON.parse(toFrame(notificationOf(0, 42)))).toMatchObject({
    channel: 'notifications:user:42',
    payload: { read_at: null },
  })
})
