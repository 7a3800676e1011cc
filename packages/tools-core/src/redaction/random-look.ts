/**
 * Whether a value looks drawn by chance, as keys do: sixteen characters and more without a blank, letters and digits
 * mixed in one piece of it. `frontend-contract-check-2024` is made of words.
 */
export function looksRandom(value: string): boolean {
  return (
    /^[\w.~+/=-]{16,}$/.test(value) &&
    value.split(/[-./_]/).some((piece) => piece.length >= 8 && /\d/.test(piece) && /[A-Za-z]/.test(piece))
  )
}
