// The built commands of the workspace, in the order in which the README names them.
const tools = ['api-contract-checker', 'stress-board', 'notif-blast', 'chat-latency', 'integrity-scan', 'sandbox']

/** The commands by the names of their packages, in that order. @returns {Promise<Map<string, object>>} */
export async function loadCommands() {
  const modules = await Promise.all(tools.map(async (tool) => await import(`../packages/${tool}/dist/command.js`)))
  return new Map(modules.map(({ command }, at) => [tools[at], command]))
}
