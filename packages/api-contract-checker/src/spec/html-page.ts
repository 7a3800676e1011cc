import type { TextResponse } from './schema-deps.ts'
import { SchemaError } from './schema-error.ts'
import { hintForCredentials } from './withheld-credentials.ts'

/** What a page is shows in its beginning; the rest of a long one need not be searched. Characters. */
const BEGINNING = 64 * 1024
/** No tag that tells anything is longer. */
const LONGEST_TAG = 1000

/** Whether a text is a web page rather than JSON or YAML. */
export function isHtml(text: string): boolean {
  const beginning = withoutComments(text.slice(0, BEGINNING))
  return /^(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html|head|body)\b/i.test(beginning)
}

/** Comments may stand before everything else, and blanks. */
function withoutComments(text: string): string {
  let rest = text.replace(/^\uFEFF/, '').trimStart()
  while (rest.startsWith('<!--')) {
    const end = rest.indexOf('-->', 4)
    if (end === -1) return ''
    rest = rest.slice(end + 3).trimStart()
  }
  return rest
}

/** What kind of page came in place of a schema, and what that means for the user. */
export function describePage(
  { body, url, withheld }: Pick<TextResponse, 'body' | 'url' | 'withheld'>,
  asked: string,
  redactUrl: (url: string) => string,
): SchemaError {
  const page = body.slice(0, BEGINNING)
  const answeredBy = url === '' ? asked : redactUrl(url)
  if (isLoginPage(page, url))
    return new SchemaError(
      'auth',
      `${asked} answered with a login page${answeredBy === asked ? '' : ` (${answeredBy})`}, not with a schema.`,
      hintForCredentials(
        { withheld, url },
        'Pass --token TOKEN, or --header "Cookie: sessionid=…" where the schema wants a session.',
        redactUrl,
      ),
    )
  if (isDocumentationPage(page)) return documentationPage(page, url, asked)
  return new SchemaError(
    'html',
    `${asked} answered with a web page${titleOf(page)}, not with an OpenAPI document.`,
    'That is often the frontend’s own server, which answers every address with its page: --base-url must name the backend, --schema-url the address of the schema.',
  )
}

function isLoginPage(page: string, url: string): boolean {
  if (hasPasswordField(page)) return true
  const path = URL.canParse(url) ? new URL(url).pathname : ''
  return !isDocumentationPage(page) && /\/(?:log-?in|sign-?in|sso|oauth2?)(?:[/._-]|$)/i.test(path)
}

function hasPasswordField(page: string): boolean {
  const lower = page.toLowerCase()
  for (let at = lower.indexOf('<input'); at !== -1; at = lower.indexOf('<input', at + 1)) {
    const tag = lower.slice(at, at + LONGEST_TAG).split('>', 1)[0] ?? ''
    if (/\btype\s{0,9}=\s{0,9}["']?password/.test(tag)) return true
  }
  return false
}

function isDocumentationPage(page: string): boolean {
  return /swagger-ui|SwaggerUIBundle|<redoc\b|Redoc\.init|rapi-doc|<elements-api\b|@scalar\/api-reference|id=["']api-reference/i.test(
    page,
  )
}

/** Swagger UI, ReDoc and their like know the schema's address, and mostly say it in the page. */
function documentationPage(page: string, url: string, asked: string): SchemaError {
  const found = schemaAddress(page, url)
  return new SchemaError(
    'html',
    `${asked} is a page that shows the API (Swagger UI, ReDoc), not the OpenAPI document itself.`,
    found === null
      ? 'Give --schema-url the address that the page loads its schema from (drf-spectacular: /api/schema/; drf-yasg: the same address with ?format=openapi).'
      : `The page loads its schema from ${found}: give that to --schema-url.`,
  )
}

function schemaAddress(page: string, url: string): string | null {
  const patterns = [
    /\b(?:spec-url|data-url|apiDescriptionUrl)\s{0,9}=\s{0,9}["']([^"']{1,2000})["']/i,
    /Redoc\.init\(\s{0,99}["']([^"']{1,2000})["']/,
    /\burl["']?\s{0,9}:\s{0,9}["']([^"']{1,2000})["']/,
  ]
  for (const pattern of patterns) {
    const address = unescaped(pattern.exec(page)?.[1])
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

function titleOf(page: string): string {
  const title = /<title[^>]{0,200}>([^<]{1,120})/i.exec(page)?.[1]?.replaceAll(/\s+/g, ' ').trim()
  return title === undefined || title === '' ? '' : ` ("${title}")`
}
