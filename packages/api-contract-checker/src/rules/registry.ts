import { backendOnlyEndpoint } from './backend-only-endpoint.ts'
import { deprecatedEndpoint } from './deprecated-endpoint.ts'
import { frontendOnlyCall } from './frontend-only-call.ts'
import { methodMismatch } from './method-mismatch.ts'
import { missingBodyProperty } from './missing-body-property.ts'
import { missingQueryParameter } from './missing-query-parameter.ts'
import { pathParameterType } from './path-parameter-type.ts'
import type { Rule } from './rule.ts'
import { trailingSlash } from './trailing-slash.ts'
import { unknownBodyProperty } from './unknown-body-property.ts'
import { unknownQueryParameter } from './unknown-query-parameter.ts'

/** All rules, in the order of their ids. */
export const RULES: readonly Rule[] = [
  frontendOnlyCall,
  methodMismatch,
  trailingSlash,
  backendOnlyEndpoint,
  deprecatedEndpoint,
  unknownQueryParameter,
  missingQueryParameter,
  unknownBodyProperty,
  missingBodyProperty,
  pathParameterType,
]
