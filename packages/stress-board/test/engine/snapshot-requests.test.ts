import { describe, expect, test } from '@jest/globals'
import { type SnapshotRequest, SnapshotRequests } from '../../src/engine/snapshot-requests.ts'

/** A request that was written when the user had done and written so much. */
function asked(requests: SnapshotRequests, at: number, sequence: number, place = sequence): SnapshotRequest {
  const request = requests.add(at, sequence)
  request.place = place
  return request
}

describe('an answer', () => {
  test('is one to the oldest request', () => {
    const requests = new SnapshotRequests()
    asked(requests, 100, 5, 4)
    asked(requests, 200, 9, 8)
    expect(requests.answer()).toEqual({ askedAt: 100, sequence: 5, place: 4 })
    expect(requests.answer()).toEqual({ askedAt: 200, sequence: 9, place: 8 })
    expect(requests.isWaiting).toBe(false)
  })

  test('that nobody asked for says as much as the one before', () => {
    const requests = new SnapshotRequests()
    expect(requests.answer()).toEqual({ askedAt: null, sequence: 0, place: 0 })
    asked(requests, 100, 5)
    requests.answer()
    expect(requests.answer()).toEqual({ askedAt: null, sequence: 5, place: 5 })
  })

  test('to one that was given up has its time all the same, and its marks', () => {
    const requests = new SnapshotRequests()
    asked(requests, 100, 5).isLate = true
    expect(requests.isWaiting).toBe(false)
    expect(requests.answer()).toEqual({ askedAt: 100, sequence: 5, place: 5 })
  })

  test('after one that was given up may be to either: the time of the younger, the marks of the older', () => {
    const requests = new SnapshotRequests()
    asked(requests, 100, 5).isLate = true
    asked(requests, 150, 6).isLate = true
    const young = asked(requests, 200, 9)
    expect(requests.answer()).toEqual({ askedAt: 200, sequence: 5, place: 5 })
    expect(requests.has(young)).toBe(false)
    // The one that comes then may be as old.
    expect(requests.answer()).toEqual({ askedAt: null, sequence: 5, place: 5 })
  })

  test('leaves alone what is younger', () => {
    const requests = new SnapshotRequests()
    asked(requests, 100, 5).isLate = true
    asked(requests, 200, 9)
    const last = asked(requests, 300, 12)
    requests.answer()
    expect([requests.has(last), requests.isWaiting]).toEqual([true, true])
  })
})

test('a request that was not written has no place yet', () => {
  const requests = new SnapshotRequests()
  requests.add(100, 5)
  expect(requests.answer()).toEqual({ askedAt: 100, sequence: 5, place: null })
})

test('what an impairment took is answered by nothing', () => {
  const requests = new SnapshotRequests()
  const taken = requests.add(100, 5)
  asked(requests, 200, 9)
  requests.drop(taken)
  requests.drop(taken)
  expect(requests.has(taken)).toBe(false)
  expect(requests.answer()).toEqual({ askedAt: 200, sequence: 9, place: 9 })
})

test('a socket that is lost takes all of them', () => {
  const requests = new SnapshotRequests()
  const request = asked(requests, 100, 5)
  requests.clear()
  expect([requests.isWaiting, requests.has(request)]).toEqual([false, false])
})
