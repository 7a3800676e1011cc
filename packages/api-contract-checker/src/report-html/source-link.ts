import { encodePercent } from '@m4sh/tools-core/values'

/** Opens a file in VS Code on the reader's own machine. */
export const DEFAULT_SOURCE_LINK = 'vscode://file/{root}/{file}:{line}:{column}'

/** Schemes that open a page or an editor. Whatever else a template asks for (`javascript:`, `data:`) stays plain text. */
const LINKABLE = new Set([
  'http',
  'https',
  'file',
  'vscode',
  'vscode-insiders',
  'vscodium',
  'cursor',
  'windsurf',
  'zed',
  'jetbrains',
  'idea',
  'webstorm',
  'phpstorm',
  'pycharm',
  'subl',
  'txmt',
  'nova',
  'emacs',
])

/** Whether a template names a file and has a scheme that a report may make clickable. */
export function isSourceLink(template: string): boolean {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(template)?.[1]
  return scheme !== undefined && LINKABLE.has(scheme.toLowerCase()) && template.includes('{file}')
}

/**
 * Fills `{root}` and `{file}` and leaves `{line}` and `{column}`, which differ from row to row.
 * Every part is encoded, so that braces, quotes or `#` in a file's name change nothing but the name.
 */
export function fileLink(template: string, root: string, file: string): string {
  const absolute = `/${withSlashes(root).replace(/^\/+|\/+$/g, '')}`
  const at = template.indexOf('{root}')
  const before = template.slice(0, Math.max(at, 0))
  // `vscode://file/{root}` brings the slash along, `file://{root}` does not.
  const rootPart = before.endsWith('/') && !before.endsWith('://') ? absolute.slice(1) : absolute
  return template.replaceAll(/\{(root|file)\}/g, (_, name) => encodePath(name === 'root' ? rootPart : file))
}

/** The finished link to a place. */
export function placeLink(link: string, line: number, column: number): string {
  return link.replaceAll('{line}', String(line)).replaceAll('{column}', String(column))
}

function encodePath(path: string): string {
  // A colon (`C:`) and `@` are plain characters of a path; editors do not all decode them.
  return path.split('/').map(encodePercent).join('/').replaceAll('%3A', ':').replaceAll('%40', '@')
}

function withSlashes(path: string): string {
  return path.replaceAll('\\', '/')
}
