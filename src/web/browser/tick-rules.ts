// The list of rules, kept true to what is in the field.
import { type JudgedRule, judgePassword, type PasswordRules } from '../../core/passwords/rules.ts'
import { announcePolitely } from './announce.ts'

type Face = 'met' | 'todo' | 'fail'

export function tickRules(list: HTMLUListElement, field: HTMLInputElement): void {
  const rules: PasswordRules = JSON.parse(list.dataset['rules'] ?? '')
  const personalWords: readonly string[] = JSON.parse(list.dataset['words'] ?? '[]')
  const items = [...list.querySelectorAll<HTMLLIElement>('li[data-rule]')]
  const announce = announcePolitely(list, () =>
    items.filter((item) => !item.hidden).map((item) => item.textContent?.trim() ?? ''),
  )

  const tick = () => {
    const judged = judgePassword(field.value, rules, { personalWords, organisationWords: [] }).rules
    const faces = new Map<string, Face>(judged.map((rule) => [rule.id, faceOf(rule, judged, field.value)]))
    for (const item of items) {
      const face = faces.get(item.dataset['rule'] ?? '')
      // Listed only while it is broken, and it no longer is.
      item.hidden = face === undefined
      if (face !== undefined) show(item, face, wordFor(list, face))
    }
    announce()
  }
  field.addEventListener('input', tick)
  // A browser that restores a page restores its fields. Beside an empty one stays what the server said of the last attempt.
  if (field.value !== '') tick()
}

/** Too short is not wrong yet: until there are enough characters, what isn't met is still to do. */
function faceOf(rule: JudgedRule, judged: readonly JudgedRule[], typed: string): Face {
  if (typed === '' || rule.state === 'later') return 'todo'
  if (rule.state === 'met') return 'met'
  return judged.some((each) => each.id === 'length-minimum' && each.state === 'unmet') ? 'todo' : 'fail'
}

function wordFor(list: HTMLUListElement, face: Face): string {
  const words = { met: 'wordMet', todo: 'wordTodo', fail: 'wordFail' } as const
  return list.dataset[words[face]] ?? ''
}

function show(item: HTMLLIElement, face: Face, word: string): void {
  if (item.classList.contains(face)) return
  item.className = face
  const hidden = item.querySelector('.vh')
  if (hidden !== null) hidden.textContent = `${word} `
  const icons = document.querySelector<HTMLTemplateElement>('template#rule-icons')?.content
  const icon = icons?.querySelector(`svg.${face}`)?.cloneNode(true)
  if (icon !== undefined) item.querySelector('svg')?.replaceWith(icon)
}
