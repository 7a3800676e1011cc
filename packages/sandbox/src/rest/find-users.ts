import type { Kysely } from 'kysely'
import type { Database } from '../database/database.ts'
import { toPublicUser, toUser, type PublicUserDto, type UserDto } from './dto.ts'

function selectUsers(db: Kysely<Database>) {
  return db
    .selectFrom('users_user')
    .leftJoin('users_avatar', 'users_avatar.user_id', 'users_user.id')
    .select([
      'users_user.id',
      'email',
      'first_name',
      'last_name',
      'timezone',
      'role',
      'is_self_learning',
      'date_joined',
      'users_avatar.updated_at as avatar_at',
      'users_avatar.content_type as avatar_type',
    ])
}

export async function findUser(db: Kysely<Database>, userId: number): Promise<UserDto> {
  return toUser(await selectUsers(db).where('users_user.id', '=', userId).executeTakeFirstOrThrow())
}

/** Those that others may see of each other, by their ids. */
export async function findPublicUsers(
  db: Kysely<Database>,
  userIds: Iterable<number>,
): Promise<ReadonlyMap<number, PublicUserDto>> {
  const ids = [...new Set(userIds)]
  if (ids.length === 0) return new Map()
  const rows = await selectUsers(db).where('users_user.id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, toPublicUser(row)]))
}
