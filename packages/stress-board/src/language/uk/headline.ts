import { capital, ukrainianForm, ukrainianPlural, units } from '@m4sh/tools-core/language'
import type { StressMessages } from '../index.ts'
import { clients, messages, ofBoards, ofDeliveries, reconnects } from './nouns.ts'

const { whole } = units.uk

/** What stands above the parts of the page. */
export const headline: StressMessages['headline'] = {
  title: 'Дошка під навантаженням',
  subject: (count, rooms, lessons, host, run) =>
    `${clients(count)} ${rooms === 1 ? 'в уроці' : 'в уроках'} ${lessons}${host === null ? '' : ` на ${host}`}; ${run}`,
  repeatIntro: 'Досить, щоб повторити запуск: те саме зерно дає ті самі операції й ті самі завади.',
  timesBaseline: (ratio) => `${ratio} × еталон`,

  verdict: {
    nothingCompared: (thresholds) =>
      `Проти цього запуску нічого не свідчить, хоча жодної дошки порівняти не вдалося; ${thresholds}.`,
    passed: (count, thresholds) =>
      `${count === 1 ? 'Єдина порівняна дошка показує' : `На всіх порівняних дошках (${whole(count)})`} той самий малюнок, що й на сервері; ${thresholds}.`,
    diverged: (count, all) =>
      `${ofBoards(count, all)} наприкінці ${ukrainianForm(count, 'не збігається', 'не збігаються', 'не збігаються')} із серверними`,
    foreign: (count) =>
      `${messages(count)} ${ukrainianForm(count, 'потрапило', 'потрапили', 'потрапили')} до тих, хто не мав ${ukrainianForm(count, 'його', 'їх', 'їх')} бачити`,
    unchecked: (count, gone) =>
      `${ukrainianPlural(count, 'дошку', 'дошки', 'дощок')} не вдалося порівняти${gone > 0 ? `: наприкінці без сокета ${ukrainianForm(gone, 'був', 'були', 'було')} ${clients(gone)}` : ''}`,
    noneHeld: 'жодна випробувана кількість клієнтів не втрималася',
    failed: (reasons) => (reasons.length === 0 ? 'Щось провалює цей запуск.' : `${capital(reasons.join('; '))}.`),
    nobodyCame: 'Жоден клієнт так і не під’єднався, тож оцінювати нічого.',
    nobodySaw: 'Ніхто не побачив нічого з намальованого, тож нічого не виміряно й оцінювати нічого.',
    partsMissing: 'Запуск неповний, тож його не оцінено: чого бракує, сказано нижче.',
  },

  tiles: {
    outOf: (part, all) => `${whole(part)} з ${whole(all)}`,
    samePicture: 'Збіг дощок',
    samePictureNote: (unchecked) =>
      `дощок наприкінці збігаються із серверними${unchecked > 0 ? `; не вдалося порівняти: ${whole(unchecked)}` : ''}`,
    latency: (percentile) => `Затримка ${percentile}`,
    p50Note: 'половину доставок побачили швидше, рахуючи від запланованого надсилання',
    p95Note: 'кожна двадцята тривала довше; сюди входять і завади цього інструмента',
    p99Note: (max) => `кожна сота тривала довше; найповільніша — ${max}`,
    inTime: 'Вчасно',
    inTimeNote: (budget) => `доставок побачили в межах бюджету — ${budget}`,
    delivered: 'Доставлено',
    deliveredNote: (received, expected) =>
      `${ofDeliveries(received, expected)}, що ${ukrainianForm(expected, 'мала', 'мали', 'мали')} дійти`,
    received: 'Отримано',
    receivedNote: (bytes, sent) => `повідомлень усіма клієнтами, ${bytes}; надіслано ${sent}`,
    clients: 'Клієнти',
    clientsNote: (again, failed, gone) =>
      `під’єднано; ${reconnects(again)}, припинили спроби: ${whole(failed)}${gone > 0 ? `; наприкінці без сокета: ${whole(gone)}` : ''}`,
    errors: 'Помилки',
    noErrors: 'жоден сокет чи запит не дав збою',
    errorKinds: (kinds) => `різних видів: ${whole(kinds)}`,
  },
}
