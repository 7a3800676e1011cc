import { say } from '../language/phrases.ts'
import type { CallOutcome } from './call-outcome.ts'
import type { Endpoint } from './endpoint.ts'

/** Fewer calls are a coincidence. */
const FEWEST = 3

/**
 * drf-spectacular describes only unversioned endpoints unless it is asked for a version; then a whole `/v1/` is missing and
 * every call below it looks like a mistake.
 * @returns a sentence or two; `null` where that is not so
 */
export function versionHint(outcomes: readonly CallOutcome[], endpoints: readonly Endpoint[]): string | null {
  const missing = outcomes.filter(({ status }) => status === 'frontend-only')
  const counts = new Map<string, number>()
  for (const { path } of missing) {
    const version = path?.segments.slice(0, 4).find((segment) => segment.kind === 'literal' && isVersion(segment.text))
    if (version?.kind === 'literal') counts.set(version.text, (counts.get(version.text) ?? 0) + 1)
  }
  const [first] = [...counts].sort(([, a], [, b]) => b - a)
  if (first === undefined) return null
  const [version, count] = first
  if (count < FEWEST || count * 2 <= missing.length || hasWord(endpoints, version)) return null
  return say(
    '{#count} of {#all} calls without an endpoint go below /{version}/, which no path of the schema has. drf-spectacular leaves versioned endpoints out by default: ask for them with --schema-url "/api/schema/?version={version}", fix the version in the view (SpectacularAPIView.as_view(api_version=\'{version}\')), or write a file with `manage.py spectacular --api-version {version} --file schema.yml`.',
    { count, all: missing.length, version },
  )
}

function isVersion(word: string): boolean {
  return /^v\d+(?:\.\d+)*$/i.test(word)
}

function hasWord(endpoints: readonly Endpoint[], word: string): boolean {
  return endpoints.some(({ template }) =>
    template.segments.some((segment) => segment.kind === 'literal' && segment.text === word),
  )
}
