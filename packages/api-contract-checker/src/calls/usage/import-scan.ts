/** One import, re-export, dynamic import or `require` as a file's text shows it. */
export interface ScannedImport {
  specifier: string
  /** Imported name (`default`, `*`, or a name) and the name it has here. */
  names: { imported: string; local: string }[]
  /** True of `export … from`: it hands on and uses nothing. */
  isReexport: boolean
}

const statement = /\b(import|export)\s+(?:type\s+)?([\w$*{}\s,]*?)\s*\bfrom\s*['"]([^'"\n]+)['"]/g
const dynamic = /\b(?:import|require)\s*\(\s*(?:\/\*[^*]*\*\/\s*)?['"`]([^'"`\n]+)['"`]\s*\)/g

/**
 * The imports of a file, from its text: all files are asked who uses what, and parsing them all would double the price
 * of a run. What stands in a comment counts as well, which at worst calls something used that is not.
 */
export function scanImports(text: string): ScannedImport[] {
  const found: ScannedImport[] = []
  for (const [, keyword, clause = '', specifier = ''] of text.matchAll(statement))
    found.push({ specifier, names: clauseNames(clause), isReexport: keyword === 'export' })
  for (const [, specifier = ''] of text.matchAll(dynamic))
    found.push({ specifier, names: [{ imported: '*', local: '' }], isReexport: false })
  return found
}

function clauseNames(clause: string): ScannedImport['names'] {
  const names: ScannedImport['names'] = []
  const braces = /\{([^}]*)\}/.exec(clause)
  for (const item of braces?.[1]?.split(',') ?? []) {
    const [imported, local] = item
      .replace(/^\s*type\s+/, '')
      .trim()
      .split(/\s+as\s+/)
    if (imported) names.push({ imported, local: local ?? imported })
  }
  const outside = clause.replace(/\{[^}]*\}/, '')
  for (const item of outside.split(',')) {
    const namespace = /\*(?:\s+as\s+([\w$]+))?/.exec(item)
    if (namespace) names.push({ imported: '*', local: namespace[1] ?? '' })
    else if (/^[\w$]+$/.test(item.trim())) names.push({ imported: 'default', local: item.trim() })
  }
  return names
}
