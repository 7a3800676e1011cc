import { dirname, isAbsolute, join, resolve } from 'node:path'
import { configFolders } from '../config-files.ts'
import { ts } from '../syntax/compiler.ts'
import { nameText } from '../syntax/property-names.ts'
import { typescriptConfig, type Surroundings } from './surroundings.ts'

/** Configuration of what is not the frontend itself: its aliases may replace modules by their mocks. */
const testConfig = /^(?:vitest|[jt]sconfig[\w.-]*\.(?:spec|test|vitest|e2e|node)\b)/

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
 * `tsconfig.json`/`jsconfig.json` (with `extends`), the `alias` tables of bundlers and the `imports` of `package.json`, then
 * the names that frameworks give without being asked. Broken configuration files are passed over: an alias is then simply
 * not known.
 */
export function findPathAliases(around: Surroundings, root: string): PathAlias[] {
  const configured = configFolders(around, root).flatMap((folder) => configuredAliases(around, folder))
  return sorted([...configured, ...workspaceAliases(around, root), ...customaryAliases(around, root)])
}

/** The aliases of a folder below the root that has a configuration of its own (a package of a monorepo). */
export function findNestedAliases(around: Surroundings, folder: string): PathAlias[] {
  const isPackage = around.exists(join(folder, 'package.json'))
  return sorted([...configuredAliases(around, folder), ...(isPackage ? customaryAliases(around, folder) : [])])
}

function sorted(aliases: PathAlias[]): PathAlias[] {
  return aliases.sort((a, b) => b.prefix.length - a.prefix.length)
}

/** What the configuration files of one folder say. Those of tests are asked where no other says anything. */
function configuredAliases(around: Surroundings, folder: string): PathAlias[] {
  const names = around.configs(folder)
  const read = (some: readonly string[]): PathAlias[] =>
    some.flatMap((name) => {
      const path = join(folder, name)
      if (name === 'package.json') return packageImports(around, path)
      return typescriptConfig.test(name) ? tsconfigAliases(around, path) : bundlerAliases(around, path)
    })
  const aliases = read(names.filter((name) => !testConfig.test(name)))
  const isNuxt = names.includes('package.json') && names.some((name) => name.startsWith('nuxt.config.'))
  return [
    ...(aliases.length > 0 ? aliases : read(names.filter((name) => testConfig.test(name)))),
    ...(isNuxt ? nuxtAliases(around, folder) : []),
  ]
}

/** `"imports": { "#lib/*": "./src/lib/*.ts" }`. */
function packageImports(around: Surroundings, path: string): PathAlias[] {
  const imports = readJsonc(around, path)?.imports
  if (typeof imports !== 'object' || imports === null) return []
  return Object.entries(imports).flatMap(([pattern, given]): PathAlias[] => {
    const target = conditionalTarget(given)
    if (target === null || !pattern.startsWith('#')) return []
    const star = pattern.indexOf('*')
    return [
      {
        prefix: star === -1 ? pattern : pattern.slice(0, star),
        exact: star === -1,
        targets: [resolve(dirname(path), target.replace(/\*.*$/, ''))],
      },
    ]
  })
}

/** A path, or the first that one of its conditions gives: `{ "browser": "./a.js", "default": "./b.js" }`. */
function conditionalTarget(given: unknown): string | null {
  if (typeof given === 'string') return given
  if (typeof given !== 'object' || given === null) return null
  for (const inner of Object.values(given)) {
    const target = conditionalTarget(inner)
    if (target !== null) return target
  }
  return null
}

interface JsonConfig {
  compilerOptions?: { baseUrl?: unknown; paths?: unknown }
  extends?: unknown
  /** Of a `package.json`. */
  name?: unknown
  imports?: unknown
  workspaces?: unknown
}

function tsconfigAliases(around: Surroundings, path: string, depth = 0): PathAlias[] {
  const config = readJsonc(around, path)
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
      aliases.push(
        ...tsconfigAliases(around, resolve(folder, parent.endsWith('.json') ? parent : `${parent}.json`), depth + 1),
      )
  return aliases
}

function readJsonc(around: Surroundings, path: string): JsonConfig | null {
  const text = around.readText(path)
  if (text === null) return null
  const { config } = ts.parseConfigFileTextToJson(path, text) as { config?: JsonConfig }
  return config ?? null
}

