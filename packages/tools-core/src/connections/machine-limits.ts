/** What this machine, and not the other side, had no room for. */
export interface MachineLimit {
  readonly kind: MachineLimitKind
  /** Completes "the socket to m4sh.example:443: …". */
  readonly says: string
  /** What to do. */
  readonly hint: string
}

/** By these names they are counted. */
export const machineLimitKinds = ['too-many-files', 'no-ports'] as const

/** What this machine has run out of. */
export type MachineLimitKind = (typeof machineLimitKinds)[number]

/** By the code of the error. */
export const machineLimits: Readonly<Record<string, MachineLimit>> = {
  EMFILE: {
    kind: 'too-many-files',
    says: 'this process has as many connections and files open as it may',
    hint: 'Raise the limit in the shell that starts it, with "ulimit -n 65536", or use fewer virtual users.',
  },
  ENFILE: {
    kind: 'too-many-files',
    says: 'this machine has as many connections and files open as it may',
    hint: 'Raise the limit of the machine (on Linux: "sysctl fs.file-max"), or use fewer virtual users.',
  },
  EADDRNOTAVAIL: {
    kind: 'no-ports',
    says: 'this machine has no address, or no port left, for a connection there',
    hint: 'Widen the range (on Linux: "sysctl net.ipv4.ip_local_port_range"), or run on several machines.',
  },
}

/** Whether what failed, by its kind, failed for want of room on this machine. */
export function isMachineLimit(kind: string): kind is MachineLimitKind {
  return machineLimitKinds.some((one) => one === kind)
}
