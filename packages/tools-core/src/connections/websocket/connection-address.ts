import { parseGatewayUrl } from './gateway-url.ts'

/**
 * Where the connection goes, for messages and reports: `127.0.0.1:8000`, `[::1]:8000`, `m4sh.example:443`. No path, no
 * token.
 * @throws {UsageError} if that is no address of a gateway
 */
export function connectionAddress(url: string): string {
  const { hostname, port, protocol } = parseGatewayUrl(url)
  return `${hostname}:${port || (protocol === 'wss:' ? 443 : 80)}`
}
