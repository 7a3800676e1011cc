/** Requests that must outlive the page. */
export async function request(method: string, path: string, body?: unknown) {
  return fetch(`${import.meta.env.VITE_API_BASE_URL ?? '/api'}${path}`, {
    method,
    keepalive: true,
    body: body === undefined ? undefined : JSON.stringify(body),
  })
}
