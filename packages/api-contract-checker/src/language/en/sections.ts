/** The tables of the page. */
export const sections = {
  'frontend-only': {
    title: 'Frontend only',
    intro: 'The frontend calls these; the schema has no such endpoint. They answer 404 when they run.',
    empty: 'No frontend-only calls. Every call has its endpoint.',
  },
  'method-mismatch': {
    title: 'Method mismatches',
    intro: 'The path exists, but not with this method. They answer 405 when they run.',
    empty: 'No method mismatches. Every path is called with a method that it has.',
  },
  'trailing-slash': {
    title: 'Trailing slash',
    intro:
      'Call and endpoint differ by the slash at the end. Django redirects, and a redirected POST arrives as a GET without its body.',
    empty: 'No slash differs. Every call ends the way its endpoint does.',
  },
  findings: {
    title: 'Other findings',
    intro: 'Calls that reach their endpoint, but not quite as the schema describes it.',
    empty: 'No other findings. Parameters and bodies fit the schema as far as they can be read.',
  },
  unresolved: {
    title: 'Unresolved',
    intro:
      'Calls whose path or method cannot be read from the source. They count neither as matched nor as missing; check them by hand.',
    empty: 'No unresolved calls. Every path and method could be read from the source.',
  },
  'backend-only': {
    title: 'Backend only',
    intro: 'Endpoints of the schema that no call of the frontend reaches.',
    empty: 'No backend-only endpoints. The frontend uses all of them.',
  },
  matched: {
    title: 'Matched',
    intro: 'Calls that reach an endpoint of the schema.',
    empty: 'No call reaches an endpoint of the schema.',
  },
  external: {
    title: 'External',
    intro: 'Calls to other hosts, and for files of the frontend itself. This schema says nothing about them.',
    empty: 'No external calls.',
  },
  ignored: {
    title: 'Ignored',
    intro: 'Calls and endpoints left out by configuration. They move no percentage.',
    empty: 'Nothing is ignored.',
  },
  skipped: {
    title: 'Skipped files',
    intro: 'Files of the frontend that could not be read. Calls in them are missing from this report.',
    empty: 'No file was skipped.',
  },
}
