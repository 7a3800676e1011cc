import type { CheckResult, Sample, SampleRow } from './result.ts'

/** As a report holds it. */
export function sampleRow({ key, severity, row }: Sample): SampleRow {
  return { ...row, _key: key, _severity: severity }
}

/** The rows that a check shows; a first column that is only the key again is left out. */
export function samplesOf({ samples }: Pick<CheckResult, 'samples'>): Sample[] {
  return samples.map(({ _key: key, _severity: severity, ...columns }) => {
    const [first, ...others] = Object.entries(columns)
    const isKeyAgain = first !== undefined && first[1] === key
    return { key, severity, row: isKeyAgain ? Object.fromEntries(others) : columns }
  })
}
