// What a new password needs, ticked while typing by `/assets/new-password.js`, and after submitting without it.
import type { Say, Sentence } from '../../core/wording/wording.ts'
import { Icon, icons } from './icons.tsx'

export type RuleName = 'length-minimum' | 'guessable' | 'personal' | 'history'
export type RuleState = 'todo' | 'met' | 'fail'

export interface PasswordRule {
  readonly rule: RuleName
  readonly sentence: Sentence
  readonly state: RuleState
}

export interface PasswordRulesProps {
  readonly say: Say
  readonly title: string
  readonly rules: readonly PasswordRule[]
  /** What the script's scoring is called with: limits, and the names a password may not consist of. */
  readonly limits: Readonly<Record<string, number | boolean>>
  readonly words: readonly string[]
}

export function PasswordRules({ say, title, rules, limits, words }: PasswordRulesProps) {
  const spoken: Record<RuleState, string> = {
    met: say('rules.met'),
    todo: say('rules.todo'),
    fail: say('rules.fail'),
  }
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
        data-word-met={spoken.met}
        data-word-todo={spoken.todo}
        data-word-fail={spoken.fail}
      >
        {rules.map(({ rule, sentence, state }) => (
          <li key={rule} data-rule={rule} {...(state === 'todo' ? {} : { class: state })}>
            <Icon path={icons[state]} size={20} />
            <span>
              <span class="vh">{spoken[state]} </span>
              {say(sentence.id, sentence.values)}
            </span>
          </li>
        ))}
      </ul>
      <template id="rule-icons">
        <Icon class="met" path={icons.met} size={20} />
        <Icon class="todo" path={icons.todo} size={20} />
        <Icon class="fail" path={icons.fail} size={20} />
      </template>
    </section>
  )
}
