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

/** Characters. */
const uuidLength = 36

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

/**
 * What could not be written whatever a row holds, before anything is.
 * @param types that rows are going to have
 * @throws {RunError}
 */
export async function checkWritable(target: Target, types: readonly string[], retries: number): Promise<void> {
  const { address, notifications } = target
  const { table } = notifications
  await refuseReadOnly(target)
  if (!table.privileges.insert || !table.privileges.select)
    throw new RunError(`${address.user} may not write to ${table.quoted}, or not read it.`, {
      hint: `GRANT INSERT, SELECT ON ${table.quoted} TO ${address.user}; or give another user.`,
    })
  const unknown = table.others.find(({ isNullable, hasDefault }) => !isNullable && !hasDefault)
  if (unknown)
    throw new RunError(`${table.quoted} has a column ${unknown.quoted} that must have a value, and none is known.`, {
      hint: `ALTER TABLE ${table.quoted} ALTER ${unknown.quoted} SET DEFAULT …, or name the column with --column if it is one of the known under another name.`,
    })
  checkColumns(table.columns, types)
  if (retries > 0 && !(await isIdUnique(target)))
    throw new RunError(`Nothing keeps ${table.quoted} from holding an id twice: there is no unique index on it.`, {
      hint: 'A batch that is tried again could be doubled. Make the index, or give --retries 0.',
    })
}

function checkColumns({ id, type }: TargetTable['table']['columns'], types: readonly string[]): void {
  const isText = ['text', 'varchar', 'bpchar', 'citext'].includes(id.type) && (id.maxLength ?? uuidLength) >= uuidLength
  if (id.type !== 'uuid' && !isText)
    throw new RunError(`The column ${id.quoted} is of type ${id.declared}; a UUID has to fit into it.`, {
      hint: 'Name another column with --column id=COLUMN.',
    })
  // Counted as PostgreSQL counts, by code points.
  const long = types.find((name) => Array.from(name).length > (type.maxLength ?? Infinity))
  if (long !== undefined)
    throw new RunError(`The type ${long} is longer than the column ${type.quoted} takes (${type.declared}).`, {
      hint: 'Choose shorter ones with --type.',
    })
  const strange = types.find((name) => type.enumLabels?.includes(name) === false)
  if (strange !== undefined)
    throw new RunError(`The column ${type.quoted} (${type.declared}) knows no type ${strange}.`, {
      hint: `Choose with --type among ${type.enumLabels?.join(', ')}.`,
    })
}

async function isIdUnique({ pool, notifications: { table } }: Target): Promise<boolean> {
  const { rows } = await pool.query(
    `SELECT 1 FROM pg_catalog.pg_index i
     JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
     WHERE i.indrelid = $1::regclass AND i.indisunique AND i.indisvalid AND i.indpred IS NULL
       AND i.indnkeyatts = 1 AND a.attname = $2`,
    [table.quoted, table.columns.id.name],
  )
  return rows.length > 0
}

/** @throws {RunError} where rows could not be removed */
export async function checkRemovable(target: Target): Promise<void> {
  const { address, notifications } = target
  await refuseReadOnly(target)
  const { privileges, quoted } = notifications.table
  if (privileges.delete && privileges.select) return
  throw new RunError(`${address.user} may not delete from ${quoted}, or not read it.`, {
    hint: `GRANT DELETE, SELECT ON ${quoted} TO ${address.user}; or give another user.`,
  })
}

async function refuseReadOnly({ pool, address }: Target): Promise<void> {
  const { rows } = await pool.query<{ readonly isReadOnly: boolean }>(
    `SELECT pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' AS "isReadOnly"`,
  )
  if (rows[0]?.isReadOnly !== true) return
  throw new RunError(`The database ${address.name} only lets read: it is a standby, or set to read only.`, {
    hint: 'Give the address of the primary server.',
  })
}
