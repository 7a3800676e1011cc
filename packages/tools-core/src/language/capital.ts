/** As a sentence begins: `there is none` → `There is none`. A figure keeps its name: `p95 is slower`. */
export function capital(text: string): string {
  return /^p\d/.test(text) ? text : `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
