/** The parameters of libpq that are read, each with its variable; `null` where it has none. */
export const variables = {
  host: 'PGHOST',
  hostaddr: 'PGHOSTADDR',
  port: 'PGPORT',
  dbname: 'PGDATABASE',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  passfile: 'PGPASSFILE',
  sslmode: 'PGSSLMODE',
  sslnegotiation: 'PGSSLNEGOTIATION',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  sslpassword: null,
  channel_binding: 'PGCHANNELBINDING',
  connect_timeout: 'PGCONNECT_TIMEOUT',
  options: 'PGOPTIONS',
  application_name: 'PGAPPNAME',
} as const

export type ParameterName = keyof typeof variables

/** A parameter's value and where it came from: `--database-url`, `PGPORT`. */
export interface Setting {
  readonly value: string
  readonly source: string
}

export type Settings = { readonly [Name in ParameterName]?: Setting }

/** Those of libpq that change nothing here: about things that are always the same, or that only other drivers do. */
const ignored: ReadonlySet<string> = new Set([
  'client_encoding',
  'fallback_application_name',
  'gssdelegation',
  'gsslib',
  'keepalives',
  'keepalives_count',
  'keepalives_idle',
  'keepalives_interval',
  'krbsrvname',
  'load_balance_hosts',
  'sslcompression',
  'sslsni',
  'target_session_attrs',
  'tcp_user_timeout',
])

/** Those of libpq that ask for something, mostly safety, that would not be done. */
const refused: ReadonlySet<string> = new Set([
  'gssencmode',
  'max_protocol_version',
  'min_protocol_version',
  'oauth_client_id',
  'oauth_client_secret',
  'oauth_issuer',
  'oauth_scope',
  'replication',
  'require_auth',
  'requirepeer',
  'scram_client_key',
  'scram_server_key',
  'service',
  'servicefile',
  'ssl_max_protocol_version',
  'ssl_min_protocol_version',
  'sslcertmode',
  'sslcrl',
  'sslcrldir',
  'sslkeylogfile',
])

/** How a parameter is dealt with. */
export function treatmentOf(name: string): 'read' | 'ignored' | 'refused' | 'unknown' {
  if (isParameterName(name)) return 'read'
  if (ignored.has(name)) return 'ignored'
  return refused.has(name) ? 'refused' : 'unknown'
}

export function isParameterName(name: string): name is ParameterName {
  return Object.hasOwn(variables, name)
}

/** What the variables say, as libpq reads them: an empty one says nothing. */
export function settingsOfEnvironment(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.entries(variables).flatMap(([name, variable]) => {
    const value = variable === null ? undefined : env[variable]
    return variable === null || value === undefined || value === ''
      ? []
      : [[name, { value, source: variable }] as const]
  })
  return Object.fromEntries(given)
}
