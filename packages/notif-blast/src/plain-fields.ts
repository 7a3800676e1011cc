/** Fields of a report whose texts are the tool's own words or the names of things. */
export const plainFields = ['copyFormat', 'marker', 'markerPath', 'via'] as const
