import { ukrainianForm, ukrainianPlural, units } from '@m4sh/tools-core/language'

const { whole } = units.uk

export const clients = (count: number) => ukrainianPlural(count, 'клієнт', 'клієнти', 'клієнтів')
export const messages = (count: number) => ukrainianPlural(count, 'повідомлення', 'повідомлення', 'повідомлень')
export const reconnects = (count: number) =>
  ukrainianPlural(count, 'повторне з’єднання', 'повторні з’єднання', 'повторних з’єднань')

/** `2 з 30 дощок` */
export const ofBoards = (part: number, all: number) => `${whole(part)} з ${genitive(all, 'дошки', 'дощок')}`

/** `2 з 30 доставок` */
export const ofDeliveries = (part: number, all: number) => `${whole(part)} з ${genitive(all, 'доставки', 'доставок')}`

/** `24 штрихів`, as it stands behind what lacks them or is made of them. */
export const ofStrokes = (count: number) => genitive(count, 'штриха', 'штрихів')

function genitive(count: number, one: string, many: string): string {
  return `${whole(count)} ${ukrainianForm(count, one, many, many)}`
}
