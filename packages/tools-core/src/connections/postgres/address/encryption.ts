import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '../../../errors/errors.ts'
import { isSocketFolder } from './loopback.ts'
import type { Settings } from './parameters.ts'
import { choiceOf, reject } from './read-setting.ts'

const sslModes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const

/** What libpq means by it: `require` asks for TLS and believes any certificate, `prefer` does without if need be. */
export type SslMode = (typeof sslModes)[number]

const channelBindings = ['disable', 'prefer', 'require'] as const

export type ChannelBinding = (typeof channelBindings)[number]

/** How a connection is encrypted. Files are named, not read. */
export interface Encryption {
  /** `disable` for a Unix socket, whatever was said. */
  readonly sslMode: SslMode
  /** File of the authorities that the server's certificate may come from, or `system` for those that Node knows. */
  readonly rootCertificate: string | undefined
  /** File of the certificate that this side shows. */
  readonly certificate: string | undefined
  /** File of its key. */
  readonly key: string | undefined
  /** Secret: opens the key. */
  readonly keyPassword: string | undefined
  /** TLS without PostgreSQL's own question before it. */
  readonly isDirectTls: boolean
  /** Whether the password is to be bound to the TLS channel, so that nobody in between can pass it on. */
  readonly channelBinding: ChannelBinding
}

const none: Encryption = {
  sslMode: 'disable',
  rootCertificate: undefined,
  certificate: undefined,
  key: undefined,
  keyPassword: undefined,
  isDirectTls: false,
  channelBinding: 'disable',
}

/** @throws {UsageError} for what libpq would refuse too */
export function encryptionOf(settings: Settings, host: string, home: string): Encryption {
  const asked = choiceOf(settings, 'sslmode', sslModes)
  // Only where it is asked for: it fails with certificates of the newer kinds.
  const channelBinding = choiceOf(settings, 'channel_binding', channelBindings) ?? 'disable'
  if (isSocketFolder(host)) return { ...none, channelBinding }
  const rootCertificate = settings.sslrootcert?.value ?? usualFile(home, 'root.crt')
  const sslMode = asked ?? (rootCertificate === 'system' ? 'verify-full' : 'prefer')
  checkRoot(settings, sslMode, rootCertificate)
  const certificate = settings.sslcert?.value ?? usualFile(home, 'postgresql.crt')
  return {
    sslMode,
    rootCertificate,
    certificate,
    key: certificate === undefined ? undefined : (settings.sslkey?.value ?? usualFile(home, 'postgresql.key')),
    keyPassword: settings.sslpassword?.value,
    isDirectTls: isDirect(settings, sslMode),
    channelBinding,
  }
}

function usualFile(home: string, name: string): string | undefined {
  const file = join(home, '.postgresql', name)
  return existsSync(file) ? file : undefined
}

function checkRoot({ sslmode, sslrootcert }: Settings, mode: SslMode, rootCertificate: string | undefined): void {
  if (rootCertificate === 'system' && mode !== 'verify-full' && sslmode !== undefined) {
    reject('sslmode', sslmode, 'verify-full with sslrootcert=system')
  }
  if (rootCertificate !== undefined || !mode.startsWith('verify')) return
  throw new UsageError(`sslmode=${mode} (${(sslmode ?? sslrootcert)?.source}) needs to know whom to believe.`, {
    hint: 'Give the certificate of the authority with sslrootcert=FILE, or sslrootcert=system for the usual ones.',
  })
}

function isDirect(settings: Settings, mode: SslMode): boolean {
  const isAsked = choiceOf(settings, 'sslnegotiation', ['postgres', 'direct']) === 'direct'
  if (isAsked && settings.sslnegotiation && ['disable', 'allow', 'prefer'].includes(mode)) {
    reject('sslnegotiation', settings.sslnegotiation, 'postgres unless sslmode is at least require')
  }
  return isAsked
}
