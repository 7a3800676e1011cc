import type { Agenda } from '../agenda.ts'

/** What an impaired line needs of an {@link Agenda}. */
export type Timetable = Pick<Agenda, 'now' | 'at'>
