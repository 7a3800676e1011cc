import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { DatabaseClient } from '@m4sh/tools-core/connections/postgres'
import { labelOf } from '../../src/schema/database-schema.ts'
import type { ReferenceOptions } from '../../src/schema/find-references.ts'
import { type Databases, referencesIn, startDatabases } from './databases.ts'

let databases: Databases
beforeAll(async () => {
  databases = await startDatabases({ corrupt: 3 })
})
afterAll(() => databases.stop())

/** What was found, as `from -> to`, and what was not, by column. */
async function look(client: DatabaseClient, options: Partial<ReferenceOptions> = {}) {
  const { found, rejected } = await referencesIn(client, options)
  return {
    found: found.map(({ from, to }) => `${labelOf(from)} -> ${labelOf(to)}`),
    rejected: Object.fromEntries(rejected.map(({ what, reason }) => [what, reason])),
  }
}

const numbers = (from: number, to: number) => `generate_series(${from}, ${to})`

describe('on the platform', () => {
  test('everything that was planted is found, and no decoy', async () => {
    const { found, rejected } = await referencesIn(await databases.open())
    const { planted = [], decoys = [] } = databases.sandbox.corruption ?? {}
    const of = (list: readonly { check: string; keys: readonly unknown[] }[]) =>
      list.filter(({ check }) => check === 'schema.unenforced-foreign-key').flatMap(({ keys }) => keys)
    expect(new Set(found.map(({ from }) => labelOf(from)))).toEqual(new Set(of(planted)))
    expect(of(decoys)).toHaveLength(2)
    for (const decoy of of(decoys)) expect(rejected.map(({ what }) => what)).toContain(`public.${String(decoy)}`)
  })

  test('says what speaks for it', async () => {
    const { found } = await referencesIn(await databases.open())
    expect(found).toMatchObject([
      {
        state: 'no constraint',
        basis: 'same name',
        isCertain: false,
        evidence:
          'the foreign key of notifications_notification.user_id and 2 more of that name; 3 of 6 different values exist in users_user',
      },
      {
        state: 'NOT VALID',
        basis: 'constraint',
        isCertain: true,
        evidence: 'the constraint billing_invoice_lesson_id_fk',
      },
    ])
  })

  test('its own columns are known whatever their values, and whatever they are called', async () => {
    const client = await databases.make(
      'CREATE TABLE users_user (id bigint PRIMARY KEY)',
      'CREATE TABLE lessons_lesson (id bigint PRIMARY KEY, tutor_id bigint, student_id integer, start timestamptz)',
    )
    expect(await referencesIn(client)).toMatchObject({
      found: [
        { from: { column: { name: 'tutor_id' } }, basis: 'platform', isCertain: true },
        { from: { column: { name: 'student_id' } }, evidence: 'it is the lessons.student of the platform' },
      ],
      // They have checks of their own.
      checkable: [],
    })
  })
})

describe('by a constraint', () => {
  test('one that is NOT VALID, or NOT ENFORCED, is reported, one that is valid is not', async () => {
    const client = await databases.make(
      'CREATE TABLE room (id int PRIMARY KEY)',
      `CREATE TABLE desk (a_id int REFERENCES room, b_id int, c_id int,
        FOREIGN KEY (c_id) REFERENCES room NOT ENFORCED)`,
      'ALTER TABLE desk ADD FOREIGN KEY (b_id) REFERENCES room NOT VALID',
    )
    const { found, looked } = await referencesIn(client)
    expect(found.map(({ from, state }) => [from.column.name, state])).toEqual([
      ['b_id', 'NOT VALID'],
      ['c_id', 'NOT ENFORCED'],
    ])
    expect(looked).toBe(3)
  })

  test('a foreign key of several columns covers all of them', async () => {
    const client = await databases.make(
      'CREATE TABLE tenant (id int PRIMARY KEY)',
      'CREATE TABLE room (tenant_id int REFERENCES tenant, id int, PRIMARY KEY (tenant_id, id))',
      'CREATE TABLE desk (tenant_id int, room_id int, FOREIGN KEY (tenant_id, room_id) REFERENCES room)',
      'CREATE TABLE chair (tenant_id int REFERENCES tenant, room_id int)',
      'ALTER TABLE chair ADD CONSTRAINT in_room FOREIGN KEY (tenant_id, room_id) REFERENCES room NOT VALID',
    )
    expect(await look(client)).toEqual({
      found: [],
      rejected: {
        'public.chair.room_id': 'The foreign key in_room of several columns is NOT VALID; its rows are not looked at.',
      },
    })
  })
})

