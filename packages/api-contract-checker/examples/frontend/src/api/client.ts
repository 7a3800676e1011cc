import axios from 'axios'

export const client = axios.create({ baseURL: import.meta.env.VITE_API_BASE_URL ?? '/api', withCredentials: true })

client.interceptors.request.use((config) => {
  // Some old calls still carry the prefix that the base URL has already.
  if (config.url?.startsWith('/api/')) config.url = config.url.replace(/^\/api/, '')
  return config
})
