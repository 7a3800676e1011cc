import { client as http } from '@/api/client'
import { ROUTES } from './routes'

export const history = (lessonId, cursor) => http.get('/chat/history/', { params: { lesson_id: lessonId, cursor } })

// No slash at the end: Django answers 301, and the text is lost on the way.
export const send = (lessonId, text) => http.post('/chat/messages', { lesson_id: lessonId, text })

export const edit = (id, text) => http.patch(`${ROUTES.chat}${id}/`, { text })
