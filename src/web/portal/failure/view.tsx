// What a person sees when a request can't be answered: what is so, what to do next, and a reference to read out.
import type { Sentence } from '../../../core/wording/wording.ts'
import type { Frame } from '../../components/frame.ts'
import { HelpFacts } from '../../components/help-facts.tsx'
import { Page } from '../../components/page.tsx'

export interface FailureProps {
  readonly frame: Frame
  readonly failure: FailureKind
  readonly reference: string
  /** What exactly was wrong with a bad request. */
  readonly detail?: Sentence
  /** Where "Try again" leads: a page that a GET opens. */
  readonly again?: string
}

export type FailureKind =
  /** 400 */
  | 'bad-request'
  /** 403: the form was not ours, or its token is gone. */
  | 'cross-site'
  /** 404 */
  | 'not-found'
  /** 421 */
  | 'unknown-host'
  /** 500 */
  | 'broken'
  /** 503: too much at once; nothing was lost. */
  | 'busy'
  /** 503: a part that Rekey needs does not answer. */
  | 'unavailable'

interface Words {
  readonly title: string
  readonly what: string
  readonly next: string
}

export function FailureView({ frame, failure, reference, detail, again }: FailureProps) {
  const { say } = frame
  const words = wordsOf[failure]
  return (
    <Page frame={frame} title={say(words.title)}>
      <p>{detail === undefined ? say(words.what) : say(detail.id, detail.values)}</p>
      <p>{say(words.next)}</p>
      {again === undefined ? null : (
        <p>
          <a class="btn" href={again}>
            {say('failure.again')}
          </a>
        </p>
      )}
      <HelpFacts frame={frame} reference={reference} />
    </Page>
  )
}

const wordsOf: Readonly<Record<FailureKind, Words>> = {
  'bad-request': {
    title: 'failure.bad-request.title',
    what: 'failure.bad-request.what',
    next: 'failure.bad-request.next',
  },
  'cross-site': { title: 'failure.cross-site.title', what: 'failure.cross-site.what', next: 'failure.cross-site.next' },
  'not-found': { title: 'failure.not-found.title', what: 'failure.not-found.what', next: 'failure.not-found.next' },
  'unknown-host': {
    title: 'failure.unknown-host.title',
    what: 'failure.unknown-host.what',
    next: 'failure.unknown-host.next',
  },
  broken: { title: 'failure.broken.title', what: 'failure.broken.what', next: 'failure.broken.next' },
  busy: { title: 'failure.busy.title', what: 'failure.busy.what', next: 'failure.busy.next' },
  unavailable: {
    title: 'failure.unavailable.title',
    what: 'failure.unavailable.what',
    next: 'failure.unavailable.next',
  },
}
