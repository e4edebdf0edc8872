// GET and POST /sessions: where a person is signed in. Posts `session` to end one, or `do=everywhere`, to `/sessions`.
import { CsrfField } from '../../components/csrf-field.tsx'
import type { Frame } from '../../components/frame.ts'
import { Note } from '../../components/note.tsx'
import { Page } from '../../components/page.tsx'

export interface SessionRow {
  readonly id: string
  /** The browser, and the address it began from, as far as known. */
  readonly device: string | null
  readonly address: string | null
  /** Formatted. */
  readonly began: string
  readonly seen: string
  readonly current: boolean
}

export interface SessionsProps {
  readonly frame: Frame
  readonly sessions: readonly SessionRow[]
  /** What was just done, said once. */
  readonly done?: keyof typeof doneSentences
}

export function SessionsView({ frame, sessions, done }: SessionsProps) {
  const { say } = frame
  const others = sessions.filter(({ current }) => !current).length
  return (
    <Page frame={frame} title={say('sessions.title')} account="elsewhere">
      <p>{say('sessions.lead')}</p>
      {done === undefined ? null : (
        <Note>
          <p role="status">{say(doneSentences[done])}</p>
        </Note>
      )}
      <ul class="list plain">
        {sessions.map((session) => (
          <Row key={session.id} frame={frame} session={session} />
        ))}
      </ul>
      <div class="row">
        {others === 0 ? null : (
          <form method="post" action="/sign-out">
            <CsrfField csrf={frame.csrf} />
            <button type="submit" class="btn plain" name="do" value="others">
              {say('home.sign-out-others', { count: others })}
            </button>
          </form>
        )}
        <form method="post" action="/sign-out">
          <CsrfField csrf={frame.csrf} />
          <button type="submit" class="link" name="do" value="everywhere">
            {say('sessions.everywhere')}
          </button>
        </form>
      </div>
    </Page>
  )
}

const doneSentences = { ended: 'sessions.ended', others: 'home.signed-out-others' } as const

function Row({ frame: { say, csrf }, session }: { frame: Frame; session: SessionRow }) {
  const { id, device, address, began, seen, current } = session
  const name = device === null || device === '' ? say('sessions.unknown-device') : device
  return (
    <li>
      <div>
        <h2>
          <bdi>{name}</bdi>
        </h2>
        {current ? <p class="small">{say('sessions.this-one')}</p> : null}
        {address === null ? null : (
          <p class="soft small">
            <bdi>{address}</bdi>
          </p>
        )}
        <p class="soft small">{say('sessions.began', { when: began })}</p>
        {current ? null : <p class="soft small">{say('sessions.seen', { when: seen })}</p>}
      </div>
      {current ? null : (
        <form class="acts" method="post" action="/sessions">
          <CsrfField csrf={csrf} />
          <button type="submit" class="link" name="session" value={id}>
            {say('sessions.end')}
            <span class="vh">
              : {name}, {began}
            </span>
          </button>
        </form>
      )}
    </li>
  )
}
