// Choosing groups: those that are chosen as tags, and a search by name for more.
import { useId, useState } from 'preact/hooks'
import { useAnswer } from '../../client/use-answer.ts'
import { useWriting } from '../../client/write.ts'
import { Cross } from '../../parts/icons.tsx'

interface GroupsProps {
  readonly title: string
  readonly add: string
  readonly chosen: readonly string[]
  readonly not?: boolean
  readonly choose: (groups: string[]) => void
}

export function Groups({ title, add, chosen, not = false, choose }: GroupsProps) {
  const write = useWriting()
  const id = useId()
  const [search, setSearch] = useState('')
  const known = useAnswer('listGroups', { query: { ids: chosen.length === 0 ? 'none' : chosen.join(',') } })
  const found = useAnswer('listGroups', { query: { search, limit: 8 } })
  const named = (group: string) => known.value?.items.find((each) => each.id === group)
  const offered = (found.value?.items ?? []).filter((each) => !chosen.includes(each.id))
  return (
    <div class="stack">
      <h2 class="h3" id={`${id}-title`}>
        {title}
      </h2>
      {chosen.length === 0 ? (
        <p class="soft">None</p>
      ) : (
        <ul class="tags" aria-labelledby={`${id}-title`}>
          {chosen.map((group) => (
            <li key={group} class={not ? 'not' : undefined}>
              <span>
                {named(group)?.name ?? group} <span class="soft num">{write.count(named(group)?.members ?? 0)}</span>
              </span>
              <button
                type="button"
                aria-label={`Take out ${named(group)?.name ?? group}`}
                onClick={() => choose(chosen.filter((each) => each !== group))}
              >
                <Cross size={16} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <label>
        {add}
        <input
          value={search}
          autocomplete="off"
          placeholder="Type a group name"
          onInput={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={(event) => {
            // Enter would send the whole form.
            if (event.key === 'Enter') event.preventDefault()
          }}
        />
      </label>
      {search === '' ? null : (
        <ul class="found">
          {offered.map((group) => (
            <li key={group.id}>
              <button
                type="button"
                onClick={() => {
                  choose([...chosen, group.id])
                  setSearch('')
                }}
              >
                <span>{group.name}</span>
                <span class="soft num">{write.count(group.members)}</span>
              </button>
            </li>
          ))}
          {offered.length === 0 && !found.loading ? <li class="soft">No group is called so.</li> : null}
        </ul>
      )}
    </div>
  )
}
