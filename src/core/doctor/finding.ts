// What `rekey doctor` finds: a thing is right, or works and should be changed, or does not work.
export type Weight = 'ok' | 'warning' | 'failure'

export interface Finding {
  /** What was looked at: `database.clock`. Stable, for scripts. */
  readonly id: string
  readonly weight: Weight
  readonly seen: string
  /** What to do; null where nothing is to be done. */
  readonly cure: string | null
}

export const ok = (id: string, seen: string): Finding => ({ id, weight: 'ok', seen, cure: null })
export const warning = (id: string, seen: string, cure: string): Finding => ({ id, weight: 'warning', seen, cure })
export const failure = (id: string, seen: string, cure: string): Finding => ({ id, weight: 'failure', seen, cure })

/** What a script is told: the heaviest of all. */
export const heaviest = (findings: readonly Finding[]): Weight =>
  (['failure', 'warning'] as const).find((weight) => findings.some((each) => each.weight === weight)) ?? 'ok'
