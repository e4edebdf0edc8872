// A choice is a row that acts at once: one press, no radio and then Continue.
import type { ComponentChildren } from 'preact'
import { Icon, icons } from './icons.tsx'

export interface ChoiceFace {
  /** Path data on a grid of 24. */
  readonly icon?: string
  readonly title: string
  readonly hint?: string
}

export const Choices = ({ children, plain = false }: { children: ComponentChildren; plain?: boolean }) => (
  <ul class={plain ? 'choices two' : 'choices'}>{children}</ul>
)

/** Submits the form round it with `name=value`. */
export const Choice = ({ name, value, ...face }: ChoiceFace & { name: string; value: string }) => (
  <li>
    <button type="submit" class="choice" name={name} value={value}>
      <Face {...face} />
    </button>
  </li>
)

export const LinkedChoice = ({ href, ...face }: ChoiceFace & { href: string }) => (
  <li>
    <a class="choice" href={href}>
      <Face {...face} />
    </a>
  </li>
)

const Face = ({ icon, title, hint }: ChoiceFace) => (
  <>
    {icon === undefined ? null : <Icon path={icon} />}
    <span>
      <b>{title}</b>
      {hint === undefined ? null : <span>{hint}</span>}
    </span>
    <Icon class="chev" path={icons.chevron} size={20} />
  </>
)
