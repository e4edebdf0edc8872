// How many are ready, as a key being cut: cut metal for those who are, plain blank for those who could not get back in.
import { keyPath } from '../../components/key-path.ts'

interface CoverageKeyProps {
  readonly ready: number
  readonly needOneMore: number
  readonly nothing: number
}

const cuts = 12

export function CoverageKey({ ready, needOneMore, nothing }: CoverageKeyProps) {
  const all = ready + needOneMore + nothing
  const share = all === 0 ? 0 : ready / all
  const { cut, blank } = keyPath(cuts, share === 1 ? cuts : Math.min(cuts - 1, Math.round(share * cuts)))
  return (
    <svg
      class="keychart"
      viewBox="0 0 600 64"
      role="img"
      aria-label={`${ready} ready, ${needOneMore} need one more method, ${nothing} have set up nothing`}
    >
      <path class="t" d={blank} />
      <path class="c" d={cut} />
      <path class="g" d="M88 25H562" />
    </svg>
  )
}