describe('by the same name elsewhere', () => {
  const withUsers = [
    'CREATE TABLE users_user (id bigint PRIMARY KEY)',
    `INSERT INTO users_user SELECT ${numbers(1, 100)}`,
    'CREATE TABLE blog_post (id bigint PRIMARY KEY, user_id bigint REFERENCES users_user)',
  ]

  test('holds without values, and while a third of them exists', async () => {
    const client = await databases.make(
      ...withUsers,
      'CREATE TABLE new_invoice (user_id bigint)',
      `CREATE TABLE half_broken (user_id integer); INSERT INTO half_broken SELECT ${numbers(51, 150)}`,
      `CREATE TABLE of_another_system ("userId" bigint); INSERT INTO of_another_system SELECT ${numbers(90, 200)}`,
      'CREATE TABLE codes (user_id smallint)',
      'CREATE TABLE texts (user_id text)',
    )
    expect(await look(client)).toEqual({
      found: ['half_broken.user_id -> users_user.id', 'new_invoice.user_id -> users_user.id'],
      rejected: {
        'public.of_another_system."userId"':
          '11 of 111 different values exist in users_user: too few for a reference by the foreign key of blog_post.user_id.',
        'public.codes.user_id':
          'It is smallint, and the key of users_user is bigint: numbers so small are mostly codes.',
        'public.texts.user_id': 'It is text, and users_user.id is bigint.',
      },
    })
  })

  test('says nothing where those of the name do not agree; a table of the own app comes first', async () => {
    const client = await databases.make(
      ...withUsers,
      'CREATE TABLE crm_user (id bigint PRIMARY KEY)',
      `INSERT INTO crm_user SELECT ${numbers(1001, 1100)}`,
      `CREATE TABLE crm_call (user_id bigint); INSERT INTO crm_call SELECT ${numbers(1001, 1010)}`,
      'CREATE TABLE a (owner_id bigint REFERENCES users_user)',
      'CREATE TABLE b (owner_id bigint REFERENCES crm_user)',
      'CREATE TABLE c (owner_id bigint)',
    )
    expect(await look(client)).toEqual({
      found: ['crm_call.user_id -> crm_user.id'],
      rejected: { 'public.c.owner_id': 'There is no table that it could name; it is bigint.' },
    })
  })

  test('a table that is left over, and has just that name, does not come before it', async () => {
    const client = await databases.make(
      ...withUsers,
      'CREATE TABLE users (id bigint PRIMARY KEY)',
      'CREATE TABLE draft (user_id bigint)',
    )
    expect((await look(client)).found).toEqual(['draft.user_id -> users_user.id'])
  })

  test('each schema by itself', async () => {
    const tenant = (name: string) => `CREATE SCHEMA ${name}
      CREATE TABLE users (id uuid PRIMARY KEY)
      CREATE TABLE post (user_id uuid REFERENCES ${name}.users)
      CREATE TABLE draft (user_id uuid)`
    const client = await databases.make(tenant('one'), tenant('two'))
    const found = ['one.draft.user_id -> one.users.id', 'two.draft.user_id -> two.users.id']
    expect(await look(client)).toEqual({ found, rejected: {} })
    expect(await look(client, { schemas: ['two'] })).toEqual({ found: found.slice(1), rejected: {} })
  })
})

