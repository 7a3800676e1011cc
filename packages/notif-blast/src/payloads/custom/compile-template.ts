import { UsageError } from '@m4sh/tools-core/errors'
import { JsonError, parseJson } from '@m4sh/tools-core/values'
import ejs, { type TemplateFunction } from 'ejs'
import { markerEnd, openPayload } from '../marker.ts'
import type { Payload } from '../payload-kind.ts'
import type { PayloadStage } from '../payload-stage.ts'
import type { RowContext } from '../row-payloads.ts'
import { pathText, toPayload } from './payload-fault.ts'
import { compileFault, renderFault } from './template-faults.ts'
import { templateText, templateValues } from './template-values.ts'

/**
 * Renders the payload of a row, marker included.
 * @throws {UsageError} where that fails, or is no payload
 */
export type Template = (context: RowContext, stage: PayloadStage) => string

/**
 * Compiles a template of EJS whose output is to be JSON.
 * @throws {UsageError} with the line where it is none
 */
export function compileTemplate(text: string, file: string): Template {
  const render = compile(text, file)
  return (context, stage) => {
    const payload = readOutput(renderFor(context, stage, render, file), file)
    return `${openPayload(payload, stage.runId)}${context.row}${markerEnd}`
  }
}

function compile(text: string, file: string): TemplateFunction {
  const options = { filename: file, escape: templateText }
  try {
    return ejs.compile(text, options)
  } catch (error) {
    throw compileFault(error, new ejs.Template(text, options), file)
  }
}

function renderFor(context: RowContext, stage: PayloadStage, render: TemplateFunction, file: string): string {
  try {
    return render(templateValues(context, stage))
  } catch (error) {
    throw renderFault(error, file)
  }
}

function readOutput(output: string, file: string): Payload {
  return toPayload(parse(output, file), [], ({ path, problem }) => {
    throw new UsageError(`${file}: ${path.length === 0 ? 'what it gives' : pathText(path)} ${problem}.`)
  })
}

function parse(output: string, file: string): unknown {
  try {
    return parseJson(output)
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    const line = output.split('\n')[error.line - 1]?.trim() ?? ''
    throw new UsageError(
      `${file} gives no JSON: in line ${error.line} of its output, ${JSON.stringify(cut(line))}, ${error.message}.`,
      { hint: 'Write a text as "<%= value %>", anything else without the quotes, and no comma behind the last.' },
    )
  }
}

function cut(line: string): string {
  return line.length > 120 ? `${line.slice(0, 117)}…` : line
}
