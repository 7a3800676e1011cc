/** Words with which all paths of an API begin: they name nothing that could be asked for. */
const prefixWord = /^(?:api|apis|rest|backend|v?\d+)$/i

const baseName =
  /(?:^|_)api(?:_?v?\d+)?$|base_?ur[il]$|api_?(?:ur[il]|base|root|host|prefix)$|host(?:name)?$|origin$|server(?:_?ur[il])?$/i

/** Whether something is called like the base of a whole backend: what stands behind it is all of a path. */
export function isBaseName(name: string): boolean {
  return baseName.test(name)
}

/** Whether a URL names more than the prefix that all have in common: `/api/v1/lessons{path}`, not `/api/v1{path}`. */
export function namesResource(url: string): boolean {
  const path = url.replace(/^(?:[a-z][a-z\d+.-]*:)?\/\/[^/]*/i, '').replace(/\{[^}]*\}/g, ' ')
  return path.split(/[^\p{L}\d]+/u).some((word) => word !== '' && !prefixWord.test(word))
}

/** Whether a segment of a path is one of the words in front of all resources: `api`, `v1`. */
export function isPrefixSegment(segment: string): boolean {
  return segment === '' || prefixWord.test(segment)
}

/** Two paths are the same whatever their holes are called. */
export function withoutHoleNames(path: string): string {
  return path.replace(/\{[^}]*\}/g, '{}')
}
