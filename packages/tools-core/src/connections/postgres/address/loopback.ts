import { BlockList, isIPv4, isIPv6 } from 'node:net'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Whether a host is this machine, by its looks: nothing is resolved, and what is not known to be is not. */
export function isLoopbackHost(host: string): boolean {
  if (isSocketFolder(host) || /^localhost\.?$/i.test(host)) return true
  if (isIPv4(host)) return loopback.check(host, 'ipv4')
  return isIPv6(host) && loopback.check(host, 'ipv6')
}

/** Whether what stands for the host is the folder of a Unix socket. */
export function isSocketFolder(host: string): boolean {
  return host.startsWith('/')
}
