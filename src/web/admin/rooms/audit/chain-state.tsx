// How far the log is sealed, and whether the last look at its chain found it whole.
import { useAnswer } from '../../client/use-answer.ts'
import { useWriting } from '../../client/write.ts'
import { Shown } from '../../parts/shown.tsx'

export function ChainState() {
  const write = useWriting()
  const asked = useAnswer('readChain')
  return (
    <Shown asked={asked}>
      {({ state, sealedThrough, waiting, checkedThrough, checkedAt }) =>
        state === 'broken' ? (
          <div class="note bad" role="alert">
            <p>
              <b>The log is not what was sealed after fact {write.count(checkedThrough)}.</b>
            </p>
            <p>Keep a copy of the database, and verify it with a checkpoint that was kept elsewhere.</p>
          </div>
        ) : (
          <p class="soft small">
            {write.count(sealedThrough)} facts are sealed, {write.count(waiting)} wait.{' '}
            {checkedAt === null
              ? 'The chain was not looked at yet.'
              : `Whole up to fact ${write.count(checkedThrough)} when last looked at, ${write.moment(checkedAt)}.`}
          </p>
        )
      }
    </Shown>
  )
}
