/** What the system's words for a file that cannot be had mean. */
const faults: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EISDIR: 'it is a folder',
  EACCES: 'permission was denied',
  EPERM: 'permission was denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'it is larger than files may be',
  ELOOP: 'its symbolic links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  EIO: 'the device failed',
  ENXIO: 'the device is not there',
}

/** `ENOENT`, `EACCES` …: the code of an error that the system gave; `null` for any other. */
export function systemCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error) || !('syscall' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}

/** Completes "… cannot be read: …" in words that need no knowledge of system calls. */
export function fileFault(error: unknown): string {
  const code = systemCode(error)
  const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : error
  return (code === null ? undefined : faults[code]) ?? String(message).replace(/\.$/, '')
}
