import { BlockList, isIPv4, isIPv6 } from 'node:net'

/**
 * Whether an address (http, https, ws, wss) is of this machine or a private network, by its looks: nothing is resolved. A
 * load test of any other is asked about first, so what is not known to be private is not: names without a dot too, which
 * the search domains of a machine may turn into anything.
 */
export function isPrivateTarget(url: string): boolean {
  if (!URL.canParse(url)) return false
  // `URL` has written every notation of an IPv4 address, 127.1 and 0x7f000001 too, as four numbers.
  const host = new URL(url).hostname.replace(/^\[|\]$|\.$/g, '')
  if (isIPv4(host)) return privateNetworks.check(host, 'ipv4')
  if (isIPv6(host)) return privateNetworks.check(host, 'ipv6')
  return privateName.test(host)
}

/** RFC 6761, RFC 6762, RFC 8375, and what ICANN keeps for private use. */
const privateName = /^localhost$|\.(?:localhost|local|internal|home\.arpa)$/i

/** Networks that the internet does not reach. IPv4 addresses in IPv6 notation are checked as such by `BlockList`. */
const privateNetworks = new BlockList()
// This host: a connection to it goes to loopback.
privateNetworks.addAddress('0.0.0.0', 'ipv4')
privateNetworks.addSubnet('127.0.0.0', 8, 'ipv4')
privateNetworks.addSubnet('10.0.0.0', 8, 'ipv4')
privateNetworks.addSubnet('172.16.0.0', 12, 'ipv4')
privateNetworks.addSubnet('192.168.0.0', 16, 'ipv4')
privateNetworks.addSubnet('169.254.0.0', 16, 'ipv4')
privateNetworks.addAddress('::', 'ipv6')
privateNetworks.addAddress('::1', 'ipv6')
privateNetworks.addSubnet('fc00::', 7, 'ipv6')
privateNetworks.addSubnet('fe80::', 10, 'ipv6')
