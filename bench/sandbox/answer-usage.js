/** Tells the bench where this server is, then what it has cost so far, whenever asked. */
export function answerUsage(ready, stop) {
  process.on('message', async (message) => {
    if (message === 'usage') {
      const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
      process.send({ cpuMs: (userCPUTime + systemCPUTime) / 1000, maxRssMb: maxRSS / 1024 })
    } else {
      await stop()
      process.disconnect()
    }
  })
  process.send(ready)
}
