import { ukrainianForm, ukrainianPlural, units } from '@m4sh/tools-core/language'
import type { ContractMessages } from '../index.ts'

const { whole } = units.uk

export const history: ContractMessages['history'] = {
  subject: (calls, endpoints) =>
    `${ukrainianPlural(calls, 'виклик', 'виклики', 'викликів')} і ${whole(endpoints)} ${ukrainianForm(endpoints, 'ендпоінт', 'ендпоінти', 'ендпоінтів')}`,
  target: (frontends, schemas) => `${frontends} і ${schemas}`,
  mismatches: 'Неузгоджені виклики',
  frontendOnly: 'лише у фронтенді',
  methodMismatch: 'інший метод',
  trailingSlash: 'слеш у кінці',
  unresolved: 'нерозпізнані',
  findings: 'Зауваження',
  errors: 'помилки',
  warnings: 'попередження',
  notes: 'до відома',
  agreement: 'Узгодженість',
  matched: 'узгоджені',
  used: 'використані ендпоінти',
}
