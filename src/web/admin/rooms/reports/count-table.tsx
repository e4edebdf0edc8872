// Numbers by what they count.
import { useWriting } from '../../client/write.ts'
import { Scroll } from '../../parts/shown.tsx'

interface CountTableProps {
  readonly label: string
  /** What is counted, and each of its numbers; left out where the sentence above says both. */
  readonly columns?: readonly string[]
  readonly rows: readonly (readonly [what: string, ...counts: number[]])[]
}

export function CountTable({ label, columns = [], rows }: CountTableProps) {
  const write = useWriting()
  return (
    <Scroll label={label}>
      <table>
        {columns.length === 0 ? null : (
          <thead>
            <tr>
              {columns.map((title, index) => (
                <th key={title} scope="col" class={index === 0 ? undefined : 'r'}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map(([what, ...counts]) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              {counts.map((count, index) => (
                // Where there is no head a column has no name but its place.
                <td key={index} class="r">
                  {write.count(count)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
