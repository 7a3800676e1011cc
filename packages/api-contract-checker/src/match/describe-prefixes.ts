import { say } from '../language/phrases.ts'
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
  const hosts = concludedHosts.map(hostInWords)
  if (main === undefined)
    return {
      frontend: fixed.frontend ?? '',
      backend: fixed.backend ?? '',
      reason: [say('There is no call to compare.'), ...givenAlone(fixed), ...hosts].join(' '),
    }
  const prefixes = prefixesOfGroup(main, contracts, fixed)
  const notes = ranked.slice(1).flatMap((other) => noteOn(other, contracts, fixed, prefixes))
  return { ...prefixes, reason: [...reasonsFor(main, fixed), ...notes, ...hosts].join(' ') }
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

/** Sentences. */
function reasonsFor([group, { routes, found, paths, toleratesDoubledBase }]: Entry, fixed: FixedPrefixes): string[] {
  const client = nameOf(group)
  const evidence = say('{#found} of {#paths} different paths of {client} are in the schema', { found, paths, client })
  if (isGiven(fixed)) return [withGiven(fixed, found === 0 ? { client } : { evidence })]
  const path = group.basePath ?? ''
  const doubled = toleratesDoubledBase
    ? [say('Paths that begin with {path} already are sent without a second one.', { path })]
    : []
  const detour = routes.find(({ frontend, backend }) => frontend !== backend)
  if (detour !== undefined) return [foundByTrying(detour, evidence), ...doubled]
  if (found > 0) return [asSent(group, evidence), ...doubled]
  return [
    say('No prefix makes the paths of {client} those of the schema; they are compared as they are sent.', { client }),
  ]
}

function foundByTrying({ frontend, backend }: Pair, evidence: string): string {
  return say(
    'Found by trying: {@evidence} if {@frontend} in front of what is sent stands for {@backend} in front of the schema’s paths.',
    { evidence, frontend: frontend || say('nothing'), backend: backend || say('nothing') },
  )
}

/** @param outcome the client of which no path is found, or what was found */
function withGiven(fixed: FixedPrefixes, outcome: { client: string } | { evidence: string }): string {
  const given = givenInWords(fixed)
  if ('client' in outcome)
    return say(
      '{@given}; with that, no path of {client} is one of the schema, and they are compared as they are sent.',
      { given, ...outcome },
    )
  return fixed.frontend !== null && fixed.backend !== null
    ? say('{@given}; {@evidence}.', { given, ...outcome })
    : say('{@given}, the other was found by trying; {@evidence}.', { given, ...outcome })
}

function givenAlone(fixed: FixedPrefixes): string[] {
  return isGiven(fixed) ? [say('{@given}.', { given: givenInWords(fixed) })] : []
}

/** As it was said by flag, variable or config file. */
function givenInWords(fixed: FixedPrefixes): string {
  const frontend = fixed.frontend || say('no prefix')
  const backend = fixed.backend || say('no prefix')
  if (fixed.frontend === null) return say('--backend-prefix was given: {@backend} in the schema', { backend })
  if (fixed.backend === null) return say('--frontend-prefix was given: {@frontend} in the frontend', { frontend })
  return say('Both were given: {@frontend} in the frontend, {@backend} in the schema', { frontend, backend })
}

function asSent(group: ClientGroup, evidence: string): string {
  const { host } = group
  return host === null
    ? say('{@base}; {@evidence} as they are sent.', { base: baseInWords(group), evidence })
    : say('The calls give whole URLs of {host}; {@evidence} as they are sent.', { host, evidence })
}

function baseInWords({ basePath: path }: ClientGroup): string {
  if (path === null) return say('The client’s base path is not known')
  return path === '' ? say('The client has no base path') : say('{path} is the client’s base path', { path })
}

function hostInWords({ host, why }: ConcludedHost): string {
  return why === 'paths'
    ? say('{host} counts as the backend, since the schema knows the paths that are sent there.', { host })
    : say('{host} counts as the backend, since most calls go there.', { host })
}

/** Of the other clients, those that find their way by another prefix; one that sends whole paths needs no word. */
function noteOn(entry: Entry, contracts: readonly Contract[], fixed: FixedPrefixes, main: Pair): string[] {
  const [group, { found, routes }] = entry
  const own = prefixesOfGroup(entry, contracts, fixed)
  const isPlain = own.frontend === '' && routes.every(({ frontend, backend }) => frontend === backend)
  if (found === 0 || isPlain || (own.frontend === main.frontend && own.backend === main.backend)) return []
  return [
    say('For {client}: {@frontend} in the frontend, {@backend} in the schema.', {
      client: nameOf(group),
      frontend: own.frontend || say('no prefix'),
      backend: own.backend || say('no prefix'),
    }),
  ]
}

function nameOf({ client, basePath, host }: ClientGroup): string {
  if (host !== null) return `${client} (${host})`
  return basePath === null || basePath === '' ? client : `${client} (${basePath})`
}
