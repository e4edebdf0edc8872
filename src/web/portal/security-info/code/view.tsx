// GET and POST /security-info/code: what is being registered is shown to work. Posts `challenge` and `code`, or `do`
// (`resend`, `leave`), to `/security-info/code`.
import { CodeField } from '../../../components/code-field.tsx'
import { CsrfField } from '../../../components/csrf-field.tsx'
import { type Frame, type Problem, problemAt } from '../../../components/frame.ts'
import { Page } from '../../../components/page.tsx'
import { Said } from '../../../components/said.tsx'
import { ScanCode } from '../../../components/scan-code.tsx'
import { clock, Wait } from '../../../components/wait.tsx'
import { ActionWay, Ways } from '../../../components/ways.tsx'

export interface EnrolProps {
  readonly frame: Frame
  readonly challenge: string
  readonly digits: number
  readonly minutes: number
  /** The masked address, for what is sent. */
  readonly address: string | null
  /** For what an app keeps: the key as it is typed, and as the QR code says it. */
  readonly secret: { readonly text: string; readonly uri: string } | null
  /** Whether another message can be asked for, and in how many seconds; absent if none is ever sent. */
  readonly resend?: { readonly seconds: number }
  /** After wrong answers, in seconds. */
  readonly nextTry?: number
  readonly problems?: readonly Problem[]
}

const path = '/security-info/code'

export function EnrolView(props: EnrolProps) {
  const { frame, secret, address, minutes, resend, problems = [] } = props
  const { say } = frame
  return (
    <Page
      frame={frame}
      title={say(secret === null ? 'enrol-code.title' : 'enrol-app.title')}
      problems={problems}
      scripts={['/assets/wait.js']}
    >
      {secret === null ? (
        <>
          <p>
            <Said say={say} id="enrol-code.lead" values={{ minutes, address: <bdi class="nb">{address ?? ''}</bdi> }} />
          </p>
          <CodeForm {...props} submit="enrol-code.submit" />
        </>
      ) : (
        <>
          <p>{say('enrol-app.lead')}</p>
          <AppSteps {...props} secret={secret} />
        </>
      )}
      <Ways frame={frame}>
        {resend === undefined ? null : (
          <ActionWay
            frame={frame}
            action={path}
            verb="resend"
            wait={{ seconds: resend.seconds, sentence: say('ways.resend-wait', { clock: clock(resend.seconds) }) }}
          >
            {say('ways.resend')}
          </ActionWay>
        )}
        <ActionWay frame={frame} action={path} verb="leave">
          {say('ways.something-else')}
        </ActionWay>
      </Ways>
    </Page>
  )
}

function AppSteps(props: EnrolProps & { readonly secret: NonNullable<EnrolProps['secret']> }) {
  const { frame, secret } = props
  const { say } = frame
  return (
    <ol class="steps">
      <li>
        <div>
          <h2>{say('enrol-app.open')}</h2>
          <p>{say('enrol-app.open-hint')}</p>
        </div>
      </li>
      <li>
        <div>
          <h2>{say('enrol-app.scan')}</h2>
          <div class="pair">
            <ScanCode text={secret.uri} label={say('enrol-app.qr')} />
            <div>
              <p class="soft">{say('enrol-app.key')}</p>
              <p class="secret" translate={false}>
                {secret.text.replace(/(.{4})(?=.)/g, '$1 ')}
              </p>
              <p>
                <a class="aside" href={secret.uri}>
                  {say('enrol-app.this-device')}
                </a>
              </p>
            </div>
          </div>
        </div>
      </li>
      <li>
        <div>
          <h2>{say('enrol-app.type')}</h2>
          <CodeForm {...props} submit="enrol-app.submit" />
        </div>
      </li>
    </ol>
  )
}

function CodeForm({ frame, challenge, digits, nextTry = 0, problems = [], submit }: EnrolProps & { submit: string }) {
  const { say } = frame
  return (
    <form method="post" action={path}>
      <CsrfField csrf={frame.csrf} />
      <input type="hidden" name="challenge" value={challenge} />
      <CodeField say={say} digits={digits} problem={problemAt(problems, 'code')} />
      <Wait seconds={nextTry} sentence={say('code.next-try', { clock: clock(nextTry) })}>
        <button type="submit" class="btn">
          {say(submit)}
        </button>
      </Wait>
    </form>
  )
}
