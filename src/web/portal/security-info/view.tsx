// GET and POST /security-info: a person's ways back in. Posts `method` with `do=confirm` or `do=default` to `/security-info`.
import type { Sentence } from '../../../core/wording/wording.ts'
import { Choice, Choices } from '../../components/choice.tsx'
import { ContinueWay, type WayBack } from '../../components/continue-to.tsx'
import { CsrfField } from '../../components/csrf-field.tsx'
import type { Frame, Problem } from '../../components/frame.ts'
import { HelpContact } from '../../components/help-contact.tsx'
import { Icon } from '../../components/icons.tsx'
import { KeyProgress } from '../../components/key-progress.tsx'
import { Note } from '../../components/note.tsx'
import { Page } from '../../components/page.tsx'
import { Ways } from '../../components/ways.tsx'

export interface MethodRow {
  readonly id: string
  readonly icon: string
  /** What kind it is, as an id; and what its owner calls it. */
  readonly kind: string
  readonly name: string | null
  readonly masked: string | null
  /** Formatted. */
  readonly confirmed: string | null
  /** On hold until then, formatted. */
  readonly usableFrom: string | null
  readonly isDefault: boolean
  readonly mayBeDefault: boolean
}

export interface Addable {
  readonly kind: string
  readonly icon: string
  readonly add: string
  readonly addHint: string
}

export interface SecurityInfoProps {
  readonly frame: Frame
  readonly gates: { readonly ready: number; readonly needed: number }
  readonly methods: readonly MethodRow[]
  readonly toConfirm: readonly Pick<MethodRow, 'id' | 'icon' | 'kind' | 'masked'>[]
  readonly addable: readonly Addable[]
  /** Said once, after something was done. */
  readonly done?: Sentence
  /** Nothing can be added, and why. */
  readonly closed?: Sentence
  readonly continueTo?: WayBack | null
  readonly problems?: readonly Problem[]
}

export function SecurityInfoView(props: SecurityInfoProps) {
  const { frame, gates, methods, toConfirm, addable, done, closed, continueTo, problems = [] } = props
  const { say } = frame
  const held = methods.some(({ usableFrom }) => usableFrom !== null)
  return (
    <Page frame={frame} title={say('security-info.title')} account="security-info" problems={problems}>
      <p>{say('security-info.lead', { needed: gates.needed })}</p>
      {done === undefined ? null : (
        <Note>
          <p role="status">{say(done.id, done.values)}</p>
        </Note>
      )}
      <KeyProgress steps={gates.needed} done={gates.ready}>
        <b>{say('home.ways-back', { ready: gates.ready, needed: gates.needed })}</b>
        <span aria-hidden="true"> · </span>
        <span class="vh">. </span>
        {say(gates.ready >= gates.needed ? 'home.ways-back-ready' : 'home.ways-back-missing')}
      </KeyProgress>
      {methods.length === 0 ? null : (
        <ul class="list">
          {methods.map((method) => (
            <Method key={method.id} frame={frame} method={method} />
          ))}
        </ul>
      )}
      {held ? (
        <Note title={say('security-info.why-hold')} hold>
          <p>{say('security-info.hold')}</p>
        </Note>
      ) : null}
      {toConfirm.length === 0 ? null : <ToConfirm frame={frame} toConfirm={toConfirm} />}
      {closed === undefined ? null : (
        <Note>
          <p>{say(closed.id, closed.values)}</p>
          {frame.organisation === null ? null : (
            <p class="row">
              <HelpContact help={frame.organisation.help} />
            </p>
          )}
        </Note>
      )}
      {addable.length === 0 ? null : (
        <section aria-labelledby="add">
          <h2 id="add">{say(methods.length === 0 ? 'security-info.add-first' : 'security-info.add-another')}</h2>
          <AddChoices frame={frame} addable={addable} />
        </section>
      )}
      {continueTo == null ? null : (
        <Ways frame={frame}>
          <ContinueWay frame={frame} to={continueTo} />
        </Ways>
      )}
    </Page>
  )
}

/** One press starts it: the page of the kind asks for the rest. */
export const AddChoices = ({ frame: { say, csrf }, addable }: { frame: Frame; addable: readonly Addable[] }) => (
  <form method="post" action="/security-info/add">
    <CsrfField csrf={csrf} />
    <Choices>
      {addable.map(({ kind, icon, add, addHint }) => (
        <Choice key={kind} name="kind" value={kind} icon={icon} title={say(add)} hint={say(addHint)} />
      ))}
    </Choices>
  </form>
)

export const ToConfirm = ({ frame, toConfirm }: Pick<SecurityInfoProps, 'frame' | 'toConfirm'>) => (
  <section aria-labelledby="confirm">
    <h2 id="confirm">{frame.say('security-info.to-confirm')}</h2>
    <p>{frame.say('security-info.to-confirm-lead')}</p>
    <form method="post" action="/security-info">
      <CsrfField csrf={frame.csrf} />
      <input type="hidden" name="do" value="confirm" />
      <Choices>
        {toConfirm.map(({ id, icon, kind, masked }) => (
          <Choice
            key={id}
            name="method"
            value={id}
            icon={icon}
            title={frame.say('security-info.confirm')}
            hint={masked ?? frame.say(kind)}
          />
        ))}
      </Choices>
    </form>
  </section>
)

function Method({ frame: { say, csrf }, method }: { frame: Frame; method: MethodRow }) {
  const { id, icon, kind, name, masked, confirmed, usableFrom, isDefault, mayBeDefault } = method
  // Repeated buttons carry hidden words: "Remove authenticator app, Tim's phone".
  const which = <span class="vh"> {[say(kind), name ?? masked].filter((each) => each !== null).join(', ')}</span>
  return (
    <li>
      <Icon path={icon} />
      <div>
        <h2>{say(kind)}</h2>
        {name === null ? null : (
          <p>
            <bdi>{name}</bdi>
          </p>
        )}
        {masked === null ? null : (
          <p>
            <bdi>{masked}</bdi>
          </p>
        )}
        {usableFrom === null ? null : (
          <p class="held small">{say('security-info.usable-from', { when: usableFrom })}</p>
        )}
        {confirmed === null ? null : <p class="soft small">{say('security-info.confirmed-on', { when: confirmed })}</p>}
        {isDefault ? <p class="soft small">{say('security-info.offered-first')}</p> : null}
      </div>
      <div class="acts">
        <a href={`/security-info/replace?method=${id}`}>
          {say('security-info.replace')}
          {which}
        </a>
        <a href={`/security-info/rename?method=${id}`}>
          {say(name === null ? 'security-info.name-it' : 'security-info.rename')}
          {which}
        </a>
        {mayBeDefault && !isDefault ? (
          <form method="post" action="/security-info">
            <CsrfField csrf={csrf} />
            <input type="hidden" name="method" value={id} />
            <button type="submit" class="link" name="do" value="default">
              {say('security-info.offer-first')}
              {which}
            </button>
          </form>
        ) : null}
        <a href={`/security-info/remove?method=${id}`}>
          {say('security-info.remove')}
          {which}
        </a>
      </div>
    </li>
  )
}
