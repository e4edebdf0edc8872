// The look of every mail. Written without double quotes and angle brackets, which a renderer would escape inside <style>.
import { type Colour, ownAccents, readableAccents } from '../core/branding/accent.ts'

/** The rule below the organisation's name and the links that aren't grave have its accent. */
export function letterStyleWith(accent: Colour | null): string {
  const { light, dark } = accent === null ? ownAccents : readableAccents(accent)
  const colours = (of: typeof light, most = '') =>
    `.org{border-bottom:2px solid ${of.accent}${most}}.go{background:${of.accent}${most};color:${of.onAccent}${most}}`
  return `${letterStyle}${colours(light)}\n@media (prefers-color-scheme:dark){${colours(dark, '!important')}}\n`
}

/** Programs that know no media queries show the light one; those that invert colours by themselves are told not to. */
const letterStyle = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
body{margin:0;padding:0}
.page{background:#fbf8f3;color:#1f1b16;font:17px/1.5 -apple-system,'Segoe UI',Roboto,Arial,sans-serif}
table{border-collapse:collapse}td{padding:0}
.page{width:100%}.col{width:100%;max-width:528px}
.pad{padding:32px 24px}
.org{font-weight:600;padding-bottom:16px}
h1{margin:32px 0 12px;font-size:26px;line-height:1.2;font-weight:650;letter-spacing:-.3px}
p{margin:0 0 16px;overflow-wrap:break-word}
.code{margin:24px 0;font:600 34px/1.2 Consolas,Menlo,'DejaVu Sans Mono',monospace;letter-spacing:2px;white-space:nowrap}
.facts{width:100%;margin:24px 0}
.facts th{width:112px;padding:10px 0;border-bottom:1px solid #ded5c7;font-weight:400;color:#5b5247;vertical-align:top}
.facts td{padding:10px 0 10px 16px;border-bottom:1px solid #ded5c7;font-weight:600;overflow-wrap:anywhere}
.rtl .facts td{padding:10px 16px 10px 0}
.btn{display:inline-block;margin:8px 0;padding:13px 24px;background:#a1261b;color:#fff;font-weight:600;text-decoration:none;border-radius:8px}
.small{margin-top:32px;padding-top:16px;border-top:1px solid #ded5c7;font-size:15px;color:#5b5247}
@media (max-width:420px){.facts th,.facts td,.rtl .facts td{display:block;width:auto;padding:0 0 10px}.facts th{padding:10px 0 0;border:0}}
@media (prefers-color-scheme:dark){body,.page{background:#171411!important;color:#f4efe7!important}.small,.facts th,.facts td{border-color:#3d362e!important}.small,.facts th{color:#bdb3a5!important}.btn{background:#ff9f90!important;color:#171411!important}}
`
