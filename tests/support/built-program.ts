// Builds dist/ once before the first suite that runs the program; `npm test` has done it already.
import { build } from '../../scripts/build.mjs'

export async function setup(): Promise<void> {
  if (process.env['REKEY_TEST_BUILT'] === '1') return
  await build()
  process.env['REKEY_TEST_BUILT'] = '1'
}
