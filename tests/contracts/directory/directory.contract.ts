// What every directory must do, said once. LDAP and Active Directory join by giving a `Subject` of their own.
import { beforeAll, describe, expect, it } from 'vitest'
import type { AccountFacts, DirectoryEntry } from '../../../src/core/people/account.ts'
import { externalId } from '../../../src/core/people/identifiers.ts'
import { type NewPassword, newPassword } from '../../../src/core/people/new-password.ts'
import { readTypedName, type TypedName } from '../../../src/core/people/typed-name.ts'
import type { Directory } from '../../../src/ports/directory.ts'

/** One real directory with these people in it. */
export interface Subject {
  readonly directory: Directory
  /** An ordinary account; `also` are other spellings of its name. */
  readonly tim: Known & { readonly also: readonly string[] }
  readonly disabled: Known
  /** In a group inside a group. */
  readonly nested: Known & { readonly groups: readonly string[] }
  /** What the product knows of an account beside its entry. */
  account(entry: DirectoryEntry): AccountFacts
  /** Carries out a write that the directory only prepared, as a step does. */
  settle(outcome: unknown): Promise<void>
}

export interface Known {
  readonly username: string
  readonly password: string
}

const terms = { historyLength: 3 }
const nameOf = (text: string): TypedName => {
  const name = readTypedName(text, ['@acme.test'])
  if (typeof name === 'string') throw new Error(name)
  return name
}

export function describeDirectory(title: string, make: () => Promise<Subject>): void {
  describe(`the directory contract, ${title}`, () => {
    let subject: Subject
    beforeAll(async () => {
      subject = await make()
    })

    const entryOf = async (name: string): Promise<DirectoryEntry> => {
      const found = await subject.directory.find(nameOf(name))
      if (found.kind !== 'entry') throw new Error(`${name} was not found: ${found.kind}`)
      return found.entry
    }
    const verdictOn = async (name: string, password: string) =>
      (await subject.directory.check(nameOf(name), newPassword(password))).kind
    const setPassword = async (name: string, password: NewPassword) => {
      const outcome = await subject.directory.set(subject.account(await entryOf(name)), password, terms)
      await subject.settle(outcome)
      return outcome.kind === 'staged' ? 'set' : outcome.kind
    }

    it('finds an account by any spelling of its name, always the same one', async () => {
      const { externalId: id } = await entryOf(subject.tim.username)
      for (const also of subject.tim.also) expect((await entryOf(also)).externalId, also).toBe(id)
    })

    it.each([
      '*',
      't*',
      'ti',
      'tim)(uid=*',
      'tim walker',
      'tım',
      't\u0131m',
      "tim' or '1'='1",
      'tim\\2a',
      '🙂',
      'ti\u0301m',
    ])('finds nobody under %j', async (name) => {
      expect((await subject.directory.find(nameOf(name))).kind).toBe('none')
    })

    it('reads an entry again by its immutable id, and none by one that is nobody’s', async () => {
      const entry = await entryOf(subject.tim.username)
      expect(await subject.directory.read(entry.externalId)).toEqual({ kind: 'entry', entry })
      expect((await subject.directory.read(externalId('00'.repeat(16)))).kind).toBe('none')
    })

    it('says who is disabled', async () => {
      expect((await entryOf(subject.disabled.username)).disabled).toBe(true)
      expect((await entryOf(subject.tim.username)).disabled).toBe(false)
    })

    it('counts the groups that a group is in', async () => {
      const { groups } = await entryOf(subject.nested.username)
      expect([...groups].sort()).toEqual([...subject.nested.groups].sort())
    })

    it('knows the right password from a wrong one, an empty one, and another name’s', async () => {
      const { tim, nested } = subject
      expect(await verdictOn(tim.username, tim.password)).toBe('right')
      expect(await verdictOn(tim.username, `${tim.password} `)).toBe('wrong')
      expect(await verdictOn(tim.username, tim.password.toUpperCase())).toBe('wrong')
      expect(await verdictOn(tim.username, '')).toBe('wrong')
      expect(await verdictOn(tim.username, nested.password)).toBe('wrong')
      expect(await verdictOn('nobody-at-all', tim.password)).toBe('wrong')
    })

    it.each([
      'with spaces at both ends  ',
      'quotes \' " and back\\slash',
      'Ümläute und ß, gemischt',
      '合言葉は山と川と谷と空',
      'emoji 🗝️ and 🔐 and more',
      'decomposed e\u0301 and a\u0308 here',
    ])('takes %j exactly as it was typed', async (text) => {
      expect(await setPassword(subject.tim.username, newPassword(text))).toBe('set')
      expect(await verdictOn(subject.tim.username, text)).toBe('right')
      expect(await verdictOn(subject.tim.username, text.trim().slice(0, -1))).toBe('wrong')
      expect(await verdictOn(subject.nested.username, text), 'nobody else got it').toBe('wrong')
    })

    it('refuses a password that was used before, and keeps the present one', async () => {
      const { directory, tim } = subject
      const [first, second] = ['grey herons wade slowly', 'late trains hum at night']
      expect(await setPassword(tim.username, newPassword(first))).toBe('set')
      expect(await setPassword(tim.username, newPassword(second))).toBe('set')
      if (directory.capabilities.enforcesHistoryOnReset) {
        expect(await setPassword(tim.username, newPassword(first))).toBe('rejected')
        expect(await setPassword(tim.username, newPassword(second))).toBe('rejected')
      }
      expect(await verdictOn(tim.username, second)).toBe('right')
    })

    it('changes a password only for whoever knows the present one', async () => {
      const { directory, tim } = subject
      const [present, next] = ['winter apples keep well', 'cold rivers carry stones']
      await setPassword(tim.username, newPassword(present))
      const account = subject.account(await entryOf(tim.username))
      const wrong = await directory.change(account, newPassword('not the present one'), newPassword(next), terms)
      await subject.settle(wrong)
      expect(wrong.kind).toBe('wrong')
      expect(await verdictOn(tim.username, next)).toBe('wrong')
      const right = await directory.change(account, newPassword(present), newPassword(next), terms)
      await subject.settle(right)
      expect(['set', 'staged']).toContain(right.kind)
      expect(await verdictOn(tim.username, next)).toBe('right')
      expect(await verdictOn(tim.username, present)).toBe('wrong')
    })

    it('unlocks where it says that it can', async () => {
      const { directory, tim } = subject
      if (!directory.capabilities.unlocks) return
      const outcome = await directory.unlock(subject.account(await entryOf(tim.username)))
      await subject.settle(outcome)
      expect(['unlocked', 'staged']).toContain(outcome.kind)
    })
  })
}
