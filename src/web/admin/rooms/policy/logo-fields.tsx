// The logo, for light and for dark pages: each picture is brought by itself, judged, and shown on the ground it will stand on.
import { useState } from 'preact/hooks'
import { surfaces } from '../../../../core/branding/accent.ts'
import { mostPictureBytes } from '../../../../core/branding/picture.ts'
import { call } from '../../client/api.ts'
import type { ProblemShown } from '../../client/use-answer.ts'
import { Field } from '../../parts/field.tsx'
import { type BrandingDocument, Refusal } from './policy-room.tsx'

type Logo = BrandingDocument['logo']

interface LogoFieldsProps {
  readonly logo: Logo
  readonly change: (logo: Logo) => void
}

const schemes = [
  ['light', 'On light pages', 'Without one, the first letter of the name'],
  ['dark', 'On dark pages', 'Without one, the same one'],
] as const

export const LogoFields = ({ logo, change }: LogoFieldsProps) => (
  <fieldset class="fields">
    <legend>Logo</legend>
    <p class="soft">
      A PNG or a plain SVG of at most 40 KB. It stands before the name, at most 240 pixels wide and 32 high. Mails have
      none: pictures in them are not shown, or tell who has read them.
    </p>
    {schemes.map(([scheme, title, hint]) => (
      <LogoField
        key={scheme}
        title={title}
        hint={hint}
        ground={surfaces[scheme].paper}
        picture={logo[scheme]}
        change={(picture) => change({ ...logo, [scheme]: picture })}
      />
    ))}
  </fieldset>
)

interface LogoFieldProps {
  readonly title: string
  readonly hint: string
  /** `#rrggbb` */
  readonly ground: string
  readonly picture: string | null
  readonly change: (picture: string | null) => void
}

function LogoField({ title, hint, ground, picture, change }: LogoFieldProps) {
  const [problem, setProblem] = useState<ProblemShown | null>(null)

  async function bring(input: HTMLInputElement) {
    const [file] = input.files ?? []
    if (file === undefined) return
    setProblem(file.size > mostPictureBytes ? tooLarge : null)
    if (file.size <= mostPictureBytes) {
      const called = await call('keepPicture', { body: { file: await inBase64(file) } })
      if (called.kind === 'problem') setProblem(called.problem)
      if (called.kind === 'answer') change(called.answer.id)
    }
    // So that the same file can be chosen again, once it is mended.
    input.value = ''
  }

  return (
    <div class="stack">
      <Field title={title} hint={hint}>
        {(field) => (
          <input
            {...field}
            type="file"
            accept="image/png,image/svg+xml"
            onChange={(event) => bring(event.currentTarget)}
          />
        )}
      </Field>
      {problem === null ? null : <Refusal problem={problem} />}
      {picture === null ? null : (
        <p class="row">
          <span class="logo" style={{ background: ground }}>
            <img src={`/logo/${picture}`} alt={`The logo ${title.toLowerCase()}`} />
          </span>
          <button class="btn plain" type="button" onClick={() => change(null)}>
            Remove it {title.toLowerCase()}
          </button>
        </p>
      )}
    </div>
  )
}

const tooLarge: ProblemShown = {
  code: 'not-possible',
  title: '',
  detail: '',
  reference: '',
  errors: [{ path: 'file', problem: 'picture-too-large' }],
}

async function inBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}
