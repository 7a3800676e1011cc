import { type DatabaseAddress, findTable, openKysely, type OpenKysely } from '@m4sh/tools-core/connections/postgres'
import { RunError } from '@m4sh/tools-core/errors'
import type { MappingConfig } from '../config.ts'
import type { OptionalUserRole, UserRole, UserTable } from '../recipients/find-users.ts'
import { type Role, targetTable, type TargetTable } from '../writers/target-table.ts'

/** The database, and the tables that matter in it. */
export interface Target extends OpenKysely<unknown> {
  readonly address: DatabaseAddress
  readonly notifications: TargetTable
  readonly users: UserTable
}

const notificationWish = {
  isWritten: true,
  purpose: 'notifications',
  names: ['notifications_notification'],
  columns: {
    id: { names: ['id'] },
    user: { names: ['user_id', 'recipient_id'] },
    type: { names: ['type'] },
    payload: { names: ['payload'] },
    readAt: { names: ['read_at'] },
    createdAt: { names: ['created_at'] },
  },
} as const

const userWish = {
  purpose: 'users',
  names: ['users_user', 'auth_user'],
  columns: {
    id: { names: ['id'] },
    email: { names: ['email'], optional: true },
    firstName: { names: ['first_name'], optional: true },
    lastName: { names: ['last_name'], optional: true },
  },
} as const

const hints = { table: '--table', columns: '--column' }

/** @throws {RunError} where the database cannot be reached, or holds no such tables */
export async function openTarget(
  address: DatabaseAddress,
  { table, userTable, columns }: MappingConfig,
  signal: AbortSignal,
): Promise<Target> {
  const opened = await openKysely<unknown>(address, { applicationName: 'notif-blast', connections: 2, signal })
  try {
    const found = await findTable<Role>(opened.pool, notificationWish, { table: table ?? undefined, columns }, hints)
    const users = await findTable<UserRole, OptionalUserRole>(
      opened.pool,
      userWish,
      { table: userTable ?? undefined },
      { ...hints, table: '--user-table' },
    )
    return { ...opened, address, notifications: targetTable(found), users }
  } catch (error) {
    await opened.close()
    throw error
  }
}

/** @throws {RunError} where a row could not be written whatever it holds */
export async function checkWritable({ pool, address, notifications: { table } }: Target): Promise<void> {
  const { rows } = await pool.query<{ readonly isReadOnly: boolean }>(
    `SELECT pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' AS "isReadOnly"`,
  )
  if (rows[0]?.isReadOnly === true)
    throw new RunError(`The database ${address.name} only lets read: it is a standby, or set to read only.`, {
      hint: 'Give the address of the primary server.',
    })
  if (!table.privileges.insert)
    throw new RunError(`${address.user} may not write to ${table.quoted}.`, {
      hint: `GRANT INSERT, SELECT ON ${table.quoted} TO ${address.user}; or give another user.`,
    })
  const unknown = table.others.find(({ isNullable, hasDefault }) => !isNullable && !hasDefault)
  if (unknown)
    throw new RunError(`${table.quoted} has a column ${unknown.quoted} that must have a value, and none is known.`, {
      hint: `ALTER TABLE ${table.quoted} ALTER ${unknown.quoted} SET DEFAULT …, or name the column with --column if it is one of the known under another name.`,
    })
}
