import { languageOf } from '@m4sh/tools-core/language'
import type { ReportViews } from '@m4sh/tools-core/reporting'
import type { Context } from './context.ts'
import { localization } from './language/index.ts'
import { integrityViews } from './report.ts'
import type { ScanResult } from './result.ts'

/** The views of a run's report, as its flags want them. @param checks those of the report; none before the scan */
export function viewsOf(
  { flags: values, host }: Pick<Context, 'flags' | 'host'>,
  checks: ScanResult['checks'] = [],
): ReportViews<ScanResult> {
  return integrityViews({
    t: localization(languageOf(values.lang, host.env)),
    verbose: values.verbose && !values.quiet,
    checks,
  })
}
