// An organisation's accent as pages are sent it: three tokens beside the stylesheet, and the hash by which they are allowed.
import { createHash } from 'node:crypto'
import { type AccentTokens, type Colour, readableAccents } from '../../core/branding/accent.ts'

export interface AccentStyle {
  readonly css: string
  readonly hash: string
}

export function accentStyle(given: Colour): AccentStyle {
  const { light, dark } = readableAccents(given)
  const css = `:root{${tokens(light)}}@media (prefers-color-scheme:dark){:root{${tokens(dark)}}}`
  return { css, hash: `'sha256-${createHash('sha256').update(css).digest('base64')}'` }
}

const tokens = ({ accent, onAccent, tint }: AccentTokens): string =>
  `--accent:${accent};--on-accent:${onAccent};--tint:${tint}`
