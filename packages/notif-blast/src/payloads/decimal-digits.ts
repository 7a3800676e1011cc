/** Above it the shifts of whole numbers lose what is higher. */
const mostOfShifts = 2 ** 31 - 1
const zero = 48

/**
 * Writes a whole number as decimal digits in ASCII: for loops that write a number a row, where a text for each would cost more
 * than all else.
 * @returns where they end
 */
export function writeDigits(target: Buffer, offset: number, value: number): number {
  if (value > mostOfShifts) return offset + target.write(String(value), offset, 'latin1')
  let end = offset + 1
  for (let bound = 10; value >= bound; bound *= 10) end++
  let rest = value
  for (let at = end - 1; at >= offset; at--) {
    const next = (rest / 10) | 0
    target[at] = zero + rest - next * 10
    rest = next
  }
  return end
}
