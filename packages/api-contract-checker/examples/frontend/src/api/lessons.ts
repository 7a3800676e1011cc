import { client } from './client'
import { ROUTES } from './routes'

export interface Lesson {
  id: number
  status: string
}

export const lessons = {
  mine: (from: string, to: string) => client.get<Lesson[]>(ROUTES.lessons.mine, { params: { from, to, colour: 'blue' } }),
  one: (id: number) => client.get<Lesson>(ROUTES.lessons.one(id)),
  cancel: (id: number) => client.post(ROUTES.lessons.action(id, 'cancel')),
  // The backend takes PATCH.
  reschedule: (id: number, start: string) => client.post(ROUTES.lessons.action(id, 'reschedule'), { start }),
  // Nothing calls this any more, and the backend has forgotten it.
  archive: (id: number) => client.post(`/lessons/${id}/archive/`),
}
