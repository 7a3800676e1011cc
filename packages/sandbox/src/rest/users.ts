import { arrayOf, ref } from './components.ts'
import type { RestContext } from './context.ts'
import { endpoint, ok, type Endpoint } from './endpoint.ts'
import { optional, type Field } from './fields/field.ts'
import { integer } from './fields/integer.ts'
import { listOf } from './fields/json.ts'
import { findUser } from './find-users.ts'

const maxIds = 500

/** `1,2,3` */
function idList(): Field<readonly number[]> {
  const list = listOf(integer({ minimum: 1 }), { maxItems: maxIds })
  return {
    schema: { type: 'string', description: `Ids of users, divided by commas; ${maxIds} at most.` },
    read: (given) => list.read(typeof given === 'string' ? given.split(',').filter((id) => id.trim() !== '') : given),
  }
}

export function userEndpoints({ db, hub, access: { users } }: RestContext): readonly Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/users/me/',
      summary: 'Who is signed in.',
      access: users,
      answer: ok(ref('User')),
      handle: async ({ caller }) => await findUser(db, caller.id),
    }),
    endpoint({
      method: 'GET',
      path: '/users/online-status/',
      summary: 'Which of these users hold a socket.',
      access: users,
      query: { ids: optional(idList()) },
      answer: ok(arrayOf(ref('OnlineStatus'))),
      handle: async ({ query: { ids = [] } }) =>
        await Promise.resolve([...new Set(ids)].map((id) => ({ user_id: id, online: hub.isOnline(id) }))),
    }),
  ]
}
