import { existsSync, readFileSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { bundlerConfig, configFolders, listFolder, typescriptConfig } from '../config-files.ts'
import { ts } from '../syntax/compiler.ts'

/** An import prefix and the folders (or files) it may stand for, best first. */
export interface PathAlias {
  /** `@/`, `~/`, `$lib/`, or a whole specifier. */
  prefix: string
  /** Whether only the specifier itself is meant, not what begins with it. */
  exact: boolean
  targets: string[]
}

/**
 * The path aliases of a project, from the configuration files between the root and the top of its package:
 * `tsconfig.json`/`jsconfig.json` (with `extends`) and the `alias` tables of bundlers, then the names that frameworks
 * give without being asked. Broken configuration files are passed over: an alias is then simply not known.
 */
export function findPathAliases(root: string): PathAlias[] {
  const aliases: PathAlias[] = []
  for (const folder of configFolders(root)) {
    const names = listFolder(folder)
    for (const name of names) {
      if (typescriptConfig.test(name)) aliases.push(...tsconfigAliases(join(folder, name)))
      else if (bundlerConfig.test(name)) aliases.push(...bundlerAliases(join(folder, name)))
    }
    if (names.includes('package.json') && names.some((name) => name.startsWith('nuxt.config.')))
      aliases.push(...nuxtAliases(folder))
  }
  aliases.push(...workspaceAliases(root), ...customaryAliases(root))
  return aliases.sort((a, b) => b.prefix.length - a.prefix.length)
}

interface JsonConfig {
  compilerOptions?: { baseUrl?: unknown; paths?: unknown }
  extends?: unknown
  /** Of a `package.json`. */
  name?: unknown
  workspaces?: unknown
}

function tsconfigAliases(path: string, depth = 0): PathAlias[] {
  const config = readJsonc(path)
  if (!config || depth > 8) return []
  const folder = dirname(path)
  const aliases: PathAlias[] = []
  const { baseUrl, paths } = config.compilerOptions ?? {}
  const base = typeof baseUrl === 'string' ? resolve(folder, baseUrl) : folder
  if (paths && typeof paths === 'object') {
    for (const [pattern, targets] of Object.entries(paths as Record<string, unknown>)) {
      if (!Array.isArray(targets)) continue
      const star = pattern.indexOf('*')
      aliases.push({
        prefix: star === -1 ? pattern : pattern.slice(0, star),
        exact: star === -1,
        targets: targets
          .filter((target) => typeof target === 'string')
          .map((target) => resolve(base, target.replace(/\*.*$/, ''))),
      })
    }
  }
  // A bare `baseUrl` makes every folder below it importable by name (Angular's `app/…`).
  if (typeof baseUrl === 'string') aliases.push({ prefix: '', exact: false, targets: [base] })
  const parents = Array.isArray(config.extends) ? config.extends : [config.extends]
  for (const parent of parents)
    if (typeof parent === 'string' && (parent.startsWith('.') || isAbsolute(parent)))
      aliases.push(...tsconfigAliases(resolve(folder, parent.endsWith('.json') ? parent : `${parent}.json`), depth + 1))
  return aliases
}

function readJsonc(path: string): JsonConfig | null {
  try {
    const { config } = ts.parseConfigFileTextToJson(path, readFileSync(path, 'utf8')) as { config?: JsonConfig }
    return config ?? null
  } catch {
    return null
  }
}

/** Reads `alias: {…}` (or the array form) out of a bundler's configuration without running it. */
function bundlerAliases(path: string): PathAlias[] {
  const aliases: PathAlias[] = []
  const folder = dirname(path)
  let source: ts.SourceFile
  try {
    source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ESNext, false)
  } catch {
    return aliases
  }
  const add = (name: string, value: ts.Expression): void => {
    const target = aliasTarget(value, folder, source)
    if (target === null) return
    const exact = name.endsWith('$')
    const prefix = exact ? name.slice(0, -1) : name.replace(/\/\*$/, '').replace(/\/$/, '')
    aliases.push({ prefix: exact ? prefix : `${prefix}/`, exact, targets: [target] })
    if (!exact) aliases.push({ prefix, exact: true, targets: [target] })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && propertyName(node.name) === 'alias') {
      if (ts.isObjectLiteralExpression(node.initializer)) {
        for (const property of node.initializer.properties)
          if (ts.isPropertyAssignment(property)) add(propertyName(property.name) ?? '', property.initializer)
      } else if (ts.isArrayLiteralExpression(node.initializer)) {
        for (const item of node.initializer.elements)
          if (ts.isObjectLiteralExpression(item)) addFindReplacement(item, add)
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return aliases.filter((alias) => alias.prefix !== '' && alias.prefix !== '/')
}

function addFindReplacement(item: ts.ObjectLiteralExpression, add: (name: string, value: ts.Expression) => void): void {
  const entries = new Map<string, ts.Expression>()
  for (const property of item.properties)
    if (ts.isPropertyAssignment(property)) entries.set(propertyName(property.name) ?? '', property.initializer)
  const find = entries.get('find')
  const replacement = entries.get('replacement')
  if (find && replacement && ts.isStringLiteralLike(find)) add(find.text, replacement)
  else if (find && replacement && ts.isRegularExpressionLiteral(find))
    add(/^\/\^?([\w@~#$-]+)/.exec(find.text)?.[1] ?? '', replacement)
}

function propertyName(name: ts.PropertyName): string | null {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : null
}

/** The path that `'./src'`, `path.resolve(__dirname, 'src')` or `fileURLToPath(new URL('./src', import.meta.url))` means. */
function aliasTarget(value: ts.Expression, folder: string, source: ts.SourceFile): string | null {
  const text = pathText(value, source)
  return text === null ? null : rooted(folder, text)
}

/** In a configuration `/src` mostly means the project's; only where it has none it is the machine's. */
function rooted(folder: string, path: string): string {
  const below = join(folder, path)
  return isAbsolute(path) && !existsSync(below) && existsSync(path) ? path : below
}

/**
 * A path below the configuration's folder, put together from the words that stand in an expression: what names the folder
 * itself (`__dirname`, `import.meta.url`, `process.cwd()`) adds nothing. `null` where there is no word to go by.
 */
function pathText(node: ts.Node, source: ts.SourceFile, depth = 0): string | null {
  if (depth > 8) return null
  const inner = (one: ts.Node): string | null => pathText(one, source, depth + 1)
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isTemplateExpression(node))
    return node.templateSpans.reduce(
      (path, { expression, literal }) => path + (inner(expression) ?? '.') + literal.text,
      node.head.text,
    )
  if (ts.isBinaryExpression(node)) return joined([inner(node.left), inner(node.right)])
  if (ts.isNewExpression(node)) return joined((node.arguments ?? []).map(inner))
  if (ts.isCallExpression(node)) return joined(node.arguments.map(inner)) ?? calledFolder(node)
  if (ts.isIdentifier(node)) {
    if (node.text === '__dirname' || node.text === '__filename') return '.'
    const declared = declarationOf(node.text, source)
    return declared ? inner(declared) : null
  }
  if (ts.isPropertyAccessExpression(node) && /^import\.meta\b/.test(node.getText(source))) return '.'
  return null
}

function joined(pieces: readonly (string | null)[]): string | null {
  const known = pieces.filter((piece) => piece !== null && piece !== '')
  return known.length === 0 ? null : known.join('/')
}

function calledFolder({ expression }: ts.CallExpression): string | null {
  return ts.isPropertyAccessExpression(expression) && expression.name.text === 'cwd' ? '.' : null
}

function declarationOf(name: string, source: ts.SourceFile): ts.Expression | null {
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue
    for (const declaration of statement.declarationList.declarations)
      if (ts.isIdentifier(declaration.name) && declaration.name.text === name) return declaration.initializer ?? null
  }
  return null
}

function nuxtAliases(folder: string): PathAlias[] {
  // Nuxt 4 keeps its source in `app/`; a configured `srcDir` is mostly `src/`.
  const sources = ['app', 'src', 'client'].map((name) => join(folder, name)).filter((path) => existsSync(path))
  const targets = [...sources, folder]
  return [
    ...['~/', '@/'].map((prefix) => ({ prefix, exact: false, targets })),
    ...['~~/', '@@/', '#shared/'].map((prefix) => ({ prefix, exact: false, targets: [folder] })),
  ]
}

/** Packages of the same workspace, by their names: `@acme/api` without anything installed. */
function workspaceAliases(root: string): PathAlias[] {
  return configFolders(root).flatMap((folder) =>
    workspaceFolders(folder, folder === root).flatMap((path) => {
      const name = readJsonc(join(path, 'package.json'))?.name
      if (typeof name !== 'string' || name === '') return []
      const targets = [join(path, 'src'), path]
      return [
        { prefix: name, exact: true, targets: [...targets.map((one) => join(one, 'index')), path] },
        { prefix: `${name}/`, exact: false, targets },
      ]
    }),
  )
}

/** Folders that hold the packages of a workspace; `packages/*` and the like are all that such lists say in practice. */
function workspaceFolders(folder: string, isRoot: boolean): string[] {
  const isWorkspace =
    isRoot ||
    existsSync(join(folder, 'pnpm-workspace.yaml')) ||
    readJsonc(join(folder, 'package.json'))?.workspaces !== undefined
  if (!isWorkspace) return []
  return listFolder(folder)
    .flatMap((name) =>
      name === 'node_modules' || name.startsWith('.')
        ? []
        : [name, ...listFolder(join(folder, name)).map((inner) => join(name, inner))],
    )
    .map((name) => join(folder, name))
    .filter((path) => existsSync(join(path, 'package.json')))
}

function customaryAliases(root: string): PathAlias[] {
  const source = existsSync(join(root, 'src')) ? [join(root, 'src'), root] : [root]
  return [
    ...['@/', '~/'].map((prefix) => ({ prefix, exact: false, targets: source })),
    { prefix: '$lib/', exact: false, targets: source.map((folder) => join(folder, 'lib')) },
    { prefix: 'src/', exact: false, targets: [join(dirname(root), 'src'), join(root, 'src')] },
  ]
}
