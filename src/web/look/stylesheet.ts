// The stylesheet as it is sent: one string, inlined in every page, and the hash by which the Content-Security-Policy allows it.
import { createHash } from 'node:crypto'
import { rekeyCss } from './rekey.css.ts'

export const stylesheet = minify(rekeyCss)

/** For `style-src`, in the form the policy wants it. */
export const stylesheetHash = `'sha256-${createHash('sha256').update(stylesheet).digest('base64')}'`

/** Takes out comments and needless space. A space before a colon stays: in a selector it means "within". */
export function minify(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')
    .trim()
}
