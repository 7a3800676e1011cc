import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import type { ConnectionOptions, SecureContextOptions } from 'node:tls'
import { UsageError } from '../../../errors/errors.ts'
import { fileFault } from '../../../errors/file-fault.ts'
import type { DatabaseAddress } from '../address/database-address.ts'

/**
 * What `tls.connect` needs for what sslmode says.
 * @throws {UsageError} for a file that cannot be read
 */
export async function tlsOptionsOf(address: DatabaseAddress): Promise<ConnectionOptions> {
  const { sslMode, rootCertificate, host, keyPassword } = address
  // With an authority at hand, libpq asks for its certificates in every mode.
  const isVerified = rootCertificate !== undefined
  const options: ConnectionOptions = {
    ...(await filesOf(address)),
    // The host by its name, though its address may be what is connected to.
    host,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    rejectUnauthorized: isVerified,
    ...(keyPassword === undefined ? {} : { passphrase: keyPassword }),
  }
  return sslMode === 'verify-full' ? options : { ...options, checkServerIdentity: () => undefined }
}

async function filesOf({ rootCertificate, certificate, key }: DatabaseAddress): Promise<SecureContextOptions> {
  const ca = await authoritiesOf(rootCertificate)
  const cert = certificate === undefined ? undefined : await read('sslcert', certificate)
  // One file may hold both.
  const secret = cert === undefined || key === undefined ? cert : await read('sslkey', key)
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(secret === undefined ? {} : { key: secret }),
  }
}

/** Node has its own list, to which NODE_EXTRA_CA_CERTS adds, and NODE_OPTIONS=--use-system-ca that of the machine. */
async function authoritiesOf(rootCertificate: string | undefined): Promise<Buffer | undefined> {
  return rootCertificate === undefined || rootCertificate === 'system'
    ? undefined
    : read('sslrootcert', rootCertificate)
}

async function read(parameter: string, file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (error) {
    throw new UsageError(`${parameter}: ${file} cannot be read: ${fileFault(error)}.`, { cause: error })
  }
}
