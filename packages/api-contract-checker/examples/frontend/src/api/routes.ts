export const ROUTES = {
  lessons: {
    mine: '/lessons/my/',
    one: (id: number) => `/lessons/${id}/`,
    action: (id: number, action: 'cancel' | 'reschedule') => `/lessons/${id}/${action}/`,
  },
  chat: '/chat/messages/',
} as const
