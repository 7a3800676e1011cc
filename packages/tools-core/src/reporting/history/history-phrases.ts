import { definePhrases, sayer } from '../../language/index.ts'

/** Why a file of a history is passed over. */
export const historyPhrases = definePhrases({
  'it is a folder': 'це тека',
  'it is no file': 'це не файл',
  'it is too large to be a run ({#bytes} bytes)': 'завеликий для запуску ({bytes} Б)',
  'it cannot be read: {@why}': 'не вдалося прочитати: {why}',
  'it is no JSON': 'це не JSON',
  'it is no run: its JSON is no object': 'це не запуск: у JSON немає об’єкта',
  'it is a whole report, and not what a history keeps of one': 'це цілий звіт, а не те, що з нього зберігає історія',
  'it was written by a newer version: its schemaVersion is {#given}, and 1 is known here':
    'записано новішою версією: schemaVersion — {given}, а тут відома 1',
  'it is no run: {field} is not {@wanted}': 'це не запуск: {field} — не {wanted}',
  'a text': 'текст',
  'true or false': 'true або false',
  'a number': 'число',
  'an instant': 'момент часу',
  'a list': 'список',
  'an object': 'об’єкт',
  'a word that is known here': 'відоме тут слово',
  'the name of a tool': 'назва інструмента',
})

export const sayHistory = sayer(historyPhrases)
