/** Ends every test run with one plain line that any CI can read: `N passed, N failed, N skipped`. */
export default class ClosingLineReporter {
  onRunComplete(_contexts, results) {
    // A suite that could not even load has no failed test of its own, and must not look green.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites
    const skipped = results.numPendingTests + results.numTodoTests
    this.line = `${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped`
    process.on('exit', () => process.stdout.write(`${this.line}\n`))
  }
}
