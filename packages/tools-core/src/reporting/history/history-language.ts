import { localize } from '../../language/index.ts'

/** Of the page of all runs: it shows what their JSON holds, and belongs to nobody who could be asked. */
export const english = localize('en', { en: null, uk: null })
