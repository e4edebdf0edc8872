// The button that shows a password. Only a script can make one that does something, so only the script makes it.

/** The field of the first password shows its repetition too, which has no button of its own. */
const repeated = { field: 'new-password', repetition: 'again' } as const

export function addShowButton(wrapper: HTMLElement): void {
  const input = wrapper.querySelector('input')
  const form = input?.form
  if (!input || !form || input.id === repeated.repetition) return
  const repetition = form.querySelector<HTMLInputElement>(`#${repeated.repetition}`)
  const fields = input.id === repeated.field && repetition !== null ? [input, repetition] : [input]
  const label = form.querySelector(`label[for="${input.id}"]`)?.textContent?.trim()
  const word = wrapper.dataset['show'] ?? ''

  // The word stays and the state is told apart: "Hide, pressed" would say the opposite of what it means.
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'btn plain'
  button.textContent = word
  if (label !== undefined) button.setAttribute('aria-label', `${word}: ${label}`)
  button.setAttribute('aria-controls', fields.map((field) => field.id).join(' '))

  const show = (shown: boolean) => {
    button.setAttribute('aria-pressed', String(shown))
    for (const field of fields) field.type = shown ? 'text' : 'password'
  }
  // While it is text, no browser may send it to a spelling service or change its first letter.
  for (const field of fields) {
    field.spellcheck = false
    field.autocapitalize = 'none'
  }
  button.addEventListener('click', () => show(button.getAttribute('aria-pressed') !== 'true'))
  // Password managers look for a password field, and a page kept for "back" should not show one.
  form.addEventListener('submit', () => show(false))
  show(false)
  wrapper.append(button)
}
