import type { ApiCall } from '../calls/api-call.ts'

/** Whether a frontend serves such a file itself: a path from the top of the site, dynamic pieces as `{name}`. */
export type HasPublicFile = (frontend: number, path: string) => boolean

const staticFile =
  /\.(?:json|geojson|webmanifest|txt|md|csv|xml|html?|css|m?js|wasm|svg|png|jpe?g|gif|webp|avif|ico|woff2?|ttf|pdf|mp[34]|webm|glb|gltf)$/i

/**
 * A call for a file that comes with the frontend: texts of a language, an icon, a module. Backends serve such names as
 * well, so the name alone is no evidence: it has to be asked for beside the page, or lie where the frontend is served from.
 */
export function isOwnFile(
  { method, path, host, baseHost, basePath }: ApiCall,
  frontend: number,
  hasPublicFile: HasPublicFile,
): boolean {
  if (path === null || host !== null || baseHost !== null || !staticFile.test(path)) return false
  if (method !== 'GET' && method !== 'HEAD') return false
  if (basePath !== '') return false
  const isBesidePage = !/^[/{]/.test(path)
  return isBesidePage || hasPublicFile(frontend, path)
}
