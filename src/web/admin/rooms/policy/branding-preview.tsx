// The real pages and a real mail with what is being typed, in frames that run nothing and lead nowhere.
import { useEffect, useState } from 'preact/hooks'
import { isColour } from '../../../../core/branding/accent.ts'
import { type Answer, call } from '../../client/api.ts'
import type { ProblemShown } from '../../client/use-answer.ts'
import { type BrandingDocument, Refusal } from './policy-room.tsx'

type Shown = Answer<'previewBranding'>

const views = [
  ['signIn', 'Sign-in'],
  ['reset', 'First page of a reset'],
  ['mail', 'A mail'],
] as const
const schemes = ['light', 'dark'] as const

/** Milliseconds without a key before it is drawn anew. */
const pause = 300

interface BrandingPreviewProps {
  readonly branding: BrandingDocument
  /** Whose words are looked at; null: the organisation's language. */
  readonly language: string | null
}

export function BrandingPreview({ branding, language }: BrandingPreviewProps) {
  const [shown, setShown] = useState<Shown | null>(null)
  const [problem, setProblem] = useState<ProblemShown | null>(null)
  const wanted = JSON.stringify({ branding: finished(branding), ...(language === null ? {} : { locale: language }) })
  useEffect(() => {
    let stale = false
    const timer = setTimeout(async () => {
      const called = await call('previewBranding', { body: JSON.parse(wanted) })
      if (stale || called.kind === 'away') return
      setProblem(called.kind === 'problem' ? called.problem : null)
      if (called.kind === 'answer') setShown(called.answer)
    }, pause)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [wanted])
  return (
    <section class="stack" aria-labelledby="preview">
      <h2 id="preview">How it looks</h2>
      {problem === null ? null : <Refusal problem={problem} />}
      {shown === null
        ? null
        : views.map(([name, title]) => (
            <div key={name} class="previews">
              {schemes.map((scheme) => (
                <figure key={scheme}>
                  <figcaption>
                    {title}, {scheme}
                  </figcaption>
                  <iframe sandbox="" title={`${title}, ${scheme}`} srcdoc={inScheme(shown[name], scheme)} />
                </figure>
              ))}
            </div>
          ))}
    </section>
  )
}

/** What is half typed is left out of the picture; it is judged when it is saved. */
const finished = (branding: BrandingDocument): BrandingDocument => ({
  ...branding,
  accent: branding.accent !== null && isColour(branding.accent) ? branding.accent : null,
  links: branding.links.filter(({ label, url }) => label.trim() !== '' && /^https:\/\/./.test(url)),
})

/** Whatever the browser prefers: a document that is inlined knows no other way. Its styles need the number of this view. */
function inScheme(html: string, scheme: (typeof schemes)[number]): string {
  const nonce = document.querySelector<HTMLLinkElement>('link[rel=stylesheet]')?.nonce ?? ''
  return html
    .replaceAll('<style>', `<style nonce="${nonce}">`)
    .replaceAll('(prefers-color-scheme:dark)', scheme === 'dark' ? 'all' : 'not all')
    .replaceAll('color-scheme:light dark', `color-scheme:${scheme}`)
    .replaceAll('content="light dark"', `content="${scheme}"`)
}
