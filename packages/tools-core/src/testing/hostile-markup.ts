/** Texts that run a script where markup is taken for markup: as an element, out of an attribute, out of a script. */
export const hostileMarkup = [
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(2)>',
  '</script><script>alert(3)</script>',
  "' onfocus='alert(4)' autofocus='",
  '<!--<script>alert(5)//-->',
  'javascript:alert(6)',
] as const

/** One of the texts after the other, and again from the first. */
export function inTurn(texts: readonly string[]): () => string {
  let at = 0
  return () => texts[at++ % texts.length] ?? ''
}
