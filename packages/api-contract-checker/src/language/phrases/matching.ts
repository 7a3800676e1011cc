import { definePhrases } from '@m4sh/tools-core/language'

/** How calls and endpoints were brought together, and what stood in the way. */
export const matchingPhrases = definePhrases({
  'another host: {host}': 'інший хост: {host}',
  'a file of the frontend itself': 'файл самого фронтенду',
  'no word of the path is known': 'жодного слова шляху не відомо',
  'OPTIONS asks what is allowed; schemas do not list it': 'OPTIONS питає, що дозволено; у схемах його не описують',
  'serves the schema itself': 'віддає саму схему',

  'There is no call to compare.': 'Немає викликів, які можна порівняти.',
  'Found by trying: {@evidence} if {@frontend} in front of what is sent stands for {@backend} in front of the schema’s paths.':
    'Знайдено добором: {evidence}, якщо префікс надісланих шляхів ({frontend}) відповідає префіксу шляхів схеми ({backend}).',
  'No prefix makes the paths of {client} those of the schema; they are compared as they are sent.':
    'Жоден префікс не перетворює шляхи {client} на шляхи схеми; їх порівняно такими, якими їх надсилають.',
  'The calls give whole URLs of {host}; {@evidence} as they are sent.':
    'Виклики містять повні URL хосту {host}; {evidence} саме такими, якими їх надсилають.',
  '{@base}; {@evidence} as they are sent.': '{base}; {evidence} саме такими, якими їх надсилають.',
  '{@given}.': '{given}.',
  '{@given}; {@evidence}.': '{given}; {evidence}.',
  '{@given}, the other was found by trying; {@evidence}.': '{given}, другий знайдено добором; {evidence}.',
  '{@given}; with that, no path of {client} is one of the schema, and they are compared as they are sent.':
    '{given}; з ним жодного шляху {client} немає у схемі, тож їх порівняно такими, якими їх надсилають.',
  'Both were given: {@frontend} in the frontend, {@backend} in the schema':
    'Задано обидва префікси: {frontend} у фронтенді, {backend} у схемі',
  '--frontend-prefix was given: {@frontend} in the frontend': 'Задано --frontend-prefix: {frontend} у фронтенді',
  '--backend-prefix was given: {@backend} in the schema': 'Задано --backend-prefix: {backend} у схемі',
  '{#found} of {#paths} different paths of {client} are in the schema':
    'у схемі є {found} з {paths} різних шляхів {client}',
  'Paths that begin with {path} already are sent without a second one.':
    'Шляхи, що вже починаються з {path}, надсилаються без повторення.',
  'For {client}: {@frontend} in the frontend, {@backend} in the schema.':
    'Для {client}: {frontend} у фронтенді, {backend} у схемі.',
  'no prefix': 'без префікса',
  nothing: 'порожній',
  'The client’s base path is not known': 'Базовий шлях клієнта невідомий',
  'The client has no base path': 'Клієнт не має базового шляху',
  '{path} is the client’s base path': '{path} — базовий шлях клієнта',
  '{host} counts as the backend, since the schema knows the paths that are sent there.':
    '{host} вважається бекендом, бо шляхи, які туди надсилають, є у схемі.',
  '{host} counts as the backend, since most calls go there.':
    '{host} вважається бекендом, бо туди йде більшість викликів.',

  'Stopped before everything was read: only what was compared until then is listed.':
    'Зупинено до того, як усе прочитано: показано лише те, що встигли порівняти.',
  'No call was found in {#files} file(s) of {root}: is it the right folder?':
    'У {root} не знайдено жодного виклику (прочитано файлів: {files}): чи це та тека?',
  "None of {#calls} call(s) reaches any of {#endpoints} endpoint(s): is it the schema of this frontend's backend? Prefixes were given; without --frontend-prefix and --backend-prefix they are looked for.":
    'Жоден із викликів ({calls}) не веде до жодного з ендпоінтів ({endpoints}): чи це схема бекенду саме цього фронтенду? Префікси задано; без --frontend-prefix і --backend-prefix інструмент шукає їх сам.',
  "None of {#calls} call(s) reaches any of {#endpoints} endpoint(s): is it the schema of this frontend's backend? A prefix that could not be found is set by --frontend-prefix and --backend-prefix.":
    'Жоден із викликів ({calls}) не веде до жодного з ендпоінтів ({endpoints}): чи це схема бекенду саме цього фронтенду? Префікс, якого не вдалося знайти, задають через --frontend-prefix і --backend-prefix.',
  '{#count} of {#all} calls without an endpoint go below /{version}/, which no path of the schema has. drf-spectacular leaves versioned endpoints out by default: ask for them with --schema-url "/api/schema/?version={version}", fix the version in the view (SpectacularAPIView.as_view(api_version=\'{version}\')), or write a file with `manage.py spectacular --api-version {version} --file schema.yml`.':
    '{count} з {all} викликів без ендпоінта йдуть у /{version}/, а такого шляху у схемі немає. Типово drf-spectacular пропускає ендпоінти з версією: запитайте їх через --schema-url "/api/schema/?version={version}", зафіксуйте версію у view (SpectacularAPIView.as_view(api_version=\'{version}\')) або запишіть файл командою `manage.py spectacular --api-version {version} --file schema.yml`.',
  'The ignore rule "{rule}" expired on {day}; it ignores nothing any more.':
    'Строк правила ігнорування «{rule}» минув {day}; воно більше нічого не ігнорує.',
  'The ignore rule "{rule}" covers nothing; it can go.':
    'Правило ігнорування «{rule}» нічого не охоплює; його можна прибрати.',
  '--include {glob} names no source file of {roots}: globs count from there, or are written as reports name files.':
    '--include {glob} не відповідає жодному файлу з {roots}: шаблони рахуються звідти або пишуться так, як файли названо у звітах.',
  '--exclude {glob} leaves nothing out of {roots}: globs count from there, or are written as reports name files.':
    '--exclude {glob} нічого не вилучає з {roots}: шаблони рахуються звідти або пишуться так, як файли названо у звітах.',

  'The baseline {file} names {#count} finding(s) more than once; --update-baseline tidies it.':
    'Еталон {file} називає ті самі зауваження кілька разів (повторів: {count}); --update-baseline упорядкує його.',
  'The baseline entry {entry} expired on {day}; its finding counts again.': ({ entry, day }) =>
    `Строк запису еталона минув ${day}, його зауваження знову враховується: ${placed(entry)}.`,
  'The baseline entry {entry} expired on {day}; it is written anew without that day.': ({ entry, day }) =>
    `Строк запису еталона минув ${day}, його записано знову без строку: ${placed(entry)}.`,
})

/** `trailing-slash: GET /a у src/a.js` of `trailing-slash: GET /a in src/a.js`. */
export function placed(entry: string): string {
  return entry.replace(/ in (?=\S*$)/, ' у ')
}
