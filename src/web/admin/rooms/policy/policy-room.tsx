// A room that changes the policy: what is in force, a draft of it, and the drawer that says what saving would do. Nothing is
// saved before its impact was seen.
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { faultWords, pictureFaultWords } from '../../../../contract/words.ts'
import { type Answer, call } from '../../client/api.ts'
import { may, useMe } from '../../client/me.ts'
import { type ProblemShown, useAnswer } from '../../client/use-answer.ts'
import { Head } from '../../parts/head.tsx'
import { ProblemNote, Shown } from '../../parts/shown.tsx'
import { ImpactDrawer } from './impact-drawer.tsx'

export type PolicyDocument = Answer<'readPolicy'>['document']
export type BrandingDocument = PolicyDocument['branding']
type Impact = Answer<'previewPolicy'>

export interface Draft {
  readonly document: PolicyDocument
  change(more: Partial<PolicyDocument>): void
  readonly edition: Answer<'readPolicy'>['edition']
}

interface PolicyRoomProps {
  readonly title: string
  readonly lead: string
  readonly children: (draft: Draft) => ComponentChildren
}

export function PolicyRoom({ title, lead, children }: PolicyRoomProps) {
  const me = useMe()
  const asked = useAnswer('readPolicy')
  const [draft, setDraft] = useState<PolicyDocument | null>(null)
  const [impact, setImpact] = useState<Impact | null>(null)
  const [moved, setMoved] = useState(false)
  const [problem, setProblem] = useState<ProblemShown | null>(null)
  const [round, setRound] = useState(0)
  const [saved, setSaved] = useState<number | null>(null)
  const mayWrite = may(me, 'policy.write')
  const inForce = asked.value
  const document = draft ?? inForce?.document ?? null
  const changed = draft !== null && JSON.stringify(draft) !== JSON.stringify(inForce?.document)

  const forget = () => {
    setDraft(null)
    setImpact(null)
    setProblem(null)
    setMoved(false)
    // Fields that keep what was typed in them begin anew.
    setRound((before) => before + 1)
  }

  async function preview() {
    if (draft === null) return
    setProblem(null)
    setSaved(null)
    const called = await call('previewPolicy', { body: { document: draft } })
    if (called.kind === 'answer') setImpact(called.answer)
    if (called.kind === 'problem') setProblem(called.problem)
  }

  async function save(note: string) {
    if (draft === null || inForce === null || impact === null) return
    const body = {
      document: draft,
      seen: { gains: impact.gains, loses: impact.loses },
      ...(note === '' ? {} : { note }),
    }
    const called = await call('savePolicy', { body, builtOn: inForce.version })
    if (called.kind === 'answer') {
      asked.replace(called.answer)
      forget()
      setSaved(called.answer.version)
    }
    if (called.kind !== 'problem') return
    if (called.problem.code === 'impact-moved') {
      setImpact(called.problem.impact as Impact)
      setMoved(true)
      return
    }
    setImpact(null)
    setProblem(called.problem)
  }

  return (
    <>
      <Head title={title} lead={lead} />
      {saved === null ? null : (
        <div class="note" role="status">
          <p>
            <b>Saved.</b> Version {saved} is in force.
          </p>
        </div>
      )}
      {problem === null ? null : <Refusal problem={problem} />}
      {problem?.code === 'version-moved' ? (
        <p>
          <button
            class="btn plain"
            type="button"
            onClick={() => {
              forget()
              asked.again()
            }}
          >
            Throw away my changes and read what is in force
          </button>
        </p>
      ) : null}
      <Shown asked={asked}>
        {({ edition }) =>
          document === null ? null : (
            <form
              onSubmit={(event) => {
                event.preventDefault()
                preview()
              }}
            >
              <fieldset key={round} disabled={!mayWrite} class="stack">
                <legend class="vh">{title}</legend>
                {children({ document, edition, change: (more) => setDraft({ ...document, ...more }) })}
              </fieldset>
              {mayWrite ? null : <p class="soft">Your role reads the policy and does not change it.</p>}
              {changed && impact === null ? (
                <div class="note" role="status">
                  <p>
                    <b>Not saved yet.</b> See first whom it would reach.
                  </p>
                  <p class="row">
                    <button class="btn" type="submit">
                      Preview and save
                    </button>
                    <button class="btn plain" type="button" onClick={forget}>
                      Throw away my changes
                    </button>
                  </p>
                </div>
              ) : null}
            </form>
          )
        }
      </Shown>
      {impact === null ? null : (
        <ImpactDrawer impact={impact} moved={moved} save={save} close={() => setImpact(null)} forget={forget} />
      )}
    </>
  )
}

const allFaultWords: Readonly<Record<string, { readonly what: string; readonly cure: string } | undefined>> = {
  ...faultWords,
  ...pictureFaultWords,
}

/** With the faults of a policy or a picture, where it is for those. */
export const Refusal = ({ problem }: { problem: ProblemShown }) =>
  problem.code === 'not-possible' ? <Faults problem={problem} /> : <ProblemNote problem={problem} />

/** What a policy or a picture may not be, each in words, with what puts it right. */
const Faults = ({ problem }: { problem: ProblemShown }) => (
  <div class="note bad" role="alert">
    <p>
      <b>That can’t work.</b>
    </p>
    {(problem.errors ?? []).map(({ path, problem: fault }) => {
      const [name = '', what] = fault.split(': ')
      const words = allFaultWords[name]
      return (
        <p key={path + fault}>
          <span class="mono">{path}</span> {what === undefined ? '' : `${what} `}
          {words === undefined ? fault : `${words.what}. Put it right: ${words.cure}.`}
        </p>
      )
    })}
  </div>
)
