import { client } from '@/api/client'
import { request } from '@/services/request'

export function useNotifications() {
  return {
    unread: () => client.get('/api/notifications/unread-count/'),
    read: (id: string) => request('POST', `/notifications/${id}/read/`),
    mute: (id: string) => request('POST', `/notifications/${id}/mute/`),
  }
}
