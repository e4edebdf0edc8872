// What a new password needs, ticked while typing by `/assets/new-password.js`, and after submitting without it.
import type { JudgedRule, PasswordRules as Limits, RuleState } from '../../core/passwords/rules.ts'
import { ruleSentence } from '../../core/wording/password-sentences.ts'
import type { Say } from '../../core/wording/wording.ts'
import { Icon, icons } from './icons.tsx'

/** What a page with a new password is given; the script judges with the same `limits` and `words`. */
export interface RulesToShow {
  /** `listRules()` at first, `judgePassword()`'s after a refusal. */
  readonly rules: readonly JudgedRule[]
  readonly limits: Limits
  /** Names that the password may not consist of: the person's and the organisation's. */
  readonly words: readonly string[]
}

export function PasswordRules({ say, title, rules, limits, words }: RulesToShow & { say: Say; title: string }) {
  const faces = {
    met: { name: 'met', icon: icons.met, spoken: say('rules.met') },
    unmet: { name: 'fail', icon: icons.fail, spoken: say('rules.fail') },
    later: { name: 'todo', icon: icons.todo, spoken: say('rules.todo') },
  } as const satisfies Record<RuleState, unknown>
  return (
    <section aria-labelledby="rules-title">
      <h2 class="h3" id="rules-title">
        {title}
      </h2>
      <ul
        class="rules"
        id="rules"
        data-rules={JSON.stringify(limits)}
        data-words={JSON.stringify(words)}
        data-word-met={faces.met.spoken}
        data-word-todo={faces.later.spoken}
        data-word-fail={faces.unmet.spoken}
      >
        {rules.map((rule) => {
          const face = faces[rule.state]
          const sentence = ruleSentence(rule)
          return (
            <li key={rule.id} data-rule={rule.id} class={face.name}>
              <Icon path={face.icon} size={20} />
              <span>
                <span class="vh">{face.spoken} </span>
                {say(sentence.id, sentence.values)}
              </span>
            </li>
          )
        })}
      </ul>
      <template id="rule-icons">
        {[faces.met, faces.later, faces.unmet].map(({ name, icon }) => (
          <Icon key={name} class={name} path={icon} size={20} />
        ))}
      </template>
    </section>
  )
}
