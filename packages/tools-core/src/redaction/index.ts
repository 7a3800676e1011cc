export { mark } from './mark.ts'
export { redactUrl } from './redact-url.ts'
export { type RedactOptions, Redactor } from './redactor.ts'
export { isSecretHeader } from './secret-names.ts'
