/** One import, re-export, dynamic import or `require` as a file's text shows it. */
export interface ScannedImport {
  specifier: string
  /** Imported name (`default`, `*`, or a name) and the name it has here. */
  names: { imported: string; local: string }[]
  /** True of `export … from`: it hands on and uses nothing. */
  isReexport: boolean
}

/** What a file's text says about other files. */
export interface ScannedImports {
  imports: ScannedImport[]
  /** Patterns by which a bundler brings in whole folders: `import.meta.glob('./api/*.ts')`, `require.context('./api')`. */
  globs: string[]
}

const keyword = /(?<![\w$.])(?:import|export|require)(?![\w$])/g
const dynamic = /\(\s*(?:\/\*[\s\S]{0,200}?\*\/\s*)?(['"`])([^'"`\n]{1,500})\1/y
const glob = /\.glob(?:Eager)?(?:<[^>]{0,200}>)?\(\s*\[?((?:\s*['"`][^'"`\n]{1,300}['"`]\s*,?){1,50})/y
const context = /\.context\(\s*(['"`])([^'"`\n]{1,300})\1/y
const quoted = /['"`]([^'"`\n]+)['"`]/g
/** Words, marks and quoted texts of an import clause, and what may stand between them. */
const token = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*(?:([\w$]+)|([{},*])|'([^'\n]*)'|"([^"\n]*)")/y

/**
 * The imports of a file, from its text: all files are asked who uses what, and parsing them all would double the price
 * of a run. What stands in a comment counts as well, which at worst calls something used that is not.
 */
export function scanImports(text: string): ScannedImports {
  const found: ScannedImports = { imports: [], globs: [] }
  for (const { 0: word, index } of text.matchAll(keyword)) {
    const behind = index + word.length
    const called = matchAt(dynamic, text, behind)
    if (called && word !== 'export')
      found.imports.push({ specifier: called[2] ?? '', names: [{ imported: '*', local: '' }], isReexport: false })
    else if (word === 'require') found.globs.push(...contextGlob(text, behind))
    else {
      const statement = clauseAt(text, behind)
      if (statement) found.imports.push({ ...statement, isReexport: word === 'export' })
      else if (word === 'import') found.globs.push(...metaGlobs(text, behind))
    }
  }
  return found
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

function contextGlob(text: string, at: number): string[] {
  const folder = matchAt(context, text, at)?.[2]
  return folder === undefined ? [] : [`${folder.replace(/\/$/, '')}/**`]
}

function metaGlobs(text: string, at: number): string[] {
  if (!text.startsWith('.meta', at)) return []
  const list = matchAt(glob, text, at + '.meta'.length)?.[1] ?? ''
  return [...list.matchAll(quoted)].map((match) => match[1] ?? '')
}

/** `a, { b as c, type D }, * as e from 'x'` behind `import` or `export`; `null` where something else stands there. */
function clauseAt(text: string, start: number): Pick<ScannedImport, 'specifier' | 'names'> | null {
  const words: string[] = []
  let at = start
  for (;;) {
    const match = matchAt(token, text, at)
    if (!match) return null
    const [whole, word, mark, single, double] = match
    at += whole.length
    const specifier = single ?? double
    if (specifier !== undefined) {
      // `import 'x'` brings in no name.
      const isClause = words.at(-1) === 'from'
      return isClause ? { specifier, names: namesOf(words.slice(0, -1)) } : null
    }
    const next = word ?? mark ?? ''
    if (next === 'import' || next === 'export' || declarations.has(words[0] ?? '')) return null
    words.push(next)
  }
}

/** `export const …`: no clause, however far one reads. */
const declarations = new Set(['const', 'let', 'var', 'function', 'class', 'enum', 'interface', 'async', 'abstract'])

function namesOf(words: readonly string[]): ScannedImport['names'] {
  const names: ScannedImport['names'] = []
  let isInside = false
  for (const item of itemsOf(words)) {
    const parts = item.filter((word) => word !== '{' && word !== '}')
    if (item.includes('{')) isInside = true
    const [imported, , local = imported] = parts[0] === 'type' && parts.length % 2 === 0 ? parts.slice(1) : parts
    if (imported !== undefined && local !== undefined) {
      if (imported === '*') names.push({ imported, local: local === '*' ? '' : local })
      else names.push(isInside ? { imported, local } : { imported: 'default', local: imported })
    }
    if (item.includes('}')) isInside = false
  }
  return names
}

function itemsOf(words: readonly string[]): string[][] {
  const items: string[][] = [[]]
  for (const word of words) {
    if (word === ',') items.push([])
    else items.at(-1)?.push(word)
  }
  return items
}
