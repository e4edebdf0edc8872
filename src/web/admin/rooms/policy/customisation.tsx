// What people see as their organisation's own: name, logo, colour, words, links; and the real pages and a mail beside it, light and dark.
import { useState } from 'preact/hooks'
import { isColour, ownAccents } from '../../../../core/branding/accent.ts'
import { Field } from '../../parts/field.tsx'
import { AccentShown } from './accent-shown.tsx'
import { BrandingPreview } from './branding-preview.tsx'
import { LogoFields } from './logo-fields.tsx'
import { OwnWords, orNull } from './own-words.tsx'
import { type BrandingDocument, type Draft, PolicyRoom } from './policy-room.tsx'

export const Customisation = () => (
  <PolicyRoom title="Customisation" lead="What people see as your own, on every page and in every mail.">
    {(draft) => <Fields draft={draft} />}
  </PolicyRoom>
)

function Fields({ draft: { document, change } }: { draft: Draft }) {
  const { branding } = document
  const set = (more: Partial<BrandingDocument>) => change({ branding: { ...branding, ...more } })
  const { accent } = branding
  const [language, setLanguage] = useState<string | null>(null)
  return (
    <>
      <div class="fields">
        <Field title="Name" hint="Empty: the name from the configuration">
          {(field) => (
            <input
              {...field}
              maxLength={100}
              value={branding.name ?? ''}
              onInput={(event) => set({ name: orNull(event.currentTarget.value) })}
            />
          )}
        </Field>
        <Field title="Accent" hint="As #7a2348. Empty: Rekey’s own">
          {(field) => (
            <input
              {...field}
              maxLength={7}
              spellcheck={false}
              value={accent ?? ''}
              onInput={(event) => set({ accent: orNull(event.currentTarget.value) })}
            />
          )}
        </Field>
        <Field title="Or pick it">
          {(field) => (
            <input
              {...field}
              type="color"
              value={accent !== null && isColour(accent) ? accent : ownAccents.light.accent}
              onInput={(event) => set({ accent: event.currentTarget.value })}
            />
          )}
        </Field>
        {accent === null ? null : <AccentShown given={accent} />}
      </div>
      <LogoFields logo={branding.logo} change={(logo) => set({ logo })} />
      <OwnWords
        texts={branding.texts}
        translations={branding.translations}
        language={language}
        setLanguage={setLanguage}
        change={set}
      />
      <Links links={branding.links} change={(links) => set({ links })} />
      <label class="check">
        <input
          type="checkbox"
          checked={branding.madeWithRekey}
          onChange={(event) => set({ madeWithRekey: event.currentTarget.checked })}
        />
        <span>
          Made with Rekey
          <span>The line stands at the foot of every page.</span>
        </span>
      </label>
      <BrandingPreview branding={branding} language={language} />
    </>
  )
}

type LinkDocument = BrandingDocument['links'][number]

const mostLinks = 5

function Links({ links, change }: { links: readonly LinkDocument[]; change: (links: LinkDocument[]) => void }) {
  const put = (index: number, more: Partial<LinkDocument>) =>
    change(links.map((link, at) => (at === index ? { ...link, ...more } : link)))
  return (
    <fieldset class="fields">
      <legend>Links at the foot of every page</legend>
      {links.map(({ label, url }, index) => (
        // Nothing but its place tells a link that is being typed from the others.
        <div key={index} class="fields">
          <Field title={`Link ${index + 1} says`}>
            {(field) => (
              <input
                {...field}
                required
                maxLength={40}
                value={label}
                onInput={(event) => put(index, { label: event.currentTarget.value })}
              />
            )}
          </Field>
          <Field title={`Link ${index + 1} leads to`} hint="An https address">
            {(field) => (
              <input
                {...field}
                required
                inputMode="url"
                maxLength={500}
                value={url}
                onInput={(event) => put(index, { url: event.currentTarget.value })}
              />
            )}
          </Field>
          <p>
            <button class="btn plain" type="button" onClick={() => change(links.filter((_, other) => other !== index))}>
              Remove link {index + 1}
            </button>
          </p>
        </div>
      ))}
      {links.length >= mostLinks ? (
        <p class="soft">Five are the most.</p>
      ) : (
        <p>
          <button class="btn plain" type="button" onClick={() => change([...links, { label: '', url: 'https://' }])}>
            Add a link
          </button>
        </p>
      )}
    </fieldset>
  )
}