describe('by the name of a table', () => {
  test('its values have to exist, and to be enough', async () => {
    const client = await databases.make(
      'CREATE TABLE school_course (id bigint PRIMARY KEY)',
      'CREATE TABLE categories (id uuid PRIMARY KEY)',
      `INSERT INTO school_course SELECT ${numbers(1, 300)}`,
      `INSERT INTO categories SELECT gen_random_uuid() FROM ${numbers(1, 9)}`,
      'CREATE TABLE school_mark (course_id bigint, category_id uuid)',
      `INSERT INTO school_mark SELECT n, (SELECT id FROM categories OFFSET n % 9 LIMIT 1) FROM ${numbers(1, 9)} n`,
      `CREATE TABLE few (course_id bigint); INSERT INTO few SELECT ${numbers(200, 203)}`,
      `CREATE TABLE missing (course_id bigint); INSERT INTO missing SELECT ${numbers(289, 309)}`,
      `CREATE TABLE narrow (course_id integer); INSERT INTO narrow SELECT ${numbers(200, 290)}`,
    )
    expect(await look(client)).toEqual({
      found: ['school_mark.course_id -> school_course.id', 'school_mark.category_id -> categories.id'],
      rejected: {
        'public.few.course_id': '4 of 4 different values exist in school_course: by its name, at least 5 are needed.',
        'public.missing.course_id':
          '12 of 21 different values exist in school_course: too few for a reference by its name.',
        'public.narrow.course_id':
          'It is integer, and the key of school_course is bigint: its name alone is not enough.',
      },
    })
  })

  test('small numbers exist in any table: they say nothing of one of another app', async () => {
    const client = await databases.make(
      'CREATE TABLE auth_group (id bigint PRIMARY KEY)',
      `INSERT INTO auth_group SELECT ${numbers(1, 200)}`,
      `CREATE TABLE blood_test (group_id bigint); INSERT INTO blood_test SELECT ${numbers(1, 8)}`,
      `CREATE TABLE club (group_id bigint); INSERT INTO club SELECT ${numbers(96, 104)}`,
    )
    expect(await look(client)).toEqual({
      found: ['club.group_id -> auth_group.id'],
      rejected: {
        'public.blood_test.group_id':
          '8 of 8 different values exist in auth_group, but all are numbers up to 100, which nearly every table has.',
      },
    })
  })

  test('of several tables none is taken, unless it is the only one of the schema', async () => {
    const client = await databases.make(
      'CREATE TABLE a_device (id bigint PRIMARY KEY)',
      'CREATE TABLE b_device (id bigint PRIMARY KEY)',
      `CREATE SCHEMA other CREATE TABLE device (id bigint PRIMARY KEY) CREATE TABLE log (device_id bigint)`,
      `INSERT INTO other.device SELECT ${numbers(1, 9)}; INSERT INTO other.log SELECT ${numbers(1, 9)}`,
      'CREATE TABLE log (device_id bigint)',
    )
    expect(await look(client)).toEqual({
      found: ['other.log.device_id -> other.device.id'],
      rejected: { 'public.log.device_id': 'It could name any of a_device, b_device; it is bigint.' },
    })
  })

  test('texts only with values that exist', async () => {
    const client = await databases.make(
      'CREATE TABLE country (id varchar(2) PRIMARY KEY)',
      `INSERT INTO country SELECT chr(65 + n) || 'X' FROM ${numbers(0, 20)} n`,
      'CREATE TABLE city (country_id text REFERENCES country)',
      'CREATE TABLE empty (country_id text)',
      `CREATE TABLE river (country_id text); INSERT INTO river SELECT id FROM country LIMIT 7`,
    )
    expect(await look(client)).toEqual({
      found: ['river.country_id -> country.id'],
      rejected: {
        'public.empty.country_id':
          '0 of 0 different values exist in country: by the foreign key of city.country_id, at least 5 are needed.',
      },
    })
  })

  test('a parent is a row of the same table, if its values say so', async () => {
    const client = await databases.make(
      'CREATE TABLE category (id bigint PRIMARY KEY, parent_id bigint)',
      `INSERT INTO category SELECT n, nullif(n / 2, 0) FROM ${numbers(1, 40)} n`,
      'CREATE TABLE page (id bigint PRIMARY KEY, parent_id bigint)',
      'CREATE TABLE menu (id bigint PRIMARY KEY, parent_id uuid)',
    )
    expect(await look(client)).toEqual({
      found: ['category.parent_id -> category.id'],
      rejected: {
        'public.page.parent_id': '0 of 0 different values exist in page: by its name, at least 5 are needed.',
        'public.menu.parent_id': 'It is uuid, and menu.id is bigint.',
      },
    })
  })
})

