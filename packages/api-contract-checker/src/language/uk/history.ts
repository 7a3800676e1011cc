import { ukrainianForm, ukrainianPlural, units } from '@m4sh/tools-core/language'
import type { ContractMessages } from '../index.ts'

const { whole } = units.uk

export const history: ContractMessages['history'] = {
  subject: (calls, endpoints) =>
    `${ukrainianPlural(calls, 'виклик', 'виклики', 'викликів')} проти ${whole(endpoints)} ${ukrainianForm(endpoints, 'ендпоінта', 'ендпоінтів', 'ендпоінтів')}`,
  target: (frontends, schemas) => `${frontends} проти ${schemas}`,
  mismatches: 'Неузгоджені виклики',
  frontendOnly: 'лише у фронтенді',
  methodMismatch: 'інший метод',
  trailingSlash: 'слеш у кінці',
  unresolved: 'нерозпізнані',
  findings: 'Знахідки',
  errors: 'помилки',
  warnings: 'попередження',
  notes: 'примітки',
  agreement: 'Узгодженість',
  matched: 'узгоджені',
  used: 'використані ендпоінти',
}
