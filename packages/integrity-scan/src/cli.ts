#!/usr/bin/env node
import { runProcess } from '@m4sh/tools-core/cli'
import { command } from './command.ts'

await runProcess(command)
