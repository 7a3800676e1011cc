import { expect, test } from '@jest/globals'
import { figureText } from '../../src/report-html/figure-text.ts'
import { english } from '../languages.ts'

test.each([
  ['latency.p95', 104.2, '104 ms'],
  ['latency.count', 12_345, '12,345'],
  ['clients.connect.max', 12_500, '12.5 s'],
  ['convergence.perceived.staleTime.p50', 0.5, '0.50 ms'],
  ['messages.delivered', 0.998, '99.8 %'],
  ['generator.cpuShare', 1, '100 %'],
  ['generator.cpuSeconds', 2.25, '2.25 s'],
  ['generator.maxRssBytes', 143_036_416, '143 MB'],
  ['fanOut.budgetMs', 200, '200 ms'],
  ['snapshot.bytes.p95', 5000, '5 kB'],
  ['snapshot.bytes.count', 5000, '5,000'],
  ['messages.bytesSent', 999, '999 B'],
  ['throughput.receivedPerSecond', 460.15, '460/s'],
  ['throughput.bytesReceivedPerSecond', 4_122_824, '4.12 MB/s'],
  ['comparison.latency.p95', 1.3025, '1.3025 × the baseline'],
  ['errors.byKind.socket-lost', 3, '3'],
  ['anything.else', 0.123456789, '0.123457'],
  ['latency.p95', null, 'unknown'],
])('%s of %p is %s', (path, value, text) => expect(figureText(english, path, value)).toBe(text))
