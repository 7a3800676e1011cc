import type { Page } from 'playwright-core'
import { cutOffIn, injectAxe, runAxe } from './chromium.ts'

// How pages of `reporting/html` are for whoever looks at them otherwise than on a desktop with a mouse. `axe-core` and
// `playwright-core` are whoever tests' own.

/**
 * What is wrong with a page in a window of 320 pixels, with texts set wider, in the colours of the reader's system, for
 * who wants nothing to move, and on paper. What can be folded should be open.
 */
export async function hardshipsIn(page: Page): Promise<string[]> {
  await injectAxe(page)
  return [
    ...named('320 px', await narrow(page)),
    ...named('text spacing', await withTextSpacing(page)),
    ...named('forced colors', await inForcedColors(page)),
    ...named('motion', await moving(page)),
    ...named('paper', await onPaper(page)),
  ]
}

function named(where: string, found: readonly string[]): string[] {
  return found.map((one) => `${where}: ${one}`)
}

/** WCAG 1.4.10: nothing but tables scrolls in two directions. */
async function narrow(page: Page): Promise<string[]> {
  await page.setViewportSize({ width: 320, height: 800 })
  const width = await page.evaluate<number>('document.documentElement.scrollWidth')
  return [...(await cutOffIn(page)), ...(width > 320 ? [`it is ${width} pixels wide`] : [])]
}

/** WCAG 1.4.12. */
async function withTextSpacing(page: Page): Promise<string[]> {
  await page.evaluate(`(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }')
    document.adoptedStyleSheets = [sheet]
  })()`)
  const found: string[] = []
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    found.push(...(await cutOffIn(page)), ...(await clippedIn(page)))
  }
  await page.evaluate('document.adoptedStyleSheets = []')
  return found
}

/** Texts of which a part is not seen. */
function clippedIn(page: Page): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll('.board *')]
    .filter((one) => /hidden|clip/.test(getComputedStyle(one).overflow) && one.clientWidth > 2 && !one.closest('.plot, .visually-hidden, svg'))
    .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
    .map((one) => one.tagName + ' ' + one.className)`)
}

async function inForcedColors(page: Page): Promise<string[]> {
  await page.emulateMedia({ forcedColors: 'active' })
  const found = await runAxe(page, 'cat.color')
  const text = await page.evaluate<string>(
    'getComputedStyle(document.documentElement).getPropertyValue("--b-text").trim()',
  )
  await page.emulateMedia({ forcedColors: 'none' })
  return text === 'CanvasText' ? found : [...found, `pictures are written in ${text}`]
}

/** Whatever the reader wants: nothing moves at all. */
function moving(page: Page): Promise<string[]> {
  return page.evaluate(`[
    ...document.getAnimations().map(({ constructor }) => constructor.name),
    ...[...document.querySelectorAll('*')]
      .filter((one) => { const { animationName, scrollBehavior, transitionDuration } = getComputedStyle(one)
        return animationName !== 'none' || scrollBehavior !== 'auto' || !/^0s(, 0s)*$/.test(transitionDuration) })
      .map((one) => one.tagName + ' ' + one.className),
  ]`)
}

/** A4 without its margins, in pixels. */
const paperWidth = 718

async function onPaper(page: Page): Promise<string[]> {
  await page.setViewportSize({ width: paperWidth, height: 1000 })
  await page.emulateMedia({ media: 'print' })
  await page.evaluate('dispatchEvent(new Event("beforeprint"))')
  const found = await page.evaluate<string[]>(`[
    ...[...document.querySelectorAll('.board *')]
      .filter((one) => one.getBoundingClientRect().right > ${paperWidth} + 1 && !one.closest('.visually-hidden, .uplot'))
      .map((one) => 'cut: ' + one.tagName + ' ' + one.className + ' ' + (one.closest('table')?.id ?? '')),
    ...[...document.querySelectorAll('.board :is(button, input, select, .anchor)')]
      .filter((one) => one.checkVisibility() && one.getBoundingClientRect().width > 0)
      .map((one) => 'a control: ' + one.tagName + ' ' + one.className),
    ...[...document.querySelectorAll('details:not([open])')].map((one) => 'closed: ' + one.textContent.slice(0, 40)),
  ]`)
  await page.emulateMedia({ media: 'screen' })
  await page.evaluate('dispatchEvent(new Event("afterprint"))')
  return found
}

/**
 * Goes through a page with the Tab key alone: what can be reached shows that it is, and is seen (WCAG 2.4.7, 2.4.11).
 * @param most stops; what comes behind them is not asked
 */
export async function keyboardTroubleIn(page: Page, most = 60): Promise<string[]> {
  const found: string[] = []
  await page.evaluate('document.activeElement?.blur(); scrollTo(0, 0)')
  const wanted =
    await page.evaluate<number>(`[...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled).length`)
  let stops = 0
  for (; stops < Math.min(most, wanted); stops += 1) {
    await page.keyboard.press('Tab')
    const trouble = await page.evaluate<string | null>(focusTrouble)
    if (trouble !== null) found.push(trouble)
  }
  return found
}

const focusTrouble = `(() => {
  const one = document.activeElement
  if (one === null || one === document.body) return 'the focus is nowhere'
  const name = one.tagName + ' ' + one.className + ' ' + one.textContent.trim().slice(0, 30)
  const shows = (pseudo) => getComputedStyle(one, pseudo).outlineStyle !== 'none'
  const isShown = shows() || shows('::after') || one.matches('.skip-link')
  let opacity = 1
  for (let at = one; at !== null; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity)
  const { bottom, height, left, right, top, width } = one.getBoundingClientRect()
  if (!isShown || opacity < 1) return name + ': nothing shows that it has the focus'
  if (width === 0 || height === 0 || bottom < 1 || top > innerHeight || right < 1 || left > innerWidth) return name + ': it is out of sight'
  const points = [[0.5, 0.5], [0.05, 0.1], [0.95, 0.9], [0.05, 0.9]].map(([x, y]) => [left + width * x, top + height * y])
  const isSeen = points.some(([x, y]) => { const hit = document.elementFromPoint(Math.max(1, Math.min(innerWidth - 1, x)), Math.max(1, Math.min(innerHeight - 1, y))); return hit !== null && (one.contains(hit) || hit.contains(one)) })
  return isSeen ? null : name + ': something lies over it'
})()`
