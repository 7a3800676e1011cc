import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { expect, test } from '@jest/globals'
import Fastify from 'fastify'
import { keepBodies } from '../../src/rest/body.ts'
import { toApiError } from '../../src/rest/errors.ts'

test('a body that its client breaks off is no database that does not answer', async () => {
  const app = Fastify()
  keepBodies(app, 1000)
  const failed = new Promise<unknown>((resolve) => {
    app.setErrorHandler((error, _, reply) => {
      resolve(error)
      return reply.send('')
    })
  })
  app.post('/', () => '')
  await app.listen({ port: 0, host: '127.0.0.1' })
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\nhalf')
  await once(app.server, 'request')
  socket.destroy()
  const error = await failed
  expect(error).toMatchObject({ code: 'ECONNRESET' })
  expect(toApiError(error)).toMatchObject({ status: 400 })
  expect(toApiError(Object.assign(new Error(), { code: 'ECONNRESET', syscall: 'read' }))).toMatchObject({ status: 503 })
  await app.close()
})
