import { RunError, UsageError } from '@m4sh/tools-core/errors'
import type { PayloadStage } from '../payload-stage.ts'
import { mostPayloadBytes, type RowContext, type RowPayloads } from '../row-payloads.ts'
import type { Template } from './compile-template.ts'

/** Payloads of which each is rendered for its row. */
export class TemplatePayloads implements RowPayloads {
  readonly needsRecipient = true
  readonly mostBytes = mostPayloadBytes
  readonly #template: Template
  readonly #stage: PayloadStage

  constructor(template: Template, stage: PayloadStage) {
    this.#template = template
    this.#stage = stage
  }

  /** What was tried beforehand can still fail for one row of a million: then others are written already. */
  text(context: RowContext): string {
    try {
      return this.#template(context, this.#stage)
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      throw new RunError(`The payload of row ${context.row} cannot be made: ${error.message}`, {
        ...(error.hint === undefined ? {} : { hint: error.hint }),
        cause: error,
      })
    }
  }
}
