import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'

/**
 * An npm registry in memory: takes what is published to it and gives it back, so that a package is installed by its name,
 * with the ranges that its manifest has, as users will. It holds nothing else: other packages come from where they always do.
 */
export async function startLocalRegistry() {
  const packuments = new Map()
  const tarballs = new Map()
  // The caches of package managers outlive a run, and ports come again. An address that never does keeps runs apart.
  const prefix = `/${randomUUID()}/`

  const server = createServer((request, response) => {
    answer(request).then(
      ({ status = 200, body }) => response.writeHead(status).end(Buffer.isBuffer(body) ? body : JSON.stringify(body)),
      (error) => response.writeHead(500).end(JSON.stringify({ error: String(error) })),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${server.address().port}${prefix}`

  async function answer(request) {
    const path = decodeURIComponent(request.url.replace(/\?.*$/s, ''))
    if (!path.startsWith(prefix)) return { status: 404, body: { error: 'another registry' } }
    const wanted = path.slice(prefix.length)
    if (request.method === 'PUT') return publish(await json(request))
    const body = packuments.get(wanted) ?? tarballs.get(wanted)
    return body === undefined ? { status: 404, body: { error: `nobody has published ${wanted}` } } : { body }
  }

  function publish({ name, versions, _attachments, 'dist-tags': tags }) {
    const packument = packuments.get(name) ?? { name, versions: {}, 'dist-tags': {}, time: {} }
    const [[version, manifest]] = Object.entries(versions)
    if (packument.versions[version]) {
      return { status: 403, body: { error: `${name}@${version} is here already, and stays as it is` } }
    }
    const [{ data }] = Object.values(_attachments)
    const bytes = Buffer.from(data, 'base64')
    const place = `${name}/-/${name.replace(/^.*\//, '')}-${version}.tgz`
    const dist = { tarball: `${url}${place}`, integrity: `sha512-${digest('sha512', bytes, 'base64')}` }
    tarballs.set(place, bytes)
    packument.versions[version] = { ...manifest, dist: { ...dist, shasum: digest('sha1', bytes, 'hex') } }
    packument.time[version] = new Date().toISOString()
    Object.assign(packument['dist-tags'], tags)
    packuments.set(name, packument)
    return { status: 201, body: { ok: true } }
  }

  return {
    url,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function digest(algorithm, bytes, encoding) {
  return createHash(algorithm).update(bytes).digest(encoding)
}
