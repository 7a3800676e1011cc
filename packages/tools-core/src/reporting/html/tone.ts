/** How a reader should take something; the page gives each a colour, and words say the same. */
export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'quiet'
