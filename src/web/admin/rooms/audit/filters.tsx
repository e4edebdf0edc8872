// What the log is narrowed by. It is kept in the address: a search can be bookmarked and sent to somebody.
import { journeyOutcomes } from '../../../../core/audit/journey-outcome.ts'
import { go, type Place } from '../../client/place.ts'
import { factKinds, factWords } from '../../words/facts.ts'
import { outcomeNames } from '../../words/names.ts'

export type View = 'journeys' | 'facts'

export const viewOf = ({ view }: Place['query']): View => (view === 'facts' ? 'facts' : 'journeys')

export function Filters({ path, query }: Place) {
  const { person, reference, outcome, kind, from, until } = query
  const view = viewOf(query)
  const text = (form: FormData, name: string) => String(form.get(name) ?? '').trim()
  return (
    <form
      class="filters"
      // What was typed in one view and not sent is not carried into the other.
      key={view}
      onSubmit={(event) => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        const who = text(form, 'who')
        const isReference = /^RK-/i.test(who)
        go({
          path,
          query: {
            view: view === 'facts' ? view : '',
            person: isReference ? '' : who,
            reference: isReference ? who.toUpperCase() : '',
            outcome: text(form, 'outcome'),
            kind: text(form, 'kind'),
            from: text(form, 'from'),
            until: text(form, 'until'),
          },
        })
      }}
    >
      <label>
        Person or reference
        <input name="who" autocomplete="off" spellcheck={false} defaultValue={person ?? reference ?? ''} />
      </label>
      {view === 'journeys' ? (
        <Choice
          title="How it ended"
          name="outcome"
          chosen={outcome}
          of={journeyOutcomes.map((each) => [each, outcomeNames[each]])}
        />
      ) : (
        <Choice title="Activity" name="kind" chosen={kind} of={factKinds.map((each) => [each, factWords(each)])} />
      )}
      <label>
        From
        <input name="from" type="date" defaultValue={from ?? ''} />
      </label>
      <label>
        Until
        <input name="until" type="date" defaultValue={until ?? ''} />
      </label>
      <button class="btn" type="submit">
        Filter
      </button>
    </form>
  )
}

interface ChoiceProps {
  readonly title: string
  readonly name: string
  readonly chosen: string | undefined
  readonly of: readonly (readonly [string, string])[]
}

const Choice = ({ title, name, chosen, of }: ChoiceProps) => (
  <label>
    {title}
    <select name={name}>
      <option value="">Any</option>
      {of.map(([value, words]) => (
        <option key={value} value={value} selected={value === chosen}>
          {words}
        </option>
      ))}
    </select>
  </label>
)
