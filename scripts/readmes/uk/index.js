import { apiContractChecker } from './api-contract-checker.js'
import { chatLatency } from './chat-latency.js'
import { integrityScan } from './integrity-scan.js'
import { notifBlast } from './notif-blast.js'
import { sandbox } from './sandbox.js'
import { shared } from './shared.js'
import { stressBoard } from './stress-board.js'

/**
 * What tables of READMEs say, in Ukrainian, by the English texts: descriptions of flags and exit codes stand in English in
 * the commands, as `--help` shows them.
 * @type {Readonly<Record<string, string>>}
 */
export const uk = {
  ...shared,
  ...apiContractChecker,
  ...stressBoard,
  ...notifBlast,
  ...chatLatency,
  ...integrityScan,
  ...sandbox,
}
