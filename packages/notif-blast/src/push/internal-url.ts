/** Where the platform creates a notification and pushes it. @param apiUrl such as `http://localhost:8000/api` */
export function internalUrl(apiUrl: string): URL {
  return new URL('notifications/internal/', `${apiUrl}/`)
}
