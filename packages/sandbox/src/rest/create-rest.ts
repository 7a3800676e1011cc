import Fastify, { type FastifyInstance } from 'fastify'
import type { Platform } from '../platform.ts'
import { activityEndpoints } from './activity.ts'
import { authEndpoints } from './auth.ts'
import { avatarEndpoints, serveAvatars } from './avatar.ts'
import { boardEndpoints } from './board.ts'
import { keepBodies } from './body.ts'
import { chatEndpoints } from './chat.ts'
import { createContext } from './context.ts'
import type { Endpoint } from './endpoint.ts'
import { apiError, sendError, toApiError, unknownPath } from './errors.ts'
import { strikeRequests } from './faulty-requests.ts'
import { inviteEndpoints } from './invites.ts'
import { lessonEndpoints } from './lessons.ts'
import { notificationEndpoints } from './notifications.ts'
import { describeRoutes } from './openapi.ts'
import { profileEndpoints } from './profile.ts'
import { relationEndpoints } from './relations.ts'
import { schemaEndpoint } from './schema-view.ts'
import { answerUnrouted } from './slashes.ts'
import { userEndpoints } from './users.ts'

/** Every resource of the platform; adding one takes its file and a line here. */
const resources = [
  activityEndpoints,
  authEndpoints,
  avatarEndpoints,
  boardEndpoints,
  chatEndpoints,
  inviteEndpoints,
  lessonEndpoints,
  notificationEndpoints,
  profileEndpoints,
  relationEndpoints,
  userEndpoints,
]

/**
 * The REST API under `/api` with its schema, ready for requests: give its `routing` to an HTTP server. It listens to
 * nothing itself.
 */
export async function createRest(platform: Platform): Promise<FastifyInstance> {
  const app = Fastify({
    // Longer than any id, so that a long one is not found instead of refused.
    routerOptions: { maxParamLength: 4096 },
    // An address that cannot be decoded is, for Django, one that is not there.
    frameworkErrors: (_, __, reply) => {
      void sendError(reply, unknownPath())
    },
  })
  const context = createContext(platform)
  // The endpoints read what a request holds; the schemas of their routes are for the document. To compile all of them
  // would take longer than everything else at the start.
  app.setValidatorCompiler(() => () => true)
  app.setSerializerCompiler(() => JSON.stringify)
  keepBodies(app, platform.settings.maxMessageBytes)
  strikeRequests(app, platform.faults)
  answerErrors(app, platform)
  await describeRoutes(app)
  const endpoints = [...resources.flatMap((resource) => resource(context)), schemaEndpoint(context, app)]
  for (const endpoint of endpoints.sort(byPath)) addEndpoint(app, endpoint)
  serveAvatars(app, context)
  answerUnrouted(app, endpoints, platform.settings.debug)
  await app.ready()
  return app
}

/** The order of the document. */
function byPath(left: Endpoint, right: Endpoint): number {
  return left.path < right.path ? -1 : left.path > right.path ? 1 : 0
}

function addEndpoint(app: FastifyInstance, { body, route }: Endpoint): void {
  if (body && app.getSchema(body.name) === undefined) app.addSchema({ $id: body.name, ...body.schema })
  app.route(route)
}

function answerErrors(app: FastifyInstance, { onError }: Platform): void {
  app.setErrorHandler((error, _, reply) => {
    const expected = toApiError(error)
    if (expected === undefined) onError?.(error)
    return sendError(reply, expected ?? apiError(500, 'SERVER_ERROR', 'A server error occurred.'))
  })
}
