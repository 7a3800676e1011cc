/** Where a check is explained. */
export function docsOf(id: string): string {
  return `https://github.com/mashmanuc/m4sh-tools/blob/main/packages/integrity-scan/docs/checks.md#${id.replaceAll('.', '')}`
}
