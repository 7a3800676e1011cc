import { say } from '../language/phrases.ts'
import type { ApiCall } from './api-call.ts'
import { Breather } from './breather.ts'
import { enclosingName } from './enclosing-name.ts'
import { Project } from './modules/project.ts'
import type { Dependency } from './modules/surroundings.ts'
import { RequestFinder } from './requests/find-requests.ts'
import type { FoundRequest } from './requests/found-request.ts'
import { bracePlaceholders } from './requests/url-path.ts'
import { displayPath, namingBase } from './file-names.ts'
import type { SourceText } from './source-files.ts'
import { sourceOf } from './evaluate/context.ts'
import { Usage } from './usage/usage.ts'

/** What reading the sources gave, and what else it depended on. */
export interface Analysis {
  calls: ApiCall[]
  /** Files that could be read only in part. */
  faults: { path: string; reason: string }[]
  /** What beside the sources it depends on. */
  dependencies: Dependency[]
}

export interface AnalysisOptions {
  /** Files beside the frontend above this size are not read. Bytes. */
  maxFileBytes: number
  /** What the user wants no word of, though imports may lead through it. */
  isExcluded: (path: string) => boolean
  /** Told now and then how many files were read, of how many. */
  onProgress?: ((read: number, files: number) => void) | undefined
  signal?: AbortSignal | undefined
}

/**
 * Finds every request in sources that are read already. This is where the compiler is loaded.
 * @throws what the signal was aborted with
 */
export async function analyseSources(
  root: string,
  sources: readonly SourceText[],
  { maxFileBytes, isExcluded, onProgress, signal }: AnalysisOptions,
): Promise<Analysis> {
  const project = new Project(root, sources, maxFileBytes)
  const base = namingBase(root)
  const finder = new RequestFinder(project, new Breather(signal), (read) => onProgress?.(read, sources.length))
  const requests = await finder.find()
  const notes = finder.isExhausted
    ? [
        {
          path: root,
          reason: say(
            'so entangled that wrappers were followed only in part: --exclude what is no source of the frontend',
          ),
        },
      ]
    : []
  const usage = new Usage(project)
  return {
    calls: requests
      .filter(({ at }) => !isExcluded(project.pathOf(sourceOf(at))))
      .map((request) => toCall(project, base, request, finder, usage.isUncalled(request.at)))
      .sort(byPlace),
    faults: [...project.faults]
      .filter(([path]) => project.files.has(path))
      .map(([path, reason]) => ({ path, reason }))
      .concat(notes),
    dependencies: project.around.dependencies(),
  }
}

function toCall(
  project: Project,
  base: string,
  request: FoundRequest,
  finder: RequestFinder,
  uncalled: boolean,
): ApiCall {
  const source = sourceOf(request.at)
  const { line, character } = source.getLineAndCharacterOfPosition(request.at.getStart(source))
  const { url, client } = request
  const path = bracePlaceholders(url.path)
  const { basePath, baseHost } = finder.baseOf(client)
  const isKnown = request.unresolved === null || request.method === null
  return {
    file: displayPath(project.pathOf(source), base),
    line: line + 1,
    column: character + 1,
    method: request.method,
    path: isKnown && path !== '' ? path : null,
    holes: url.holes,
    client: client.kind.id,
    basePath: url.hasOpenBase ? null : basePath,
    strippedPrefixes: [...finder.strippedBy(client)],
    query: request.query,
    body: request.body,
    host: url.host,
    baseHost: url.host === null && !url.hasOpenBase ? baseHost : null,
    unresolved:
      request.unresolved === null && path !== ''
        ? null
        : { reason: request.unresolved ?? say('the URL is known only at run time'), known: path === '' ? null : path },
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
