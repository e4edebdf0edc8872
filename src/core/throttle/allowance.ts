// Two allowances for each account: a browser it was used from before, and strangers, who can't spend the first one's.

export type Allowance = 'known' | 'strangers'

export const allowanceOf = (knownBrowser: boolean): Allowance => (knownBrowser ? 'known' : 'strangers')
