import { resolve } from 'node:path'
import type { ApiCall, ExtractedCalls } from './api-call.ts'
import { enclosingName } from './enclosing-name.ts'
import { Project } from './modules/project.ts'
import { RequestFinder, type FoundRequest } from './requests/find-requests.ts'
import { bracePlaceholders } from './requests/url-path.ts'
import { displayPath, findSources, namingBase, toSkippedFiles } from './source-files.ts'
import { sourceOf } from './evaluate/context.ts'
import { hasAutoImports } from './usage/auto-imports.ts'
import { Usage } from './usage/usage.ts'

export interface ExtractOptions {
  /** The frontend's folder, or one file of it. */
  root: string
  /** Globs (below the root) that bring files back which are left out by default. */
  include?: readonly string[]
  /** Globs (below the root) to leave out. */
  exclude?: readonly string[]
  /** Files above this size are skipped and listed. Bytes. Default 2,000,000. */
  maxFileBytes?: number
}

/**
 * Finds every request that a frontend's source can send. Reads files only; runs nothing of them.
 * @throws what the file system throws for a root that cannot be read
 */
export async function extractCalls(options: ExtractOptions): Promise<ExtractedCalls> {
  const root = resolve(options.root)
  const maxFileBytes = options.maxFileBytes ?? 2_000_000
  const sources = findSources({ root, include: options.include ?? [], exclude: options.exclude ?? [], maxFileBytes })
  const project = new Project(root, sources.files, maxFileBytes)
  const base = namingBase(root)
  const requests = new RequestFinder(project).find()
  const usage = new Usage(project, hasAutoImports(root))
  const faults = [...project.faults].filter(([path]) => project.files.has(path)).map(([path, reason]) => ({ path, reason }))
  return {
    root,
    files: sources.files.length,
    skipped: toSkippedFiles([...sources.skipped, ...faults], base),
    calls: requests.map((request) => toCall(project, base, request, usage.isUncalled(request.at))).sort(byPlace),
  }
}

function toCall(project: Project, base: string, request: FoundRequest, uncalled: boolean): ApiCall {
  const source = sourceOf(request.at)
  const { line, character } = source.getLineAndCharacterOfPosition(request.at.getStart(source))
  const { url, client } = request
  const path = bracePlaceholders(url.path)
  const isKnown = request.unresolved === null || request.method === null
  return {
    file: displayPath(project.pathOf(source), base),
    line: line + 1,
    column: character + 1,
    method: request.method,
    path: isKnown && path !== '' ? path : null,
    holes: url.holes,
    client: client.kind.id,
    basePath: url.hasOpenBase ? null : client.basePath,
    strippedPrefixes: client.stripped,
    query: request.query,
    body: request.body,
    host: url.host,
    unresolved:
      request.unresolved === null && path !== ''
        ? null
        : { reason: request.unresolved ?? 'the URL is known only at run time', known: path === '' ? null : path },
    function: enclosingName(request.at),
    uncalled,
  }
}

function byPlace(a: ApiCall, b: ApiCall): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  return a.line - b.line || a.column - b.column || compare(a.method, b.method) || compare(a.path, b.path)
}

function compare(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0
}
