// A chart of stacked bars with its numbers in words and, below, as a table.
import { type Bar, drawBars } from './bars.ts'
import { Scroll } from './shown.tsx'

interface StackedBarsProps {
  readonly title: string
  readonly series: readonly string[]
  readonly bars: readonly (Bar & { readonly full: string })[]
}

export function StackedBars({ title, series, bars }: StackedBarsProps) {
  const { ticks, bars: drawn } = drawBars(bars)
  const totals = series.map((_, index) =>
    bars.reduce((sum, { parts }) => sum + (parts.find((part) => part.series === index)?.value ?? 0), 0),
  )
  const words = series.map((name, index) => `${name} ${totals[index] ?? 0}`).join(', ')
  const every = Math.max(1, Math.ceil(bars.length / 14))
  return (
    <>
      <svg class="chart" viewBox="0 0 590 184" role="img" aria-label={`${title}: ${words}.`}>
        {ticks.map(({ value, y }) => (
          <g key={value}>
            <path class="ax" d={`M28 ${y}H584`} />
            <text x="20" y={y + 4} text-anchor="end">
              {value}
            </text>
          </g>
        ))}
        {drawn.map(({ label, x, width, parts }, index) => (
          <g key={label + String(index)}>
            {parts.map(({ series: one, y, height }) =>
              height === 0 ? null : (
                <rect key={one} class={`s${one + 1}`} x={x - width / 2} y={y} width={width} height={height} />
              ),
            )}
            {index % every === 0 ? (
              <text x={x} y="178" text-anchor="middle" class={index % (2 * every) === 0 ? undefined : 'e'}>
                {label}
              </text>
            ) : null}
          </g>
        ))}
      </svg>
      <ul class="legend">
        {series.map((name, index) => (
          <li key={name} class={`s${index + 1}`}>
            <i />
            {name} {totals[index]}
          </li>
        ))}
      </ul>
      <details>
        <summary>The same as a table</summary>
        <Scroll label={title}>
          <table>
            <thead>
              <tr>
                <th scope="col">Day</th>
                {series.map((name) => (
                  <th key={name} scope="col" class="r">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {bars.map(({ full, parts }) => (
                <tr key={full}>
                  <th scope="row">{full}</th>
                  {series.map((name, index) => (
                    <td key={name} class="r">
                      {parts.find((part) => part.series === index)?.value ?? 0}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </details>
    </>
  )
}
