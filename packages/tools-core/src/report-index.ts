#!/usr/bin/env node
import { runProcess } from './cli/index.ts'
import { command } from './report-index-command.ts'

await runProcess(command)
