import { describe, expect, test } from '@jest/globals'
import { succeeded, type Answer } from './api-client.ts'
import type { Deployment } from './deployment.ts'
import { unknownId } from './endpoints.ts'
import { fieldsOf, idOf } from './json.ts'
import { describeWith } from './needs.ts'
import { readAll } from './pages.ts'
import { refused, expectId, pageOf } from './shapes.ts'

const statuses = ['invited', 'active', 'paused', 'archived']

export function describeRelations({ tutor, student, rows }: Deployment): void {
  describe('relations', () => {
    test('of the tutor and of the student are pages', async () => {
      for (const [session, path] of [
        [tutor, '/tutor/relations/'],
        [student, '/student/relations/'],
      ] as const) {
        for (const relation of (await readAll(session.api, path)).rows) {
          expectId(relation, 'id')
          expect(statuses).toContain(relation['status'])
        }
      }
    })

    test('the other role has none there', async () => {
      for (const [session, path] of [
        [student, '/tutor/relations/'],
        [tutor, '/student/relations/'],
      ] as const) {
        const answer = await session.api.get(path)
        const isEmpty = answer.status === 200 && pageOf(answer).results.length === 0
        expect(isEmpty || answer).toEqual(isEmpty || refused(403, 404))
      }
    })

    test.each(['accept', 'decline', 'resend', 'cancel'])('one that is not there: %s answers 404', async (action) => {
      expect(await tutor.api.post(`/relations/${unknownId}/${action}/`)).toEqual(refused(403, 404))
    })

    test.each(['accept', 'archive'])('a batch of ones that are not there: %s says that they failed', async (action) => {
      const answer = await tutor.api.post(`/tutor/relations/batch/${action}/`, { ids: [unknownId, unknownId + 1] })
      expect(batchOf(answer)).toEqual({ processed: 0, failed: 2 })
    })

    test('batches are the tutor’s', async () => {
      expect(await student.api.post('/tutor/relations/batch/accept/', { ids: [unknownId] })).toEqual(refused(403, 404))
    })

    test.each([{}, { ids: 'all' }, { ids: ['x'] }, { ids: null }])('a batch of %j: refused', async (body) => {
      expect(await tutor.api.post('/tutor/relations/batch/accept/', body)).toEqual(refused(400, 422))
    })
  })

  describeWith('relations that were asked for', rows, (database) => {
    const askedByStudent = async (): Promise<string> => {
      const asking = await database.addUser('student')
      return await database.addRelation(tutor.userId, asking, asking)
    }
    const act = async (id: string, action: string, by = tutor): Promise<Answer> => {
      return await by.api.post(`/relations/${id}/${action}/`)
    }

    test('accept', async () => {
      const id = await askedByStudent()
      succeeded(await act(id, 'accept'))
      expect(await database.relationStatus(id)).toBe('active')
      const { rows: listed } = await readAll(tutor.api, '/tutor/relations/')
      expect(listed.find((relation) => idOf(relation['id']) === id)).toMatchObject({ status: 'active' })
      expect(await act(id, 'decline')).toEqual(refused(400, 403, 404, 409, 422))
      expect(await database.relationStatus(id)).toBe('active')
    })

    test('decline', async () => {
      const id = await askedByStudent()
      succeeded(await act(id, 'decline'))
      expect(['archived', 'declined', null]).toContain(await database.relationStatus(id))
      expect(await act(id, 'accept')).toEqual(refused(400, 403, 404, 409, 422))
    })

    test('by somebody else: refused', async () => {
      const id = await askedByStudent()
      for (const action of ['accept', 'decline', 'resend', 'cancel']) {
        expect(await act(id, action, student)).toEqual(refused(403, 404))
      }
      expect(await database.relationStatus(id)).toBe('invited')
    })

    test('a student has one active tutor at most', async () => {
      const [busy, other] = [await database.addUser('student'), await database.addUser('tutor')]
      await database.addRelation(other, busy, other, 'active')
      const id = await database.addRelation(tutor.userId, busy, busy)
      expect(await act(id, 'accept')).toEqual(refused(400, 403, 409, 422))
      expect(await database.relationStatus(id)).toBe('invited')
    })

    test('batch/accept and batch/archive: {processed, failed}', async () => {
      const [one, two] = [await askedByStudent(), await askedByStudent()]
      const ids = [Number(one), Number(two), unknownId]
      expect(batchOf(await tutor.api.post('/tutor/relations/batch/accept/', { ids }))).toEqual({
        processed: 2,
        failed: 1,
      })
      expect([await database.relationStatus(one), await database.relationStatus(two)]).toEqual(['active', 'active'])
      expect(batchOf(await tutor.api.post('/tutor/relations/batch/archive/', { ids }))).toEqual({
        processed: 2,
        failed: 1,
      })
      expect([await database.relationStatus(one), await database.relationStatus(two)]).toEqual(['archived', 'archived'])
    })

    test('a batch leaves alone what is another tutor’s', async () => {
      const [other, asking] = [await database.addUser('tutor'), await database.addUser('student')]
      const id = await database.addRelation(other, asking, asking)
      const answer = await tutor.api.post('/tutor/relations/batch/accept/', { ids: [Number(id)] })
      expect(batchOf(answer)).toEqual({ processed: 0, failed: 1 })
      expect(await database.relationStatus(id)).toBe('invited')
    })
  })

  describeWith('relations that the tutor offered', rows, (database) => {
    const offered = async (): Promise<string> => {
      return await database.addRelation(tutor.userId, await database.addUser('student'), tutor.userId)
    }

    test('resend, but not again within 5 minutes: 429', async () => {
      const id = await offered()
      succeeded(await tutor.api.post(`/relations/${id}/resend/`))
      expect(await tutor.api.post(`/relations/${id}/resend/`)).toEqual(refused(429))
      expect(await database.relationStatus(id)).toBe('invited')
    })

    test('cancel', async () => {
      const id = await offered()
      succeeded(await tutor.api.post(`/relations/${id}/cancel/`))
      expect(['archived', 'cancelled', null]).toContain(await database.relationStatus(id))
    })

    test('the one who is invited declines', async () => {
      const other = await database.addUser('tutor')
      const id = await database.addRelation(other, student.userId, other)
      succeeded(await student.api.post(`/relations/${id}/decline/`))
      expect(['archived', 'declined', null]).toContain(await database.relationStatus(id))
    })
  })
}

/** Counts, or the ids themselves: undocumented. */
function batchOf(answer: Answer): { processed: number; failed: number } {
  const { processed, failed } = fieldsOf(succeeded(answer).body)
  return { processed: sizeOf(processed), failed: sizeOf(failed) }
}

function sizeOf(value: unknown): number {
  if (Array.isArray(value)) return value.length
  if (typeof value === 'number') return value
  throw new TypeError(`neither a count nor a list came: ${JSON.stringify(value)}`)
}
