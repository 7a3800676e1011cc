import type { FastifyInstance } from 'fastify'
import type { BodyReader, RawBody } from './body.ts'
import { ref } from './components.ts'
import type { RestContext } from './context.ts'
import { avatarUrl } from './dto.ts'
import { endpoint, noContent, ok, type Endpoint } from './endpoint.ts'
import { apiError, notFound, unsupportedMediaType, validationError } from './errors.ts'
import { imageTypeOf } from './image.ts'

interface Image {
  readonly type: string
  readonly content: Buffer
}

/** A form with the picture in its field `avatar`, or the picture alone. */
const avatarBody: BodyReader<Image> = {
  name: 'Avatar',
  schema: { type: 'object', properties: { avatar: { type: 'string', format: 'binary' } }, required: ['avatar'] },
  mediaTypes: ['multipart/form-data'],
  rawMediaTypes: ['image/png', 'image/jpeg', 'image/gif', 'image/webp'],
  read: async (raw) => {
    const content = await pictureIn(raw)
    const type = imageTypeOf(content)
    if (type === null) throw invalidImage()
    return { type, content }
  },
}

async function pictureIn(raw: RawBody): Promise<Buffer> {
  if (raw.mediaType.startsWith('image/')) return raw.bytes
  if (raw.mediaType !== 'multipart/form-data') throw unsupportedMediaType(raw.mediaType)
  const field = (await parseForm(raw)).get('avatar')
  if (field === null) throw validationError({ avatar: ['No file was submitted.'] })
  if (typeof field === 'string')
    throw validationError({ avatar: ['The submitted data was not a file. Check the encoding type on the form.'] })
  return Buffer.from(await field.arrayBuffer())
}

async function parseForm({ contentType, bytes }: RawBody): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { 'content-type': contentType } }).formData()
  } catch {
    throw apiError(400, 'PARSE_ERROR', 'Multipart form parse error - Invalid boundary or body.')
  }
}

function invalidImage(): Error {
  return validationError({
    avatar: ['Upload a valid image. The file you uploaded was either not an image or a corrupted image.'],
  })
}

export function avatarEndpoints(context: RestContext): readonly Endpoint[] {
  const { users } = context.access
  return [
    endpoint({
      method: 'POST',
      path: '/me/avatar/',
      summary: 'Puts a picture in the place of my avatar: PNG, JPEG, GIF or WebP.',
      access: users,
      body: avatarBody,
      answer: ok(ref('AvatarUrl')),
      handle: async ({ caller, readBody }) => ({ avatar_url: await saveAvatar(context, caller.id, await readBody()) }),
    }),
    endpoint({
      method: 'DELETE',
      path: '/me/avatar/',
      summary: 'Removes my avatar.',
      access: users,
      answer: noContent,
      handle: async ({ caller }) => {
        await context.db.deleteFrom('users_avatar').where('user_id', '=', caller.id).execute()
      },
    }),
  ]
}

async function saveAvatar({ db, now }: RestContext, userId: number, { type, content }: Image): Promise<string> {
  const row = { content_type: type, content, updated_at: now() }
  await db
    .insertInto('users_avatar')
    .values({ user_id: userId, ...row })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(row))
    .execute()
  return avatarUrl(userId, row.updated_at, type)
}

/** Pictures are no part of the API: Django serves them as files, to anybody who knows the address. */
export function serveAvatars(app: FastifyInstance, { db }: RestContext): void {
  app.get<{ Params: { file: string } }>('/media/avatars/:file', { schema: { hide: true } }, async (request, reply) => {
    const [, userId] = /^user([1-9]\d{0,14})-\d{1,15}\.\w+$/.exec(request.params.file) ?? []
    const avatar =
      userId === undefined
        ? undefined
        : await db.selectFrom('users_avatar').selectAll().where('user_id', '=', Number(userId)).executeTakeFirst()
    if (!avatar || !request.url.startsWith(avatarUrl(avatar.user_id, avatar.updated_at, avatar.content_type)))
      throw notFound('Avatar')
    reply.header('cache-control', 'public, max-age=31536000, immutable').header('x-content-type-options', 'nosniff')
    return await reply.type(avatar.content_type).send(avatar.content)
  })
}
