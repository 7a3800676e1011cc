/** Names of things of the field that no language changes. */
const names = /\b(?:OpenAPI|Django|DEBUG|YAML|JSON|UTF-8|URL|API|GET|POST|PUT|PATCH|DELETE|OPTIONS|HEAD)\b/g

/** What people did not write: paths, flags, names in code, names of files and rules. */
const identifiers =
  /`[^`]*`|\S*(?:[/{}_=<>[\]]|\.\w)\S*|--?[a-z][\w-]*|\b[a-z]+(?:-[a-z]+)+\b|\w*[a-z][A-Z]\w*|\w*\d\w*/g

/** Runs of three or more Latin words, that is sentences which nobody has translated. */
export function englishLeft(text: string): string[] {
  const left = text.replace(identifiers, '·').replace(names, '·')
  return left.match(/\b[A-Za-z]+(?:['’][a-z]+)?(?:[ ,;:]+[A-Za-z]+(?:['’][a-z]+)?){2,}/g) ?? []
}
