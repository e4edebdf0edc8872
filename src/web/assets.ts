// What browsers load beside the pages: the scripts that the build made, and the icon.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { iconSvg } from './look/icon.ts'
import type { Asset } from './site.ts'

/** `folder`: where the build put the scripts. Read once; nothing is looked for on disk while serving. */
export function loadAssets(folder: string): ReadonlyMap<string, Asset> {
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'))
  return new Map<string, Asset>([
    ['icon.svg', { type: 'image/svg+xml', body: iconSvg }],
    ...scripts.map((name): [string, Asset] => [
      name,
      { type: 'text/javascript; charset=utf-8', body: readFileSync(join(folder, name)) },
    ]),
  ])
}