describe('what looks like one and is not', () => {
  test("generic relations, keys of the table itself, ids of other systems, Django's own tables", async () => {
    const client = await databases.make(
      'CREATE TABLE auth_user (id integer PRIMARY KEY)',
      'CREATE TABLE django_content_type (id integer PRIMARY KEY)',
      'CREATE TABLE django_session (session_key varchar(40) PRIMARY KEY)',
      `CREATE TABLE django_admin_log (id integer PRIMARY KEY, object_id text,
        content_type_id integer REFERENCES django_content_type, user_id integer REFERENCES auth_user)`,
      `CREATE TABLE actstream_action (actor_object_id varchar(255), actor_content_type_id integer
        REFERENCES django_content_type, target_id bigint, target_type text)`,
      `CREATE TABLE visits (visit_id bigint PRIMARY KEY, session_id varchar(40), external_id bigint,
        stripe_customer_id text, grid text, paid boolean, "VALID" boolean)`,
      'CREATE TABLE customers (id bigint PRIMARY KEY)',
    )
    expect(await look(client)).toEqual({
      found: [],
      rejected: {
        'public.actstream_action.actor_object_id':
          '"actor_content_type_id" beside it says of each row which table is meant.',
        'public.actstream_action.target_id': '"target_type" beside it says of each row which table is meant.',
        'public.django_admin_log.object_id': '"content_type_id" beside it says of each row which table is meant.',
        'public.visits.session_id':
          '0 of 0 different values exist in django_session: by its name, at least 5 are needed.',
        'public.visits.external_id': 'There is no table that it could name; it is bigint.',
        'public.visits.stripe_customer_id': 'There is no table that it could name; it is text.',
      },
    })
  })

  test('a table whose key has several columns', async () => {
    const client = await databases.make(
      'CREATE TABLE seat (row_number int, seat_number int, PRIMARY KEY (row_number, seat_number))',
      'CREATE TABLE ticket (seat_id int)',
    )
    expect((await look(client)).rejected).toEqual({
      'public.ticket.seat_id': 'It is integer, and seat has no key of one column that it could point to.',
    })
  })

  test('views, parts of a partitioned table and temporary tables are not looked at', async () => {
    const client = await databases.make(
      'CREATE TABLE users (id bigint PRIMARY KEY)',
      'CREATE TABLE post (user_id bigint REFERENCES users)',
      'CREATE TABLE event (user_id bigint, at date) PARTITION BY RANGE (at)',
      `CREATE TABLE event_2026 PARTITION OF event FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')`,
      'CREATE VIEW seen AS SELECT user_id FROM event',
      'CREATE MATERIALIZED VIEW counted AS SELECT user_id FROM event',
      'CREATE TEMPORARY TABLE scratch (user_id bigint)',
    )
    expect(await look(client)).toEqual({ found: ['event.user_id -> users.id'], rejected: {} })
  })
})

