// Whom people can ask: on every page and in every message.
import { Field } from '../../parts/field.tsx'
import { Lines } from './lines.tsx'
import { type Draft, type PolicyDocument, PolicyRoom } from './policy-room.tsx'

export const HelpDesk = () => (
  <PolicyRoom title="Help desk" lead="Whom people can ask. It stands on every page and in every message.">
    {(draft) => <Fields draft={draft} />}
  </PolicyRoom>
)

const fields = [
  ['text', 'In words', 'As “Service desk, ground floor, 8 to 18”', 'text'],
  ['phone', 'Telephone', 'As +44 20 7946 0100', 'tel'],
  ['url', 'Page', 'An address that works without signing in', 'url'],
  ['mail', 'Mailbox', 'That somebody reads', 'email'],
] as const

function Fields({ draft: { document, change } }: { draft: Draft }) {
  const { help } = document
  const set = (more: Partial<PolicyDocument['help']>) => change({ help: { ...help, ...more } })
  return (
    <div class="fields">
      {fields.map(([name, title, hint, type]) => (
        <Field key={name} title={title} hint={hint}>
          {(field) => (
            <input
              {...field}
              inputMode={type}
              value={help[name] ?? ''}
              onInput={(event) =>
                set({ [name]: event.currentTarget.value.trim() === '' ? null : event.currentTarget.value })
              }
            />
          )}
        </Field>
      ))}
      <Lines
        title="What a username may end with and mean the same"
        hint="One on each line, as @acme.example"
        value={document.suffixes}
        change={(suffixes) => change({ suffixes })}
      />
    </div>
  )
}
