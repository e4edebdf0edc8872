// The bench's numbers as tables of plain text.
import type { Counts } from './measure-counts.ts'
import type { StartReport } from './measure-start.ts'
import type { ThroughputRow } from './measure-throughput.ts'
import type { FirstPage } from './people/first-page.ts'
import type { Told } from './people/telling-apart.ts'

export interface DatabaseReport {
  readonly database: string
  readonly program: string
  readonly counts: Counts
  readonly start: StartReport
  readonly throughput: readonly ThroughputRow[]
  /** MiB resident after all of it, and the most there ever was. */
  readonly memory: { readonly now: number; readonly peak: number }
  readonly firstPage: FirstPage
  readonly told: Readonly<Record<string, Told>>
}

export function writeReport(reports: readonly DatabaseReport[]): string {
  return reports.map(writeOne).join('\n')
}

function writeOne({ database, program, counts, start, throughput, memory, firstPage, told }: DatabaseReport): string {
  const widest = throughput.at(-1)
  const title = (text: string) => `\n${text}\n`
  return [
    `\n== ${database}  ${program}`,
    title('Whole resets over the floor (goal 0.8)'),
    table(
      ['at a time', 'ratio', 'each pair', 'server CPU / hashes', 'database CPU / hashes', 'mails'],
      throughput.map(({ lanes, ratio, ratios, cpu, mails }) => [
        `${lanes}`,
        fixed(ratio),
        ratios.map(fixed).join(' '),
        fixed(cpu.server / cpu.floor),
        fixed(cpu.database / cpu.floor),
        mails.toFixed(1),
      ]),
    ),
    title(
      `One reset: ${counts.hashes} argon2id computations, ${counts.statementsInAll ?? 'uncounted'} statements; by request`,
    ),
    table(['request', 'statements', 'p50 / hash', 'p99 / hash', 'which'], requestRows(counts, throughput[0])),
    title('Told apart by the clock: 0.5 is a coin (with its 95 % interval)'),
    table(
      ['request', 'unknown name', 'not eligible'],
      Object.entries(told).map(([step, { unknown, ineligible }]) => [step, ...[unknown, ineligible].map(interval)]),
    ),
    title('Start, memory, first page'),
    table(
      ['what', 'value'],
      [
        ['start on an empty database / start of Node', fixed(start.cold)],
        ['start on a used database / start of Node', fixed(start.warm)],
        ['resident, idle', `${start.idle.toFixed(0)} MiB`],
        [
          `resident after ${widest?.lanes ?? 0} at a time (peak)`,
          `${memory.now.toFixed(0)} (${memory.peak.toFixed(0)}) MiB`,
        ],
        ['first view of /reset', `${firstPage.requests} requests, ${firstPage.bytes} bytes uncompressed`],
      ],
    ),
    '',
  ].join('\n')
}

/** What followed a request stands in a row of its own where there was anything. */
function requestRows({ statements }: Counts, row: ThroughputRow | undefined): readonly (readonly string[])[] {
  return Object.entries(statements)
    .filter(([step, names]) => names.length > 0 || row?.steps[step] !== undefined)
    .map(([step, names]) => {
      const took = row?.steps[step]
      return [
        step,
        `${names.length}`,
        took === undefined ? '' : fixed(took.p50),
        took === undefined ? '' : fixed(took.p99),
        names.join(' '),
      ]
    })
}

const interval = ({ auc, from, to }: Told['unknown']): string => `${fixed(auc)} (${fixed(from)}–${fixed(to)})`

const fixed = (value: number): string => value.toFixed(2)

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
