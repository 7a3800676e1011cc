import type { TextResponse } from './schema-deps.ts'
import { SchemaError } from './schema-error.ts'

/** Whether a text is a web page rather than JSON or YAML. */
export function isHtml(text: string): boolean {
  return /^\uFEFF?\s*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|\?xml[^>]*>\s*<!doctype\s+html)\b/i.test(
    text,
  )
}

/** What kind of page came in place of a schema, and what that means for the user. */
export function describePage(
  { body, url }: Pick<TextResponse, 'body' | 'url'>,
  asked: string,
  answeredBy: string,
): SchemaError {
  if (isLoginPage(body, url))
    return new SchemaError(
      'auth',
      `${asked} answered with a login page${answeredBy === asked ? '' : ` (${answeredBy})`}, not with a schema.`,
      'Pass --token TOKEN, or --header "Cookie: sessionid=…" where the schema wants a session.',
    )
  if (isDocumentationPage(body)) return documentationPage(body, url, asked)
  return new SchemaError(
    'html',
    `${asked} answered with a web page${titleOf(body)}, not with an OpenAPI document.`,
    'That is often the frontend’s own server, which answers every address with its page: --base-url must name the backend, --schema-url the address of the schema.',
  )
}

function isLoginPage(body: string, url: string): boolean {
  if (/<input\b[^>]*\btype\s*=\s*["']?password/i.test(body)) return true
  const path = URL.canParse(url) ? new URL(url).pathname : ''
  return !isDocumentationPage(body) && /\/(?:log-?in|sign-?in|sso|oauth2?)(?:[/._-]|$)/i.test(path)
}

function isDocumentationPage(body: string): boolean {
  return /swagger-ui|SwaggerUIBundle|<redoc\b|Redoc\.init|rapi-doc|<elements-api\b|@scalar\/api-reference|id=["']api-reference/i.test(
    body,
  )
}

/** Swagger UI, ReDoc and their like know the schema's address, and mostly say it in the page. */
function documentationPage(body: string, url: string, asked: string): SchemaError {
  const found = schemaAddress(body, url)
  return new SchemaError(
    'html',
    `${asked} is a page that shows the API (Swagger UI, ReDoc), not the OpenAPI document itself.`,
    found === null
      ? 'Give --schema-url the address that the page loads its schema from (drf-spectacular: /api/schema/; drf-yasg: the same address with ?format=openapi).'
      : `The page loads its schema from ${found}: give that to --schema-url.`,
  )
}

function schemaAddress(body: string, url: string): string | null {
  const patterns = [
    /\b(?:spec-url|data-url|apiDescriptionUrl)\s*=\s*["']([^"']+)["']/i,
    /Redoc\.init\(\s*["']([^"']+)["']/,
    /["']?\burl["']?\s*:\s*["']([^"']+)["']/,
  ]
  for (const pattern of patterns) {
    const address = unescaped(pattern.exec(body)?.[1])
    if (address === undefined || address.startsWith('data:')) continue
    if (!URL.canParse(url)) return address
    if (!URL.canParse(address, url)) continue
    const absolute = new URL(address, url)
    return absolute.origin === new URL(url).origin ? `${absolute.pathname}${absolute.search}` : absolute.href
  }
  return null
}

/** As Django writes texts into scripts (`\\u002D`) and attributes (`&amp;`). */
function unescaped(text: string | undefined): string | undefined {
  return text
    ?.replaceAll('&amp;', '&')
    .replaceAll(/\\u([\da-f]{4})/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
}

function titleOf(body: string): string {
  const title = /<title[^>]*>([^<]{1,120})/i.exec(body)?.[1]?.replaceAll(/\s+/g, ' ').trim()
  return title === undefined || title === '' ? '' : ` ("${title}")`
}
