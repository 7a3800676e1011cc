import { isRecord } from '@m4sh/tools-core/values'
import { type Block, documentsOf } from './read-page.ts'

/** What runs something, wherever it stands: keys of workflows, of GitLab's jobs and of Kubernetes' containers. */
const runningKeys = new Set(['run', 'script', 'before_script', 'after_script', 'command', 'args'])

/**
 * Where the page says something that is to be run: one name for each place. Found by the keys alone, so that it does not
 * depend on how the blocks are run.
 */
export function shellSteps(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    if (block.language === 'yaml')
      return documentsOf(block).flatMap((document, at) =>
        runningPaths(document, [at]).map((path) => stepName(block, path)),
      )
    return block.language === 'json' ? [] : [stepName(block)]
  })
}

/** @param path the number of the document, then keys */
export function stepName(block: Block, path: readonly (string | number)[] = []): string {
  return [`line ${block.line}`, ...path].join('.')
}

function runningPaths(value: unknown, path: readonly (string | number)[]): (string | number)[][] {
  if (Array.isArray(value)) return value.flatMap((part, at) => runningPaths(part, [...path, at]))
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([key, part]) =>
    runningKeys.has(key) && !isRecord(part) ? [[...path, key]] : runningPaths(part, [...path, key]),
  )
}
