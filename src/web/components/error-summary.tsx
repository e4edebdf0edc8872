// What has to be put right, first on the page and in focus without a script; each line leads to its field.
import type { Say } from '../../core/wording/wording.ts'
import type { Problem } from './frame.ts'

export function ErrorSummary({ say, problems }: { say: Say; problems: readonly Problem[] }) {
  return (
    <div class="errors" role="alert" tabindex={-1} autofocus>
      <h2>{say('errors.title', { count: problems.length })}</h2>
      <ul>
        {problems.map(({ sentence, field }) => (
          <li key={sentence.id}>
            {field === undefined ? (
              <p>{say(sentence.id, sentence.values)}</p>
            ) : (
              <a href={`#${field}`}>{say(sentence.id, sentence.values)}</a>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
