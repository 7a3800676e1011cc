/** Fields of a report whose texts are the tool's own words or the names of things. */
export const plainFields = [
  'category',
  'action',
  'transaction',
  'isolation',
  'by',
  'table',
  'name',
  'columns',
  'docs',
] as const
