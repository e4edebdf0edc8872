// The demo's one phone: the authenticator apps of its people, and of whoever registers one during the demo. Kept beside its data.
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { Secret, TOTP } from 'otpauth'
import { cast } from './cast.ts'

export interface PhoneApp {
  readonly username: string
  readonly displayName: string
  /** Base32. */
  readonly key: string
}

export interface Phone {
  apps(): readonly (Omit<PhoneApp, 'key'> & { readonly code: string })[]
  /** False for what is no key. Spaces are how it is shown, and lower case is how people type. */
  add(key: string): boolean
}

export function openPhone(file: string): Phone {
  const fromCast = cast.flatMap(({ username, displayName, totpSecret }) =>
    totpSecret === undefined ? [] : [{ username, displayName, key: totpSecret }],
  )
  const added = existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : []
  return {
    apps: () => [
      // The newest is what somebody is looking for just now.
      ...added
        .map((key, index) => shown({ username: `…${key.slice(-4)}`, displayName: `Key ${index + 1}`, key }))
        .reverse(),
      ...fromCast.map(shown),
    ],
    add(typed) {
      const key = typed.replace(/[\s-]/g, '').toUpperCase()
      if (!/^[A-Z2-7]{16,64}$/.test(key)) return false
      if (!added.includes(key)) {
        added.push(key)
        appendFileSync(file, `${key}\n`, { mode: 0o600 })
      }
      return true
    },
  }
}

const shown = ({ key, ...rest }: PhoneApp) => ({
  ...rest,
  code: new TOTP({ secret: Secret.fromBase32(key), digits: 6, period: 30 }).generate(),
})
