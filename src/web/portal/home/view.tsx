// GET /: who am I, what happened lately, and where the rest is.
import type { Sentence } from '../../../core/wording/wording.ts'
import { Choices, LinkedChoice } from '../../components/choice.tsx'
import { ContinueButton, type WayBack } from '../../components/continue-to.tsx'
import { Fact, Facts } from '../../components/facts.tsx'
import type { Frame } from '../../components/frame.ts'
import { icons } from '../../components/icons.tsx'
import { KeyProgress } from '../../components/key-progress.tsx'
import { Note } from '../../components/note.tsx'
import { Page } from '../../components/page.tsx'

export interface Activity {
  readonly id: string
  /** Formatted; and as ISO 8601 for machines. */
  readonly when: string
  readonly at: string
  readonly what: Sentence
  /** The browser and network it came from, as far as known. */
  readonly from?: string
  /** Where "This was not me" leads; absent where it makes no sense. */
  readonly notMe?: string
}

export interface HomeProps {
  readonly frame: Frame
  readonly person: { readonly displayName: string; readonly username: string }
  /** Formatted; absent if nobody knows. */
  readonly passwordChanged?: string
  /** How many of the proofs a reset would ask for this person could bring. */
  readonly waysBack?: { readonly ready: number; readonly needed: number }
  readonly activity: readonly Activity[]
  readonly otherSessions: number
  /** The application the person came from. */
  readonly continueTo?: WayBack | null
  /** What was just done, said once. */
  readonly done?: Sentence
}

export function HomeView(props: HomeProps) {
  const { frame, person, passwordChanged, waysBack, activity, otherSessions, continueTo, done } = props
  const { say } = frame
  return (
    <Page frame={frame} title={say('home.title', { name: person.displayName })} account="home">
      <p class="soft">
        {say('home.signed-in-as')} <bdi>{person.username}</bdi>
      </p>
      {done === undefined ? null : (
        <Note>
          <p role="status">{say(done.id, done.values)}</p>
        </Note>
      )}
      <ContinueButton frame={frame} to={continueTo} />
      {waysBack === undefined ? null : (
        <KeyProgress steps={waysBack.needed} done={waysBack.ready}>
          <b>{say('home.ways-back', waysBack)}</b>
          <span aria-hidden="true"> · </span>
          <span class="vh">. </span>
          {say(waysBack.ready >= waysBack.needed ? 'home.ways-back-ready' : 'home.ways-back-missing')}
        </KeyProgress>
      )}
      <Choices>
        <LinkedChoice
          href="/change-password"
          icon={icons.password}
          title={say('home.change-password')}
          hint={
            passwordChanged === undefined
              ? say('home.change-password-hint')
              : say('home.password-changed', { when: passwordChanged })
          }
        />
        <LinkedChoice
          href="/security-info"
          icon={icons.key}
          title={say('home.security-info')}
          hint={say('home.security-info-hint')}
        />
        <LinkedChoice
          href="/sessions"
          icon={icons.device}
          title={say('home.sessions')}
          hint={say('home.sessions-hint', { count: otherSessions })}
        />
      </Choices>
      <section aria-labelledby="lately">
        <h2 id="lately">{say('home.lately')}</h2>
        {activity.length === 0 ? (
          <p class="soft">{say('home.nothing-yet')}</p>
        ) : (
          <ActivityList frame={frame} activity={activity} />
        )}
      </section>
    </Page>
  )
}

const ActivityList = ({ frame: { say }, activity }: Pick<HomeProps, 'frame' | 'activity'>) => (
  <Facts>
    {activity.map(({ id, when, at, what, from, notMe }) => {
      const words = say(what.id, what.values)
      return (
        <Fact key={id} name={<time dateTime={at}>{when}</time>}>
          {words}
          {from === undefined ? null : (
            <span class="from">
              <bdi>{from}</bdi>
            </span>
          )}
          {notMe === undefined ? null : (
            <a class="small aside" href={notMe}>
              {say('home.not-me')}
              <span class="vh">: {words}</span>
            </a>
          )}
        </Fact>
      )
    })}
  </Facts>
)
