// Every limit with its default and the bound no administrator can pass. Spans in milliseconds, windows sliding.
import { days, hours, minutes, seconds } from '../time.ts'

/** At most `count` within any `span`. */
export interface Window {
  readonly count: number
  readonly span: number
}

export interface Limits {
  /** Wrong answers to one challenge before it is dead. */
  readonly triesPerChallenge: number
  /** Comparisons that may fail for one account, over all methods, journeys, addresses and replicas, per allowance. */
  readonly failures: readonly [Window, Window, Window]
  /** A method stops for strangers at this many failures without a success in between … */
  readonly streakForStrangers: number
  /** … and for everyone at this many (NIST SP 800-63B-4 §3.2.2: at most 100). */
  readonly streakForAll: number
  /** How long to wait after the first, second, … failure; the last one stands for all later ones. */
  readonly waits: readonly number[]
  /** The wait once the day's failures are spent. */
  readonly longWait: number
  readonly openJourneys: number
  readonly starts: readonly [Window, Window]
  /** Gap after the first, second, … message; with its length the number of messages in one journey. */
  readonly resendGaps: readonly number[]
  /** Messages to one mail address that were asked for, and those nobody asked for. */
  readonly mails: readonly [Window, Window]
  readonly unsolicitedMails: Window
  /** Messages of one account to addresses that nobody has proven yet: what a person at a keyboard needs, and no mail bomb. */
  readonly enrolmentMails: Window
  /** For one IPv4 address or IPv6 /64; its /24 or /48 has `widerNetwork` times as much, private ranges `privateNetwork` times. */
  readonly networkStarts: readonly [Window, Window]
  readonly networkFailures: readonly [Window, Window]
  readonly widerNetwork: number
  readonly privateNetwork: number
  /** Between two starts from an address that is over its limit. */
  readonly networkWait: number
  /** Failures in the whole organisation after which attack mode begins: this many, or this share of the enabled accounts. */
  readonly attackFailures: Window
  readonly attackShare: number
  /** What each journey waits before its first answer in attack mode. */
  readonly attackWait: number
}

export const defaultLimits: Limits = {
  triesPerChallenge: 5,
  failures: [
    { count: 5, span: minutes(15) },
    { count: 10, span: days(1) },
    // 31 days, not 30: thirteen bursts of thirty would fit into a year, and 365 comparisons are what our arithmetic allows.
    { count: 30, span: days(31) },
  ],
  streakForStrangers: 50,
  streakForAll: 100,
  waits: [0, 0, seconds(30), seconds(60), minutes(5), minutes(15)],
  longWait: days(1),
  openJourneys: 3,
  starts: [
    { count: 5, span: hours(1) },
    { count: 10, span: days(1) },
  ],
  resendGaps: [seconds(30), seconds(60), seconds(120), seconds(300)],
  mails: [
    { count: 5, span: hours(1) },
    { count: 10, span: days(1) },
  ],
  unsolicitedMails: { count: 5, span: days(1) },
  enrolmentMails: { count: 10, span: days(1) },
  networkStarts: [
    { count: 10, span: hours(1) },
    { count: 30, span: days(1) },
  ],
  networkFailures: [
    { count: 20, span: hours(1) },
    { count: 100, span: days(1) },
  ],
  widerNetwork: 5,
  privateNetwork: 10,
  networkWait: seconds(60),
  attackFailures: { count: 200, span: hours(1) },
  attackShare: 0.005,
  attackWait: seconds(60),
}

export interface LimitProblem {
  readonly path: string
  readonly value: number
  readonly bound: number
}

/** Which settings pass their hard bound (NIST SP 800-63B-4 §3.2.2 and our own arithmetic), all of them. */
export function limitProblems(limits: Limits): readonly LimitProblem[] {
  const ceilings: readonly (readonly [string, number, number])[] = [
    ['triesPerChallenge', limits.triesPerChallenge, 10],
    ['failures.0.count', limits.failures[0].count, 10],
    ['failures.1.count', limits.failures[1].count, 20],
    ['failures.2.count', limits.failures[2].count, 60],
    ['streakForStrangers', limits.streakForStrangers, 100],
    ['streakForAll', limits.streakForAll, 100],
    ['openJourneys', limits.openJourneys, 10],
    ['starts.0.count', limits.starts[0].count, 10],
    ['starts.1.count', limits.starts[1].count, 20],
    ['enrolmentMails.count', limits.enrolmentMails.count, 20],
  ]
  // A count bounds nothing when its window is short.
  const floors = [
    ...defaultLimits.failures.map(
      ({ span }, n) => [`failures.${n}.span`, limits.failures[n]?.span ?? 0, span] as const,
    ),
    ...defaultLimits.starts.map(({ span }, n) => [`starts.${n}.span`, limits.starts[n]?.span ?? 0, span] as const),
    ['enrolmentMails.span', limits.enrolmentMails.span, defaultLimits.enrolmentMails.span] as const,
  ]
  return [
    ...ceilings.filter(([, value, bound]) => !(Number.isInteger(value) && value >= 1 && value <= bound)),
    ...floors.filter(([, value, bound]) => !(value >= bound)),
  ].map(([path, value, bound]) => ({ path, value, bound }))
}
