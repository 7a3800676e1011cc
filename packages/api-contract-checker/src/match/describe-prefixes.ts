import type { ContractResult } from '../result.ts'
import type { Contract } from '../spec/operation.ts'
import type { ClientGroup } from './client-group.ts'
import type { ClientRoutes, FixedPrefixes } from './find-routes.ts'
import type { ConcludedHost } from './own-hosts.ts'
import { isBelow } from './path-prefix.ts'

/** What was found out about prefixes, for the report: of the client with most paths, and in words of the others. */
export function describePrefixes(
  groups: ReadonlyMap<ClientGroup, ClientRoutes>,
  contracts: readonly Contract[],
  fixed: FixedPrefixes,
  concludedHosts: readonly ConcludedHost[],
): ContractResult['prefixes'] {
  const ranked = [...groups].sort(([, a], [, b]) => b.found - a.found || b.paths - a.paths)
  const [main] = ranked
  const hosts = concludedHosts.map(
    ({ host, why }) =>
      ` ${host} counts as the backend, since ${why === 'paths' ? 'the schema knows the paths that are sent there' : 'most calls go there'}.`,
  )
  if (main === undefined)
    return {
      frontend: fixed.frontend ?? '',
      backend: fixed.backend ?? '',
      reason: `There is no call to compare.${isGiven(fixed) ? ` ${givenInWords(fixed)}.` : ''}${hosts.join('')}`,
    }
  const prefixes = prefixesOfGroup(main, contracts, fixed)
  const notes = ranked.slice(1).flatMap((other) => noteOn(other, contracts, fixed, prefixes))
  return { ...prefixes, reason: [reasonFor(main, fixed), ...notes].join(' ') + hosts.join('') }
}

type Entry = readonly [ClientGroup, ClientRoutes]
type Pair = Pick<ContractResult['prefixes'], 'frontend' | 'backend'>

function isGiven({ frontend, backend }: FixedPrefixes): boolean {
  return frontend !== null || backend !== null
}

function prefixesOfGroup(
  [group, { routes, found }]: Entry,
  contracts: readonly Contract[],
  fixed: FixedPrefixes,
): Pair {
  const detour = routes.find(({ frontend, backend }) => frontend !== backend)
  const base = group.basePath ?? ''
  if (isGiven(fixed)) {
    // What was tried beside a prefix that fits nothing was not found.
    const other = found > 0 ? routes[0] : undefined
    return { frontend: fixed.frontend ?? other?.frontend ?? base, backend: fixed.backend ?? other?.backend ?? '' }
  }
  const isDirect = routes.length === 0 || routes.some(({ frontend, backend }) => frontend === backend)
  if (detour !== undefined && !isDirect)
    return { frontend: detour.frontend || base || detour.backend, backend: detour.backend }
  const paths = contracts.flatMap(({ operations }) => operations.map(({ path }) => path))
  const below = base === '' ? 0 : paths.filter((path) => isBelow(path, base)).length
  return { frontend: base, backend: below * 2 >= paths.length && below > 0 ? base : '' }
}

function reasonFor([group, { routes, found, paths, toleratesDoubledBase }]: Entry, fixed: FixedPrefixes): string {
  const evidence = `${found} of ${paths} different paths of ${nameOf(group)} are in the schema`
  if (isGiven(fixed)) {
    const given = givenInWords(fixed)
    if (found === 0)
      return `${given}; with that, no path of ${nameOf(group)} is one of the schema, and they are compared as they are sent.`
    const isBoth = fixed.frontend !== null && fixed.backend !== null
    return `${given}${isBoth ? '' : ', the other was found by trying'}; ${evidence}.`
  }
  const doubled = toleratesDoubledBase
    ? ` Paths that begin with ${group.basePath} already are sent without a second one.`
    : ''
  const detour = routes.find(({ frontend, backend }) => frontend !== backend)
  if (detour !== undefined)
    return `Found by trying: ${evidence} if ${detour.frontend || 'nothing'} in front of what is sent stands for ${detour.backend || 'nothing'} in front of the schema’s paths.${doubled}`
  if (found === 0)
    return `No prefix makes the paths of ${nameOf(group)} those of the schema; they are compared as they are sent.`
  return `${baseInWords(group)}; ${evidence} as they are sent.${doubled}`
}

/** As it was said by flag, variable or config file. */
function givenInWords({ frontend, backend }: FixedPrefixes): string {
  const ofFrontend = `${frontend || 'no prefix'} in the frontend`
  const ofSchema = `${backend || 'no prefix'} in the schema`
  if (frontend !== null && backend !== null) return `Both were given: ${ofFrontend}, ${ofSchema}`
  return frontend === null ? `--backend-prefix was given: ${ofSchema}` : `--frontend-prefix was given: ${ofFrontend}`
}

function baseInWords({ basePath, host }: ClientGroup): string {
  if (host !== null) return `The calls give whole URLs of ${host}`
  if (basePath === null) return 'The client’s base path is not known'
  return basePath === '' ? 'The client has no base path' : `${basePath} is the client’s base path`
}

/** Of the other clients, those that find their way by another prefix; one that sends whole paths needs no word. */
function noteOn(entry: Entry, contracts: readonly Contract[], fixed: FixedPrefixes, main: Pair): string[] {
  const [group, { found, routes }] = entry
  const own = prefixesOfGroup(entry, contracts, fixed)
  const isPlain = own.frontend === '' && routes.every(({ frontend, backend }) => frontend === backend)
  if (found === 0 || isPlain || (own.frontend === main.frontend && own.backend === main.backend)) return []
  return [
    `For ${nameOf(group)}: ${own.frontend || 'no prefix'} in the frontend, ${own.backend || 'no prefix'} in the schema.`,
  ]
}

function nameOf({ client, basePath, host }: ClientGroup): string {
  if (host !== null) return `${client} (${host})`
  return basePath === null || basePath === '' ? client : `${client} (${basePath})`
}
