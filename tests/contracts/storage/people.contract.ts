// Many people at once: what an import puts in place, whole or not at all, and that a global administrator is always left.
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  type AccountId,
  accountId,
  externalId,
  groupId,
  lookupHash,
  methodKind,
  sealedText,
} from '../../../src/core/people/identifiers.ts'
import { maskEmail } from '../../../src/core/people/masked-address.ts'
import type { Role } from '../../../src/core/people/roles.ts'
import type { StagedRow } from '../../../src/ports/imports.ts'
import type { TenantStorage } from '../../../src/storage/storage.ts'
import { countRows, peek, type TestDatabase } from './databases.ts'
import { builtIn, newOrganisation, tim } from './organisation.ts'

export function peopleContract(database: () => TestDatabase): void {
  const row = (line: number, name: string, more: Partial<StagedRow> = {}): StagedRow => {
    const id = randomUUID()
    return {
      line,
      canonicalName: name,
      account: accountId(id),
      created: { externalId: externalId(id.replaceAll('-', '')), subject: randomUUID(), username: name },
      displayName: null,
      locale: null,
      role: null,
      groups: null,
      methods: [],
      ...more,
    }
  }
  const mail = (name: string): StagedRow['methods'][number] => ({
    id: randomUUID(),
    kind: methodKind('email'),
    sealed: sealedText('v1.k.n.mail'),
    masked: maskEmail(`${name}@home.example`),
    address: lookupHash(name.padEnd(64, '0')),
  })
  const fact = () => [{ id: randomUUID(), fact: { kind: 'accounts-imported', created: 0, updated: 0, added: 0 } }]
  const bring = async ({ imports }: TenantStorage, rows: readonly StagedRow[]) => {
    const id = randomUUID()
    expect(await imports.stage(id, rows)).toEqual([])
    const outcome = await imports.apply(id, builtIn, [], fact)
    await imports.forget(id)
    return outcome
  }
  const everyone = async ({ imports }: TenantStorage) => (await imports.accountsAfter(null, 1000)).length

  describe('an import', () => {
    it('puts everybody in place at once, with what was on file, unproven', async () => {
      const { rows } = await newOrganisation(database().db)
      const known = row(2, 'tim', { account: tim.id, created: null, methods: [mail('a')] })
      expect(await bring(rows, [known, row(3, 'zoe', { methods: [mail('b')] }), row(4, 'yan')])).toMatchObject({
        created: 2,
        updated: 1,
        methods: 2,
      })
      const all = await rows.imports.accountsAfter(null, 1000)
      expect(all).toHaveLength(3)
      const added = all.flatMap(({ account }) => account.methods).filter(({ source }) => source === 'imported')
      expect(added.map(({ provenAt }) => provenAt)).toEqual([null, null])
      expect(all.filter(({ hasPassword }) => hasPassword)).toHaveLength(1)
    })

    it('of the same file changes nothing the second time', async () => {
      const { rows } = await newOrganisation(database().db)
      const zoe = row(2, 'zoe', { methods: [mail('b')] })
      await bring(rows, [zoe])
      const again = { ...zoe, created: null, methods: [mail('b')] }
      expect(await bring(rows, [again])).toMatchObject({ created: 0, methods: 0 })
      expect(await everyone(rows)).toBe(2)
    })

    it('tells of a name that an earlier row has, and stages nothing but rows of its own', async () => {
      const { rows } = await newOrganisation(database().db)
      const id = randomUUID()
      expect(await rows.imports.stage(id, [row(2, 'zoe')])).toEqual([])
      expect(await rows.imports.stage(id, [row(7, 'zoe')])).toEqual([{ line: 7, first: 2 }])
      expect(await rows.imports.stage(randomUUID(), [row(2, 'zoe')])).toEqual([])
      expect(await everyone(rows)).toBe(1)
    })

    it('that was only staged and then forgotten leaves no row behind', async () => {
      const { rows } = await newOrganisation(database().db)
      const before = await countRows(database().db)
      const id = randomUUID()
      await rows.imports.stage(id, [row(2, 'zoe'), row(3, 'yan')])
      await rows.imports.forget(id)
      expect(await countRows(database().db)).toEqual(before)
    })

    it('whose name was taken meanwhile does nothing at all', async () => {
      const { rows } = await newOrganisation(database().db)
      const id = randomUUID()
      await rows.imports.stage(id, [row(2, 'zoe'), row(3, 'yan')])
      await bring(rows, [row(2, 'zoe')])
      expect(await rows.imports.apply(id, builtIn, [], fact)).toBe('changed')
      expect(await everyone(rows)).toBe(2)
    })

    it('makes its groups with the people in them, and of another organisation’s sees none', async () => {
      const { rows } = await newOrganisation(database().db)
      const { rows: other } = await newOrganisation(database().db)
      const sales = groupId(randomUUID())
      const id = randomUUID()
      await rows.imports.stage(id, [row(2, 'zoe', { groups: [sales] })])
      await rows.imports.apply(id, builtIn, [{ id: sales, name: 'Sales' }], fact)
      expect((await rows.imports.groups(builtIn)).get('sales')).toBe(sales)
      expect((await other.imports.groups(builtIn)).has('sales')).toBe(false)
      expect(await other.imports.find(builtIn, ['zoe'])).toEqual(new Map())
    })
  })

  describe('who is told what administrators are told', () => {
    it('is whoever holds one of the roles now, of this organisation, not gone, and not the one it is about', async () => {
      const { db } = database()
      const { rows, tenant } = await newOrganisation(db)
      const [ada, bea, cleo, uli, rita] = [
        row(2, 'ada', { role: 'global-administrator', methods: [mail('ada')] }),
        row(3, 'bea', { role: 'global-administrator' }),
        row(4, 'cleo', { role: 'global-administrator' }),
        row(5, 'uli', { role: 'user-administrator' }),
        row(6, 'rita', { role: 'reports-reader' }),
      ]
      await bring(rows, [ada, bea, cleo, uli, rita, row(7, 'zoe')])
      await bring((await newOrganisation(db)).rows, [row(2, 'eve', { role: 'global-administrator' })])
      await peek(db, `update accounts set gone_at = now() where tenant_id = '${tenant}' and id = '${cleo.account}'`)
      const holders = async (roles: readonly Role[], but: AccountId | null) => {
        const before = database().statements.length
        const found = await rows.sessions.holders(roles, but)
        expect(database().statements.length - before).toBe(1)
        return found.map(({ entry }) => entry?.username).sort()
      }
      expect(await holders(['global-administrator'], null)).toEqual(['ada', 'bea'])
      expect(await holders(['global-administrator'], ada.account)).toEqual(['bea'])
      expect(await holders(['global-administrator', 'user-administrator'], bea.account)).toEqual(['ada', 'uli'])
      const [first] = await rows.sessions.holders(['global-administrator'], bea.account)
      expect(first?.methods.map(({ kind }) => kind)).toEqual(['email'])
      await rows.roles.takeAway(ada.account, {
        id: randomUUID(),
        fact: { kind: 'role-changed', from: 'global-administrator', to: null },
      })
      expect(await holders(['global-administrator'], null)).toEqual(['bea'])
    })
  })

  describe('the last global administrator', () => {
    const withAdministrators = async (names: readonly string[]) => {
      const { rows } = await newOrganisation(database().db)
      const staged = names.map((name, index) => row(index + 2, name, { role: 'global-administrator' }))
      await bring(rows, staged)
      return { rows, staged }
    }
    const takeAway = (rows: TenantStorage, account: AccountId) =>
      rows.roles.takeAway(account, {
        id: randomUUID(),
        fact: { kind: 'role-changed', from: 'global-administrator', to: null },
      })

    it('stays, of two or of ten who lose the role at once', async () => {
      for (const many of [2, 2, 2, 10]) {
        const { rows, staged } = await withAdministrators(Array.from({ length: many }, (_, n) => `admin-${n}`))
        const outcomes = await Promise.all(staged.map(({ account }) => takeAway(rows, account)))
        expect(outcomes.filter((each) => each === 'last')).toHaveLength(1)
        expect((await rows.roles.list()).map(({ username }) => username)).toEqual([
          staged[outcomes.indexOf('last')]?.canonicalName,
        ])
      }
    })

    it('is not demoted by an import either, and then nothing of the file is done', async () => {
      const { rows, staged } = await withAdministrators(['ada'])
      const [ada] = staged
      if (ada === undefined) throw new Error('nobody was staged')
      const demoted = { ...ada, created: null, role: 'reports-reader' } as const
      expect(await bring(rows, [demoted, row(3, 'zoe')])).toBe('last-administrator')
      expect(await everyone(rows)).toBe(2)
      expect((await rows.roles.list()).map(({ role }) => role)).toEqual(['global-administrator'])
    })
  })
}
