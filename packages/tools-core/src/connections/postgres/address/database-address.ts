import { existsSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import { join } from 'node:path'
import { UsageError } from '../../../errors/errors.ts'
import { severalHosts } from './connection-uri.ts'
import { parseDatabaseUrl, sampleUrl } from './database-url.ts'
import { isLoopbackHost } from './loopback.ts'
import { type Settings, settingsOfEnvironment } from './parameters.ts'
import { passwordFromFile, type PasswordQuestion } from './password-file.ts'
import { connectTimeoutOf, portOf, wordOf } from './read-setting.ts'
import { secretsOfDatabaseUrl, withoutNames } from './secrets-of-url.ts'
import { type Encryption, encryptionOf } from './encryption.ts'

/** Variables by name; those that are not set may be `undefined`. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Where a database is and how it is reached. Nothing of it was tried yet. It holds secrets: no report takes it whole. */
export interface DatabaseAddress extends Encryption {
  /** Name, IP address, or folder of a Unix socket. */
  readonly host: string
  /** The IP address to connect to, where that is not to be looked up; the host is then only for the certificate. */
  readonly hostAddress: string | undefined
  readonly port: number
  readonly database: string
  readonly user: string
  /** Secret. From the address, `PGPASSWORD` or the password file. */
  readonly password: string | undefined
  /** Settings that the server takes at the start: `-c search_path=x`. */
  readonly options: string | undefined
  /** What the user wants to see in `pg_stat_activity`. */
  readonly applicationName: string | undefined
  /** 0: for ever, as libpq has it. 10 s where nothing was said. */
  readonly connectTimeoutMs: number
  /** `user@host:port/database`: nothing secret, for people. */
  readonly name: string
  /** A Unix socket, localhost, 127.0.0.0/8 or ::1, by its looks: nothing is resolved, and what is unknown is not. */
  readonly isLoopback: boolean
  /** The passwords, as they are and as they stood in the address, for the `Redactor`; not those that are user or database. */
  readonly secrets: readonly string[]
}

/**
 * The database of `--database-url`, else of `DATABASE_URL`, else of the usual `PG*` variables.
 * @param given what the flag holds, whether from the command line, `M4SH_DATABASE_URL` or the config file
 * @throws {UsageError}
 */
export function findDatabaseAddress(given: string | undefined, env: Environment): DatabaseAddress {
  if (given !== undefined) return databaseAddress(given, env, '--database-url')
  const { DATABASE_URL: usual } = env
  return databaseAddress(usual === '' ? undefined : usual, env, 'DATABASE_URL')
}

/**
 * Reads an address as libpq does. What it does not say, the `PG*` variables say; what they do not say is as with psql:
 * the user of the machine, a database of that name, the Unix socket if there is one, else localhost.
 * @param source says where the url came from: `--database-url`
 * @throws {UsageError}
 */
export function databaseAddress(url: string | undefined, env: Environment, source: string): DatabaseAddress {
  if (url === undefined) refuseService(env)
  const given = url === undefined ? {} : parseDatabaseUrl(url, source)
  const settings: Settings = { ...settingsOfEnvironment(env), ...given }
  const home = env['HOME'] || homedir()
  const place = placeOf(settings)
  const { host } = place
  const password = settings.password?.value ?? passwordFromFile(passwordFile(settings, home), place)
  const encryption = encryptionOf(settings, host, home)
  return {
    ...place,
    ...encryption,
    hostAddress: settings.hostaddr?.value,
    password,
    options: settings.options?.value,
    applicationName: settings.application_name?.value,
    connectTimeoutMs: connectTimeoutOf(settings),
    name: nameOf(place, settings.hostaddr?.value),
    isLoopback: isLoopbackHost(settings.hostaddr?.value ?? host),
    secrets: secretsOf([password, encryption.keyPassword], url, place),
  }
}

/** Where it really goes is not hidden behind the name of a host. */
function nameOf({ user, host, port, database }: PasswordQuestion, hostAddress: string | undefined): string {
  const shown = host.includes(':') ? `[${host}]` : host
  const address = hostAddress === undefined || hostAddress === host ? '' : ` at ${hostAddress}`
  return `${user}@${shown}:${port}/${database}${address}`
}

function refuseService({ PGSERVICE: service = '' }: Environment): void {
  if (service === '') return
  throw new UsageError('PGSERVICE is set, and service files are not read.', {
    hint: `Give the address with --database-url, such as ${sampleUrl}.`,
  })
}

function placeOf(settings: Settings): PasswordQuestion {
  const several = [settings.host, settings.hostaddr, settings.port].find((setting) => setting?.value.includes(','))
  if (several !== undefined) throw severalHosts(several.source)
  const port = portOf(settings)
  const user = wordOf(settings, 'user') ?? userOfMachine()
  const host = wordOf(settings, 'host') ?? wordOf(settings, 'hostaddr') ?? usualHost(port)
  return { host, port, user, database: wordOf(settings, 'dbname') ?? user }
}

/** Where Debian, Fedora and the official image have the socket. */
const socketFolder = '/var/run/postgresql'

function usualHost(port: number): string {
  return existsSync(join(socketFolder, `.s.PGSQL.${port}`)) ? socketFolder : 'localhost'
}

function userOfMachine(): string {
  try {
    return userInfo().username
  } catch {
    // In a container the process may run under a number that no user has.
    throw new UsageError('There is no user for the database: none was given, and this process has none.', {
      hint: 'Give one in --database-url, or with PGUSER.',
    })
  }
}

function passwordFile({ passfile }: Settings, home: string): string {
  return passfile?.value ?? join(home, '.pgpass')
}

function secretsOf(
  passwords: readonly (string | undefined)[],
  url: string | undefined,
  { user, database }: PasswordQuestion,
): readonly string[] {
  const known = passwords.filter((password) => password !== undefined)
  return withoutNames([...known, ...(url === undefined ? [] : secretsOfDatabaseUrl(url))], [user, database])
}