/** Reads `alias: {…}` (or the array form) out of a bundler's configuration without running it. */
function bundlerAliases(around: Surroundings, path: string): PathAlias[] {
  const aliases: PathAlias[] = []
  const folder = dirname(path)
  const source = ts.createSourceFile(path, around.readText(path) ?? '', ts.ScriptTarget.ESNext, false)
  const add = (name: string, value: ts.Expression): void => {
    const target = aliasTarget(around, value, folder, source)
    if (target === null) return
    const exact = name.endsWith('$')
    const prefix = exact ? name.slice(0, -1) : name.replace(/\/\*$/, '').replace(/\/$/, '')
    aliases.push({ prefix: exact ? prefix : `${prefix}/`, exact, targets: [target] })
    if (!exact) aliases.push({ prefix, exact: true, targets: [target] })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && nameText(node.name) === 'alias') {
      if (ts.isObjectLiteralExpression(node.initializer)) {
        for (const property of node.initializer.properties)
          if (ts.isPropertyAssignment(property)) add(nameText(property.name) ?? '', property.initializer)
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
    if (ts.isPropertyAssignment(property)) entries.set(nameText(property.name) ?? '', property.initializer)
  const find = entries.get('find')
  const replacement = entries.get('replacement')
  if (find && replacement && ts.isStringLiteralLike(find)) add(find.text, replacement)
  else if (find && replacement && ts.isRegularExpressionLiteral(find))
    add(/^\/\^?([\w@~#$-]+)/.exec(find.text)?.[1] ?? '', replacement)
}

/** The path that `'./src'`, `path.resolve(__dirname, 'src')` or `fileURLToPath(new URL('./src', import.meta.url))` means. */
function aliasTarget(around: Surroundings, value: ts.Expression, folder: string, source: ts.SourceFile): string | null {
  const text = pathText(value, source)
  return text === null ? null : rooted(around, folder, text)
}

/** In a configuration `/src` mostly means the project's; only where it has none it is the machine's. */
function rooted(around: Surroundings, folder: string, path: string): string {
  const below = join(folder, path)
  return isAbsolute(path) && !around.exists(below) && around.exists(path) ? path : below
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

function nuxtAliases(around: Surroundings, folder: string): PathAlias[] {
  // Nuxt 4 keeps its source in `app/`; a configured `srcDir` is mostly `src/`.
  const sources = ['app', 'src', 'client'].map((name) => join(folder, name)).filter((path) => around.exists(path))
  const targets = [...sources, folder]
  return [
    ...['~/', '@/'].map((prefix) => ({ prefix, exact: false, targets })),
    ...['~~/', '@@/', '#shared/'].map((prefix) => ({ prefix, exact: false, targets: [folder] })),
  ]
}

/** Packages of the same workspace, by their names: `@acme/api` without anything installed. */
function workspaceAliases(around: Surroundings, root: string): PathAlias[] {
  return configFolders(around, root).flatMap((folder) =>
    workspaceFolders(around, folder, folder === root).flatMap((path) => {
      const name = readJsonc(around, join(path, 'package.json'))?.name
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
function workspaceFolders(around: Surroundings, folder: string, isRoot: boolean): string[] {
  const isWorkspace =
    isRoot ||
    around.exists(join(folder, 'pnpm-workspace.yaml')) ||
    readJsonc(around, join(folder, 'package.json'))?.workspaces !== undefined
  if (!isWorkspace) return []
  return around
    .folders(folder)
    .flatMap((name) => [name, ...around.folders(join(folder, name)).map((inner) => join(name, inner))])
    .map((name) => join(folder, name))
    .filter((path) => around.exists(join(path, 'package.json')))
}

function customaryAliases(around: Surroundings, root: string): PathAlias[] {
  const source = around.exists(join(root, 'src')) ? [join(root, 'src'), root] : [root]
  return [
    ...['@/', '~/'].map((prefix) => ({ prefix, exact: false, targets: source })),
    { prefix: '$lib/', exact: false, targets: source.map((folder) => join(folder, 'lib')) },
    { prefix: 'src/', exact: false, targets: [join(dirname(root), 'src'), join(root, 'src')] },
  ]
}