describe('by the config file', () => {
  const tables = [
    'CREATE TABLE devices_device (id bigint PRIMARY KEY, serial varchar(64) UNIQUE)',
    'CREATE TABLE billing_invoice (device_id varchar(32), external_id bigint)',
    'CREATE TABLE "Orders" ("deviceID" bigint, id bigint)',
  ]

  test('what it says is certain, whatever the values; what it denies is not looked at', async () => {
    const client = await databases.make(...tables)
    const references = [
      { column: 'billing_invoice.device_id', table: 'devices_device' },
      { column: '"Orders"."deviceID"', table: 'public.devices_device' },
    ]
    const notReferences = ['public.billing_invoice.external_id', 'billing_invoice.gone_id']
    expect(await look(client, { references, notReferences })).toEqual({
      found: ['Orders.deviceID -> devices_device.id', 'billing_invoice.device_id -> devices_device.serial'],
      rejected: {
        'billing_invoice.gone_id': 'There is no such column; "notReferences" names it.',
        'public.billing_invoice.external_id': 'The config file says that it points to nothing.',
      },
    })
  })

  test('what it names has to be there, and to fit', async () => {
    const client = await databases.make(...tables, 'CREATE SCHEMA other CREATE TABLE plan (id int PRIMARY KEY)')
    const refusal = async (column: string, table: string) =>
      await referencesIn(client, { references: [{ column, table }] }).then(
        () => 'none',
        (error: unknown) => (error instanceof Error ? error.message : error),
      )
    expect(await refusal('billing_invoice.gadget_id', 'devices_device')).toBe(
      'There is no column billing_invoice.gadget_id.',
    )
    expect(await refusal('billing_invoice.device_id', 'gadgets')).toBe('There is no table gadgets.')
    expect(await refusal('billing_invoice.device_id', 'plan')).toBe(
      'billing_invoice.device_id is character varying(32), and plan has no key of one column of that kind.',
    )
    expect(await refusal('Orders.deviceID', 'devices_device')).toBe('none')
  })

  test('a name of several tables needs its schema', async () => {
    const schema = (name: string) => `CREATE SCHEMA ${name} CREATE TABLE room (id int PRIMARY KEY, floor_id int)`
    const client = await databases.make(schema('one'), schema('two'))
    const references = [{ column: 'room.floor_id', table: 'one.room' }]
    await expect(referencesIn(client, { references })).rejects.toThrow(
      'There is more than one room.floor_id: one.room, two.room.',
    )
  })
})

describe('values are read', () => {
  test('from all over a large table', async () => {
    const client = await databases.make(
      'CREATE TABLE course (id bigint PRIMARY KEY)',
      `INSERT INTO course SELECT ${numbers(1, 1000)}`,
      'CREATE TABLE mark (course_id bigint)',
      // Whoever reads the first rows only sees none of them.
      `INSERT INTO mark SELECT CASE WHEN n > 30000 THEN n % 1000 + 1 END FROM ${numbers(1, 60_000)} n`,
      `CREATE TABLE part (course_id bigint, n int) PARTITION BY RANGE (n)`,
      'CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (100000)',
      'INSERT INTO part SELECT course_id, 1 FROM mark',
      'ANALYZE',
    )
    const { found } = await referencesIn(client)
    expect(found.map(({ from }) => labelOf(from))).toEqual(['mark.course_id', 'part.course_id'])
    expect(found[0]?.evidence).toMatch(/^its name; (\d+) of \1 different values exist in course$/)
  })

  test('or not, where the table is locked', async () => {
    const client = await databases.make(
      'CREATE TABLE users (id bigint PRIMARY KEY)',
      'CREATE TABLE post (user_id bigint REFERENCES users)',
      'CREATE TABLE draft (user_id bigint)',
      `SET lock_timeout = '50ms'`,
    )
    const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name')
    const other = await databases.open({ database: rows[0]?.name ?? '' })
    await other.query('BEGIN; LOCK TABLE draft')
    const { rejected } = await look(client)
    expect(rejected['public.draft.user_id']).toMatch(/^Its values could not be read: .*lock timeout/)
    await other.query('ROLLBACK')
  })
})

test('a table that this user may not read is told of, and the scan goes on', async () => {
  const client = await databases.make(
    'CREATE TABLE users (id bigint PRIMARY KEY)',
    'CREATE TABLE post (user_id bigint REFERENCES users)',
    'CREATE TABLE secret (user_id bigint)',
    'CREATE TABLE hidden (id bigint PRIMARY KEY, user_id bigint)',
    'ALTER TABLE hidden ADD FOREIGN KEY (user_id) REFERENCES users NOT VALID',
    'CREATE ROLE guest LOGIN PASSWORD $$guest$$',
    'GRANT SELECT ON users, post TO guest',
  )
  const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name')
  const guest = await databases.open({ user: 'guest', password: 'guest', database: rows[0]?.name ?? '' })
  expect(await look(guest)).toEqual({
    found: ['hidden.user_id -> users.id'],
    rejected: {
      'public.secret.user_id': 'This user may not read public.secret.',
      'schema.orphan.hidden.user_id': 'This user may not read public.hidden.',
    },
  })
})
