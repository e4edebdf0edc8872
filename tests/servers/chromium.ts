// The system's Chromium, driven by playwright-core, which brings no browser of its own.
import { type Browser, chromium } from 'playwright-core'
import { isProgram } from './find-program.ts'

/** A browser without a window. The caller closes it. Throws when none is installed; ask `findChromium` first. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('No Chromium found; set CHROMIUM_PATH or install one.')
  return chromium.launch({ executablePath, args: [...FLAGS] })
}

/** $CHROMIUM_PATH, else the places where Debian and Google put it; first the one without windows, which takes half the work. */
export function findChromium(): string | undefined {
  const places = [
    process.env['CHROMIUM_PATH'],
    '/usr/bin/chromium-headless-shell',
    '/usr/bin/chromium',
    '/usr/bin/google-chrome',
  ]
  return places.find((place) => place !== undefined && isProgram(place))
}

const FLAGS = [
  '--no-sandbox', // the suite may run as root, where Chromium's sandbox refuses to start
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Nothing but this machine: a page that asks a third party for anything fails its story.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
] as const
