// What browsers load beside the pages: what the build made, and the icon.
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { iconSvg } from './look/icon.ts'
import type { Asset } from './site.ts'

/** `folder`: where the build put it. Read once; nothing is looked for on disk while serving. */
export function loadAssets(folder: string): ReadonlyMap<string, Asset> {
  const types: Readonly<Record<string, string>> = {
    '.js': 'text/javascript; charset=utf-8',
    '.css': 'text/css; charset=utf-8',
  }
  const files = readdirSync(folder).filter((name) => extname(name) in types)
  return new Map<string, Asset>([
    ['icon.svg', { type: 'image/svg+xml', body: iconSvg }],
    ...files.map((name): [string, Asset] => [
      name,
      { type: types[extname(name)] ?? '', body: readFileSync(join(folder, name)) },
    ]),
  ])
}
